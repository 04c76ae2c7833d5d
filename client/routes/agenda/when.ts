import type { Activity } from '#contract/agenda/index.ts';
import type { Locale, Words } from '#lib/text/index.ts';
import { clock, dayKey, dayLine, fullDay } from '#lib/place/time.ts';
import { lastDayOf } from './week.ts';

type Times = Pick<Activity, 'startsAt' | 'endsAt'>;
type Said = { now: string; locale: Locale; t: Words['agenda'] };

/** `Zaterdag 17 juli, 14:00 – 15:30 uur`, and `Morgen, zaterdag 17 juli, …` when it is near. */
export function dayAndTimesOf({ startsAt, endsAt }: Times, { now, locale, t }: Said): string {
  const [near, full] = [dayLine(startsAt, now, locale), fullDay(startsAt, now, locale)];
  const day = capital(near === full ? full : `${near}, ${full}`);
  const last = endsAt && lastDayOf(startsAt, endsAt);
  const until = last && last > dayKey(startsAt) ? `, ${t.until(fullDay(endsAt, now, locale))}` : '';
  const times = timesOf({ startsAt, ...(endsAt && !until && { endsAt }) }, { locale, t });
  return `${day}, ${times}${until}`;
}

/** `14:00 – 15:30 uur`, or only the start when no end was given. */
export const timesOf = ({ startsAt, endsAt }: Times, { locale, t }: Omit<Said, 'now'>): string =>
  endsAt ? t.times(clock(startsAt, locale), clock(endsAt, locale)) : t.time(clock(startsAt, locale));

/** When it is over: its end, or its start when no end was given. */
export const isOver = ({ startsAt, endsAt = startsAt }: Times, now: string): boolean =>
  Date.parse(endsAt) <= Date.parse(now);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
