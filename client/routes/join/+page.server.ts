import { fail, redirect } from '@sveltejs/kit';
import { formFailure } from '#lib/form/answer.ts';
import { words } from '#lib/text/index.ts';
import { typedIn } from '#lib/form/data.ts';
import { keepProof } from '../sign-in/proof.ts';
import { readJoinForm, NOWHERE, checkJoinForm, type JoinErrors } from './form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  const { me } = await parent();
  if (me) redirect(303, '/channels');
};

export const actions: Actions = {
  default: async ({ request, locals, cookies, url }) => {
    const filled = readJoinForm(await typedIn(request));
    const wrong: JoinErrors = checkJoinForm(filled, words(locals.locale).join);
    if (Object.keys(wrong).length > 0) return fail(422, { filled, wrong, refused: '' });
    const street = filled.where === NOWHERE ? undefined : filled.street;
    const join = { name: filled.name, ...(street && { street }) };
    const answer = await locals.ask('session:ask', { email: filled.email, locale: locals.locale, join });
    if (!answer.ok) return formFailure(answer, { filled, wrong });
    keepProof(cookies, url, answer.value.proof, '/channels');
    redirect(303, '/sign-in/sent');
  },
};
