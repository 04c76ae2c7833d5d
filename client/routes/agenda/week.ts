import type { Activity } from '#contract/agenda/index.ts';
import { clock, dayKey } from '#lib/place/time.ts';

/** The day so many days later, or earlier when negative: `2021-07-17`. */
export const daysLater = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** The day when it is one, else undefined. */
export const asDay = (text: string | null): string | undefined =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && isDay(text) ? text : undefined;

/** The moment by which a day is shown: noon, which every day has once. */
export const noonOf = (day: string): string => `${day}T12:00:00Z`;

/** The days of a week that have something, and today when it is in it; what takes several days stands under each. */
export function daysOf(
  activities: Activity[],
  from: string,
  today: string,
): { day: string; activities: Activity[] }[] {
  return Array.from({ length: 7 }, (_, index) => daysLater(from, index))
    .map((day) => ({ day, activities: activities.filter((activity) => isOn(activity, day)) }))
    .filter(({ day, activities: some }) => some.length > 0 || day === today);
}

const isOn = ({ startsAt, endsAt = startsAt }: Activity, day: string): boolean =>
  dayKey(startsAt) <= day && day <= lastDayOf(startsAt, endsAt);

/**
 * The last day of something. What ends at midnight does not take the next day, and neither does an evening that ends in the
 * night, at an hour of the clock before that of its start. A camp until noon the next day is no evening.
 */
export function lastDayOf(startsAt: string, endsAt: string): string {
  const [first, last] = [dayKey(startsAt), dayKey(endsAt > startsAt ? Date.parse(endsAt) - 1 : endsAt)];
  const isShort = Date.parse(endsAt) - Date.parse(startsAt) <= LONGEST_EVENING;
  const oneNight = isShort && last === daysLater(first, 1) && clock(endsAt, 'nl') < clock(startsAt, 'nl');
  return oneNight ? first : last;
}

const DAY = 86_400_000;
const LONGEST_EVENING = DAY / 2;

const isDay = (text: string): boolean =>
  Number.isFinite(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
