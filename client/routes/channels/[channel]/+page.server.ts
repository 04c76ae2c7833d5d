import { unwrap, formFailure } from '#lib/form/answer.ts';
import { newKey } from '#lib/outbox/key.ts';
import { words, type Locale } from '#lib/text/index.ts';
import { typedIn } from '#lib/form/data.ts';
import type { Involvement } from '#contract/channel/index.ts';
import { isVisible } from '#contract/typed-text.ts';
import { fail, redirect } from '@sveltejs/kit';
import { maxMessageLength } from '#contract/limits.ts';
import type { Actions, PageServerLoad } from './$types';

/** The channel and a page of its log: the newest, or as the links to older and newer messages ask. */
export const load: PageServerLoad = async ({ params: { channel }, url, locals, parent }) => {
  const range = { before: numberIn(url, 'before'), after: numberIn(url, 'after') };
  const asked = [
    locals.ask('channel:open', { channel }),
    locals.ask('log:page', { channel, limit: 50, ...range }),
  ] as const;
  const { me } = await parent();
  const [opened, page] = await Promise.all([unwrap(asked[0], me), unwrap(asked[1], me)]);
  return { channel: opened.channel, page, range, key: newKey() };
};

export const actions: Actions = {
  /** What the form sends without JavaScript: the same wish as over the socket, with the key that came with the page. */
  async post({ params: { channel }, request, locals }) {
    const typed = await typedIn(request);
    const [text, key] = [typed('text'), typed('key')];
    const wrong = wrongWith(text, locals.locale);
    if (wrong !== undefined) return fail(422, { text, key, refused: wrong });
    const answer = await locals.ask('message:post', { channel, key, text });
    if (!answer.ok) return formFailure(answer, { text, key });
    // Who answers has read what stands above it; a page with a script tells so by itself.
    await locals.ask('channel:read', { channel, seq: answer.value.seq });
    redirect(303, `/channels/${channel}`);
  },

  async read({ params: { channel }, request, locals }) {
    const seq = Number((await typedIn(request))('seq'));
    const answer = await locals.ask('channel:read', { channel, seq });
    if (!answer.ok) return formFailure(answer, {});
    redirect(303, `/channels/${channel}`);
  },

  async join({ params: { channel }, locals }) {
    const answer = await locals.ask('channel:join', { channel });
    if (!answer.ok) return formFailure(answer, {});
    redirect(303, `/channels/${channel}`);
  },

  async leave({ params: { channel }, locals }) {
    const answer = await locals.ask('channel:leave', { channel });
    if (!answer.ok) return formFailure(answer, {});
    redirect(303, '/channels');
  },

  async involve({ params: { channel }, request, locals }) {
    const involvement = (await typedIn(request))('involvement') as Involvement;
    const answer = await locals.ask('channel:involve', { channel, involvement });
    if (!answer.ok) return formFailure(answer, {});
    redirect(303, `/channels/${channel}`);
  },
};

/** What the hub would say no to, in words that help. */
function wrongWith(text: string, locale: Locale): string | undefined {
  const { chat } = words(locale);
  if (!isVisible(text)) return chat.writeFirst;
  return text.length > maxMessageLength ? chat.tooLong(text.length - maxMessageLength) : undefined;
}

function numberIn(url: URL, name: string): number | undefined {
  const number = Number(url.searchParams.get(name));
  return Number.isSafeInteger(number) && number > 1 ? number : undefined;
}
