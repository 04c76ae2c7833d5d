import { redirect } from '@sveltejs/kit';
import { refused } from '#lib/answer.ts';
import { dropProof, heldProof } from '../proof.ts';
import type { Actions } from './$types';

const LONGEST_DEVICE = 200;

export const actions: Actions = {
  /** The link itself does nothing: mail programs open links to look at them, and it works only once. */
  default: async ({ params, locals, cookies, request }) => {
    const { proof, to } = heldProof(cookies);
    const device = request.headers.get('user-agent')?.slice(0, LONGEST_DEVICE) ?? '';
    const answer = await locals.ask('session:start', { token: params.token, proof, device });
    if (!answer.ok) return refused(answer, {});
    locals.keepSession(answer.value);
    dropProof(cookies);
    redirect(303, to);
  },
};
