import type { Me } from '#contract/person.ts';
import { redirect } from '@sveltejs/kit';

/**
 * For a page that only makes sense with an account: you, or off to signing in and then back here.
 *
 *     const me = signedIn(await parent(), url);
 */
export const signedIn = ({ me }: { me: Me | null }, { pathname, search }: URL): Me => {
  if (me) return me;
  redirect(303, `/sign-in?to=${encodeURIComponent(pathname + search)}`);
};
