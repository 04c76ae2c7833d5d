/**
 * `wanted` when it is a place on this site, else `otherwise`. A path that a browser would read as another site
 * (`//elsewhere`, `/\elsewhere`, `https:…`) is not followed, so nobody can be sent away by a link to us.
 */
export const localPath = (wanted: string | null | undefined, otherwise = '/'): string => {
  if (typeof wanted !== 'string' || !/^\/(?![/\\])/.test(wanted)) return otherwise;
  const here = 'http://here.invalid';
  const url = URL.parse(wanted, here);
  return url?.origin === here ? url.pathname + url.search + url.hash : otherwise;
};
