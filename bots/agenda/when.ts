import { dayOf, plusDays } from '#contract/wall-time.ts';
import type { Locale } from '#contract/shapes.ts';

/** Times as people say them, on the wall clock of the place. */
export type Moments = { now: Date; zone: string; locale: Locale };

/** `14:00 uur`, `14:00`. */
export function clockTime(at: Date, { zone, locale }: Moments): string {
  const time = format(at, zone, locale, { hour: '2-digit', minute: '2-digit' });
  return locale === 'nl' ? `${time} uur` : time;
}

/** `zaterdag 17 juli`, and with `vandaag` or `morgen` before it when it is near. */
export function dayName(at: Date, { now, zone, locale }: Moments): string {
  const day = format(at, zone, locale, { weekday: 'long', day: 'numeric', month: 'long' }).replace(',', '');
  const today = dayOf(now, zone);
  if (dayOf(at, zone) === today) return `${near[locale].today}, ${day}`;
  if (dayOf(at, zone) === plusDays(today, 1)) return `${near[locale].tomorrow}, ${day}`;
  return day;
}

/** `morgen, zaterdag 17 juli, 14:00 uur`. */
export const dayAndTime = (at: Date, moments: Moments): string =>
  `${dayName(at, moments)}, ${clockTime(at, moments)}`;

/** How long it still takes, in steps of five minutes: `2 uur`, `1 uur en 35 minuten`, `5 minuten`. */
export function stillToGo(at: Date, { now, locale }: Moments): string {
  const minutes = Math.max(5, Math.round((at.getTime() - now.getTime()) / 300_000) * 5);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const words = spans[locale];
  const parts = [hours > 0 && words.hours(hours), rest > 0 && words.minutes(rest)];
  return parts.filter(Boolean).join(words.and);
}

export const isSameDay = (one: Date, other: Date, zone: string): boolean =>
  dayOf(one, zone) === dayOf(other, zone);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const near = {
  nl: { today: 'vandaag', tomorrow: 'morgen' },
  en: { today: 'today', tomorrow: 'tomorrow' },
};

const spans = {
  nl: { hours: (n: number) => `${n} uur`, minutes: (n: number) => `${n} minuten`, and: ' en ' },
  en: {
    hours: (n: number) => (n === 1 ? '1 hour' : `${n} hours`),
    minutes: (n: number) => `${n} minutes`,
    and: ' and ',
  },
};

const format = (at: Date, zone: string, locale: Locale, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale === 'nl' ? 'nl-NL' : 'en-GB', { ...options, timeZone: zone }).format(at);
