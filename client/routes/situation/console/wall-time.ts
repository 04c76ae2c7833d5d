import { wallOf } from '#contract/wall-time.ts';
import { ZONE } from '#lib/place/time.ts';

const hourMs = 3_600_000;
const quarterMs = hourMs / 4;

/** So many hours from an instant, on the clock here, at a whole quarter of an hour. */
export function wallAfter(now: string, hours: number): string {
  const later = Date.parse(now) + hours * hourMs;
  return wallOf(new Date(Math.round(later / quarterMs) * quarterMs), ZONE);
}
