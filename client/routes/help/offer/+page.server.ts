import { fail, redirect } from '@sveltejs/kit';
import { unwrap, formFailure } from '#lib/form/answer.ts';
import { signedIn } from '#lib/sync/signed-in.ts';
import { dayAfter } from '../wall-clock.ts';
import { readOfferForm, checkOfferForm } from './form.ts';
import type { OfferValues, OfferErrors } from './week.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const layout = await parent();
  const me = signedIn(layout, url);
  const { offer } = await unwrap(locals.ask('help:mine', {}));
  return { me, offer, rests: [7, 14, 21, 28, 56].map((days) => dayAfter(layout.now, days)) };
};

/** Nothing was filled in. */
const nothing: { filled?: OfferValues; wrong: OfferErrors } = { wrong: {} };

export const actions: Actions = {
  save: async ({ request, locals }) => {
    const filled = readOfferForm(await request.formData());
    const wrong = checkOfferForm(filled);
    if (Object.keys(wrong).length > 0) return fail(422, { filled, wrong, refused: '' });
    const answer = await locals.ask('help:offer', filled);
    if (!answer.ok) return formFailure(answer, { filled, wrong: {} });
    redirect(303, '/help?said=offered');
  },

  stop: async ({ locals }) => {
    const answer = await locals.ask('help:withdraw', { offer: true });
    if (!answer.ok) return formFailure(answer, { ...nothing });
    redirect(303, '/help?said=stopped');
  },
};
