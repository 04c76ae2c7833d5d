import type { Cookies } from '@sveltejs/kit';
import { localPath } from '#lib/form/local-path.ts';

/**
 * A mailed link works only in the browser that asked for it: that browser keeps the proof, and where its owner was going,
 * for as long as the link lives. Who asked again keeps the earlier proofs too, since the first mail may be the one he opens.
 */
export const keepProof = (cookies: Cookies, url: URL, proof: string, to: string): void => {
  const options = { ...where, httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' } as const;
  const proofs = [proof, ...heldProofs(cookies).proofs].slice(0, MOST_PROOFS);
  cookies.set('proof', proofs.join(BETWEEN), { ...options, maxAge: LINK_SECONDS });
  cookies.set('going-to', to, { ...options, maxAge: LINK_SECONDS });
};

/** The proofs of this browser, the newest first. */
export const heldProofs = (cookies: Cookies): { proofs: string[]; to: string } => ({
  proofs: (cookies.get('proof') ?? '').split(BETWEEN).filter(Boolean).slice(0, MOST_PROOFS),
  to: localPath(cookies.get('going-to'), '/channels'),
});

export const dropProofs = (cookies: Cookies): void => {
  cookies.delete('proof', where);
  cookies.delete('going-to', where);
};

/** Everywhere: whoever joins asks at another page than where the link leads. */
const where = { path: '/' };
const LINK_SECONDS = 15 * 60;
/** As many links as may wait for one address. */
const MOST_PROOFS = 5;
/** A sign that is in no proof. */
const BETWEEN = '.';
