import { fail, redirect } from '@sveltejs/kit';
import { unwrap, formFailure } from '#lib/form/answer.ts';
import { newKey } from '#lib/outbox/key.ts';
import { signedIn } from '#lib/sync/signed-in.ts';
import { words } from '#lib/text/index.ts';
import { typedIn } from '#lib/form/data.ts';
import type { Actions, PageServerLoad } from './$types';

/** For officers alone: the hub refuses everybody else. */
export const load: PageServerLoad = async ({ locals, parent, url }) => {
  signedIn(await parent(), url);
  const page = Math.max(1, Math.trunc(Number(url.searchParams.get('page'))) || 1);
  const { incidents, older, held, refused } = await unwrap(locals.ask('crisis:incidents', { page }));
  return { incidents, page, older, held, broken: refused, intent: newKey() };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const typed = await typedIn(request);
    const [key, title, titleEn] = [typed('key'), typed('title'), typed('titleEn')];
    const exercise = typed('exercise') !== '';
    const filled = { title, titleEn, exercise };
    const { name } = words(locals.locale).crisis.console.missing;
    if (!title) return fail(422, { ...filled, intent: key, wrong: name, refused: '' });
    const answer = await locals.ask('crisis:open', { key, title, exercise, ...(titleEn && { titleEn }) });
    // Silence is tried again as it was, so that what was opened after all is not opened twice.
    if (!answer.ok)
      return formFailure(answer, { ...filled, intent: answer.retry ? key : newKey(), wrong: '' });
    redirect(303, `/situation/console/${answer.value.incident}`);
  },
};
