import { redirect } from '@sveltejs/kit';
import { formFailure } from '#lib/form/answer.ts';
import { dropProofs, heldProofs } from '../proof.ts';
import type { Actions } from './$types';

const LONGEST_DEVICE = 200;

export const actions: Actions = {
  /** The link itself does nothing: mail programs open links to look at them, and it works only once. */
  default: async ({ params, locals, cookies, request }) => {
    const { proofs, to } = heldProofs(cookies);
    const device = request.headers.get('user-agent')?.slice(0, LONGEST_DEVICE) ?? '';
    const answer = await locals.ask('session:start', { token: params.token, proof: proofs, device });
    if (!answer.ok) return formFailure(answer, {});
    locals.keepSession(answer.value);
    dropProofs(cookies);
    redirect(303, to);
  },
};
