import type { Me } from '#contract/person/index.ts';
import { error, redirect } from '@sveltejs/kit';

/**
 * For a page that only makes sense with an account: you, or off to signing in and then back here. While nobody can say who looks,
 * as with a database that does not answer, it is "not now": who is signed in must not be told that he is not.
 *
 *     const me = signedIn(await parent(), url);
 */
export const signedIn = (
  { me, isUnsure = false }: { me: Me | null; isUnsure?: boolean },
  { pathname, search }: URL,
): Me => {
  if (me) return me;
  if (isUnsure) error(503);
  redirect(303, `/sign-in?to=${encodeURIComponent(pathname + search)}`);
};
