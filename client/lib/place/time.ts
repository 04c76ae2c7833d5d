/**
 * Times as people here say them. Always in the place's own zone, whatever the device thinks, and always measured from
 * a `now` that is handed in: the hub's clock and the phone's may differ.
 */
export type Moment = Date | string | number;
export type TimeLocale = 'nl' | 'en';

export const ZONE = 'Europe/Amsterdam';

/** The time on the clock: `14:05`. */
export const clock = (at: Moment, tongue: TimeLocale): string =>
  format(at, tongue, { hour: '2-digit', minute: '2-digit' });

/**
 * The day as a heading: `vandaag`, `gisteren`, `morgen`, else `zondag 18 juli`, with the year when it is another one.
 * Begins with a small letter in Dutch; English says `Today`, `Sunday 18 July`.
 */
export const dayLine = (at: Moment, now: Moment, tongue: TimeLocale): string =>
  near[tongue][daysBetween(now, at)] ?? fullDay(at, now, tongue);

/** The day in full, never `today`: `zondag 18 juli`, with the year when it is not the year of `now`. */
export const fullDay = (at: Moment, now: Moment, tongue: TimeLocale): string =>
  format(at, tongue, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(yearOf(at) === yearOf(now) ? {} : { year: 'numeric' }),
  }).replace(',', '');

/** Day and time in one, as in the middle of a sentence: `vandaag 14:05`, `today 14:05`, `zondag 18 juli 14:05`. */
export const dayAndClock = (at: Moment, now: Moment, tongue: TimeLocale): string =>
  `${near[tongue][daysBetween(now, at)]?.toLowerCase() ?? fullDay(at, now, tongue)} ${clock(at, tongue)}`;

/** From–to: `morgen 10:00–12:00`, or both days in full when it goes past midnight. */
export const range = (from: Moment, to: Moment, now: Moment, tongue: TimeLocale): string =>
  daysBetween(from, to) === 0
    ? `${dayAndClock(from, now, tongue)}–${clock(to, tongue)}`
    : `${dayAndClock(from, now, tongue)} – ${dayAndClock(to, now, tongue)}`;

/** For lists: the clock today, `gisteren`, a weekday within the week, else `18 jul`, or `18-7-2021` in another year. */
export const brief = (at: Moment, now: Moment, tongue: TimeLocale): string => {
  const days = daysBetween(now, at);
  if (days === 0) return clock(at, tongue);
  if (days === -1) return dayLine(at, now, tongue);
  if (days > -7 && days < 0) return format(at, tongue, { weekday: 'long' });
  if (yearOf(at) === yearOf(now)) return format(at, tongue, { day: 'numeric', month: 'short' });
  return format(at, tongue, { day: 'numeric', month: 'numeric', year: 'numeric' });
};

/** `2021-07-18`: the day here, for comparing, sorting and grouping. */
export const dayKey = (at: Moment): string => {
  const parts = new Map(
    formatter('en', { year: 'numeric', month: '2-digit', day: '2-digit' })
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
};

/** Whole calendar days here from one moment to another; negative when `to` lies before. */
export const daysBetween = (from: Moment, to: Moment): number =>
  Math.round((Date.parse(dayKey(to)) - Date.parse(dayKey(from))) / DAY);

/** For `<time datetime>`: the exact moment, in UTC. */
export const machine = (at: Moment): string => new Date(at).toISOString();

const DAY = 86_400_000;

const near: Record<TimeLocale, Record<number, string>> = {
  nl: { [-1]: 'gisteren', 0: 'vandaag', 1: 'morgen' },
  en: { [-1]: 'Yesterday', 0: 'Today', 1: 'Tomorrow' },
};

const yearOf = (at: Moment): string => dayKey(at).slice(0, 4);

const format = (at: Moment, tongue: TimeLocale, options: Intl.DateTimeFormatOptions): string =>
  formatter(tongue, options).format(new Date(at));

// Making an Intl formatter costs far more than using one, and a channel shows hundreds of times.
const formatters = new Map<string, Intl.DateTimeFormat>();

const formatter = (tongue: TimeLocale, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = tongue + JSON.stringify(options);
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(tongue === 'nl' ? 'nl-NL' : 'en-GB', { ...options, timeZone: ZONE });
  formatters.set(key, made);
  return made;
};
