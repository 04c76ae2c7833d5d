import { Temporal } from 'temporal-polyfill';

/**
 * The clock on the wall and the instant behind it. What people agree on is the wall (`2021-07-17T14:00`, a day, an hour);
 * the instant is derived from it. On the night the clock goes forward a time that does not exist moves along (02:30 → 03:30),
 * on the night it goes back the first of the two counts: RFC 5545 §3.3.5, Temporal's "compatible".
 */

/** The instant of a wall time in a zone. */
export const instantOf = (wall: string, zone: string): Date =>
  dateOf(Temporal.PlainDateTime.from(wall).toZonedDateTime(zone, { disambiguation: 'compatible' }));

/** What the wall shows at an instant: `2021-07-17T14:00`. */
export const wallOf = (instant: Date, zone: string): string =>
  zoned(instant, zone).toPlainDateTime().toString({ smallestUnit: 'minute' });

/** The day an instant falls on: `2021-07-17`. */
export const dayOf = (instant: Date, zone: string): string => zoned(instant, zone).toPlainDate().toString();

/** The day so many days later, or earlier when negative. */
export const plusDays = (day: string, days: number): string =>
  Temporal.PlainDate.from(day).add({ days }).toString();

/** As long after `to` as `wall` is after `from`, on the wall. */
export const movedAlong = (wall: string, from: string, to: string): string =>
  Temporal.PlainDateTime.from(to)
    .add(Temporal.PlainDateTime.from(from).until(Temporal.PlainDateTime.from(wall)))
    .toString({ smallestUnit: 'minute' });

const zoned = (instant: Date, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);

const dateOf = (moment: Temporal.ZonedDateTime) => new Date(moment.epochMilliseconds);
