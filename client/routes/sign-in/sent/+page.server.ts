import { heldProofs } from '../proof.ts';
import type { PageServerLoad } from './$types';

/** What became of the newest mail, as far as it is known: where the hub does not say, the page tells what it told before. */
export const load: PageServerLoad = async ({ locals, cookies }) => {
  const [proof] = heldProofs(cookies).proofs;
  const answer = proof ? await locals.ask('session:mail', { proof }) : undefined;
  return { mail: answer?.ok ? answer.value.mail : ('sent' as const) };
};
