import { instantOf } from '#contract/wall-time.ts';
import { ZONE } from './time.ts';

/**
 * The instant of a day and time on the clock here, as a field of type datetime-local gives them: `2021-07-18T20:00`. Undefined
 * when there is no such moment.
 */
export function typedInstant(wall: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(wall)) return undefined;
  try {
    return instantOf(wall, ZONE).toISOString().replace('.000Z', 'Z');
  } catch {
    // A day that does not exist, like 31 June: as good as none.
    return undefined;
  }
}
