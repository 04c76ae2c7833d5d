import { ZONE } from '#lib/place/time.ts';
import { Temporal } from 'temporal-polyfill';

/**
 * The instant of a day and time on the clock here, as a field of type datetime-local gives them: `2021-07-18T20:00`. Undefined
 * when there is no such day. An hour that the clock skips in March is moved forward, one that comes twice is the first.
 */
export function instantOf(wall: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(wall)) return undefined;
  try {
    return Temporal.PlainDateTime.from(wall, { overflow: 'reject' })
      .toZonedDateTime(ZONE)
      .toInstant()
      .toString();
  } catch {
    // A day that does not exist, like 31 June: as good as none.
    return undefined;
  }
}

/** So many hours from an instant, on the clock here, at a whole quarter of an hour. */
export function wallAfter(now: string, hours: number): string {
  const quarter = Temporal.Instant.from(now)
    .add({ minutes: hours * 60 })
    .round({ smallestUnit: 'minute', roundingIncrement: 15 });
  return quarter.toZonedDateTimeISO(ZONE).toPlainDateTime().toString().slice(0, 16);
}
