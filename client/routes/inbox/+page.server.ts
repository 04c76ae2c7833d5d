import { unwrap } from '#lib/form/answer.ts';
import { signedIn } from '#lib/sync/signed-in.ts';
import type { PageServerLoad } from './$types';

/** What is there for you: a channel with one reader, and a page of its log. */
export const load: PageServerLoad = async ({ url, locals }) => {
  const { me } = await unwrap(locals.ask('person:me', {}));
  const channel = signedIn({ me }, url).inbox;
  const before = Number(url.searchParams.get('before'));
  const range = Number.isSafeInteger(before) && before > 1 ? { before } : {};
  const [opened, page] = await Promise.all([
    unwrap(locals.ask('channel:open', { channel })),
    unwrap(locals.ask('log:page', { channel, limit: 50, ...range })),
  ]);
  return { channel: opened.channel, page, range };
};
