import { SignUpAnswer } from '#contract/agenda/index.ts';
import { fail } from '@sveltejs/kit';
import { unwrap, formFailure } from '#lib/form/answer.ts';
import { signedIn } from '#lib/sync/signed-in.ts';
import { words } from '#lib/text/index.ts';
import { typedIn } from '#lib/form/data.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, parent }) => {
  const asked = locals.ask('activity:get', { activity: params.activity });
  return unwrap(asked, (await parent()).me);
};

export const actions: Actions = {
  /** Also what the buttons on a card in a channel send. */
  answer: async ({ request, locals, params, url }) => {
    const { me } = await unwrap(locals.ask('person:me', {}));
    signedIn({ me }, new URL(url.pathname, url));
    const answer = SignUpAnswer.safeParse((await typedIn(request))('answer'));
    if (!answer.success)
      return fail(422, { part: 'answer', refused: words(locals.locale).agenda.one.answer });
    const given = await locals.ask('activity:answer', { activity: params.activity, answer: answer.data });
    if (!given.ok) return formFailure(given, { part: 'answer' });
    return { part: 'answer', refused: '', activity: given.value.activity };
  },

  cancel: async ({ request, locals, params }) => {
    const reason = (await typedIn(request))('reason');
    const given = await locals.ask('activity:cancel', {
      activity: params.activity,
      ...(reason && { reason }),
    });
    return given.ok ? { part: 'cancel', refused: '' } : formFailure(given, { part: 'cancel' });
  },
};
