import { dayOf, plusDays } from '#contract/wall-time.ts';
import { ZONE } from '#lib/place/time.ts';
import { typedInstant } from '#lib/place/typed-instant.ts';

/**
 * The instant of a day and a time on the clock here, as fields of type date and time give them; undefined when one of them is
 * not filled in, or when there is no such moment.
 */
export const instantAt = (day: string, time: string): string | undefined =>
  /^\d\d:\d\d$/.test(time) ? typedInstant(`${day}T${time}`) : undefined;

/** The day here, so many days later: `2021-07-17`. */
export const dayAfter = (now: string, days: number): string => plusDays(dayOf(new Date(now), ZONE), days);
