import type { FreeTime } from '#contract/help/offer.ts';
import { Temporal } from 'temporal-polyfill';

/** From and to, in milliseconds since 1970. */
type Stretch = [from: number, to: number];

/**
 * The longest time in a row, in whole minutes, that a weekly timetable leaves between two instants. The timetable is in wall
 * time: on the days the clock is changed, an hour that does not exist is moved forward and one that comes twice is taken at
 * its first coming (RFC 5545 §3.3.5).
 */
export function longestFree(times: FreeTime[], from: Date, to: Date, zone: string): number {
  const stretches = daysBetween(from, to, zone).flatMap((day) =>
    times
      .filter((time) => time.day === day.dayOfWeek)
      .map((time) => within([instantOf(day, time.from, zone), instantOf(day, time.to, zone)], from, to)),
  );
  const longest = joined(stretches).map(([start, end]) => end - start);
  return Math.max(0, ...longest.map((span) => Math.floor(span / 60_000)));
}

function daysBetween(from: Date, to: Date, zone: string): Temporal.PlainDate[] {
  const last = dayOf(to, zone);
  const days: Temporal.PlainDate[] = [];
  for (let day = dayOf(from, zone); Temporal.PlainDate.compare(day, last) <= 0; day = day.add({ days: 1 }))
    days.push(day);
  return days;
}

const dayOf = (at: Date, zone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(zone).toPlainDate();

const instantOf = (day: Temporal.PlainDate, wall: string, zone: string): number =>
  day.toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(wall) }).epochMilliseconds;

const within = ([start, end]: Stretch, from: Date, to: Date): Stretch => [
  Math.max(start, from.getTime()),
  Math.min(end, to.getTime()),
];

/** Stretches that touch or overlap become one: a morning and the afternoon after it are a whole day. */
function joined(stretches: Stretch[]): Stretch[] {
  const sorted = stretches.filter(([start, end]) => end > start).sort(([a], [b]) => a - b);
  return sorted.reduce<Stretch[]>((longer, [start, end]) => {
    const last = longer.at(-1);
    if (!last || start > last[1]) return [...longer, [start, end]];
    return [...longer.slice(0, -1), [last[0], Math.max(last[1], end)]];
  }, []);
}
