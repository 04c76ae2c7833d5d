import { fail, redirect } from '@sveltejs/kit';
import { isAddress } from '#contract/person/address.ts';
import { formFailure } from '#lib/form/answer.ts';
import { localPath } from '#lib/form/local-path.ts';
import { words } from '#lib/text/index.ts';
import { typedIn } from '#lib/form/data.ts';
import { keepProof } from './proof.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, url }) => {
  const to = localPath(url.searchParams.get('to'), '/channels');
  const { me } = await parent();
  if (me) redirect(303, to);
  return { to };
};

export const actions: Actions = {
  default: async ({ request, locals, cookies, url }) => {
    const typed = await typedIn(request);
    const email = typed('email');
    if (!isAddress(email))
      return fail(422, { email, wrong: words(locals.locale).signIn.wrongEmail, refused: '' });
    const answer = await locals.ask('session:ask', { email, locale: locals.locale });
    if (!answer.ok && answer.code === 'INVALID')
      return fail(422, { email, wrong: answer.message, refused: '' });
    if (!answer.ok) return formFailure(answer, { email, wrong: '' });
    keepProof(cookies, url, answer.value.proof, localPath(typed('to'), '/channels'));
    redirect(303, '/sign-in/sent');
  },
};
