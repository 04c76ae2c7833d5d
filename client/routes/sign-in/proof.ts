import type { Cookies } from '@sveltejs/kit';
import { localPath } from '#lib/local-path.ts';

/**
 * A mailed link works only in the browser that asked for it: that browser keeps the proof, and where its owner was going,
 * for as long as the link lives.
 */
export const keepProof = (cookies: Cookies, url: URL, proof: string, to: string): void => {
  const options = { ...where, httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' } as const;
  cookies.set('proof', proof, { ...options, maxAge: LINK_SECONDS });
  cookies.set('going-to', to, { ...options, maxAge: LINK_SECONDS });
};

export const heldProof = (cookies: Cookies): { proof: string; to: string } => ({
  proof: cookies.get('proof') ?? '',
  to: localPath(cookies.get('going-to'), '/channels'),
});

export const dropProof = (cookies: Cookies): void => {
  cookies.delete('proof', where);
  cookies.delete('going-to', where);
};

const where = { path: '/sign-in' };
const LINK_SECONDS = 15 * 60;
