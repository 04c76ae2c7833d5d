import { ZONE } from '#lib/place/time.ts';
import { Temporal } from 'temporal-polyfill';

/**
 * The instant of a day and a time on the clock here, as fields of type date and time give them; undefined when one of them is
 * not filled in. An hour that the clock skips in March is moved forward, one that comes twice in October is the first.
 */
export function instantOf(day: string, time: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !/^\d\d:\d\d$/.test(time)) return undefined;
  try {
    const wall = Temporal.PlainDateTime.from(`${day}T${time}`, { overflow: 'reject' });
    return wall.toZonedDateTime(ZONE).toInstant().toString();
  } catch {
    // A day that does not exist, like 31 June: as good as none.
    return undefined;
  }
}

/** The day here, so many days later: `2021-07-17`. */
export const dayAfter = (now: string, days: number): string =>
  Temporal.Instant.from(now).toZonedDateTimeISO(ZONE).toPlainDate().add({ days }).toString();
