import { fail, redirect } from '@sveltejs/kit';
import { formFailure } from '#lib/form/answer.ts';
import { newKey } from '#lib/outbox/key.ts';
import { signedIn } from '#lib/sync/signed-in.ts';
import { typedIn } from '#lib/form/data.ts';
import { dayAfter } from '../wall-clock.ts';
import { readRequestForm, checkRequestForm } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

/** People plan no further for a small job; who must, asks later. */
const daysToChoose = 28;

export const load: PageServerLoad = async ({ parent, url }) => {
  const layout = await parent();
  const me = signedIn(layout, url);
  return {
    me,
    key: newKey(),
    days: Array.from({ length: daysToChoose }, (_, days) => dayAfter(layout.now, days)),
  };
};

export const actions: Actions = {
  default: async ({ request, locals }) => {
    const filled = readRequestForm(await typedIn(request));
    const read = checkRequestForm(filled);
    if ('wrong' in read) return fail(422, { filled, wrong: read.wrong, refused: '', urgent: false });
    const answer = await locals.ask('help:ask', read.wish);
    if (!answer.ok) return formFailure(answer, { filled, wrong: {}, urgent: false });
    if (answer.value.outcome === 'urgent') return { filled, wrong: {}, refused: '', urgent: true };
    redirect(303, '/help?said=asked');
  },
};
