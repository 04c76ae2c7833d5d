/** The cookie that keeps which message one folded away; so that a page comes folded, it must come with the request. */
export const FOLDED_COOKIE = 'folded';

/** What names one version of one incident in a village. */
export const versionOf = ({ incident, version, area }: { incident: string; version: number; area: string }) =>
  `${incident}.${version}.${area}`;

/** Remembers for a week what was folded away, or that nothing is. */
export function keepFolded(version: string, isFolded: boolean): void {
  const ends = isFolded ? `max-age=${7 * 24 * 60 * 60}` : 'max-age=0';
  document.cookie = `${FOLDED_COOKIE}=${version}; path=/; samesite=lax; ${ends}`;
}
