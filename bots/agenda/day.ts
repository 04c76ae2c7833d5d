import type { AgendaDay } from '#contract/agenda/index.ts';
import type { Locale } from '#contract/shapes.ts';
import { dayOf } from '#contract/wall-time.ts';
import type { Words } from '../engine/due-work.ts';
import { clockTime, type Moments } from './when.ts';

type Item = AgendaDay['today'][number];

/** With six of the longest titles and places for each of two days a message stays under its 4,000 characters. */
const most = 6;

/** One post for a channel: what is on today and tomorrow. */
export function dayWords(day: AgendaDay, now: Date, zone: string): Words | undefined {
  if (day.today.length + day.tomorrow.length === 0) return undefined;
  return { text: post(day, { now, zone, locale: 'nl' }), en: post(day, { now, zone, locale: 'en' }) };
}

function post({ today, tomorrow }: AgendaDay, moments: Moments): string {
  const words = texts[moments.locale];
  const parts = [list(words.today, today, moments), list(words.tomorrow, tomorrow, moments), words.join];
  return parts.filter(Boolean).join('\n\n');
}

function list(title: string, items: Item[], moments: Moments): string | undefined {
  if (items.length === 0) return undefined;
  const shown = items.slice(0, most).map((item) => line(item, moments));
  const rest = items.length - shown.length;
  return [title, ...shown, ...(rest > 0 ? [texts[moments.locale].more(rest)] : [])].join('\n');
}

function line({ title, place, startsAt }: Item, moments: Moments): string {
  const start = new Date(startsAt);
  const begun = dayOf(start, moments.zone) < dayOf(moments.now, moments.zone);
  return `${begun ? texts[moments.locale].stillOn : clockTime(start, moments)} ${title} (${place})`;
}

const texts: Record<
  Locale,
  Record<'today' | 'tomorrow' | 'join' | 'stillOn', string> & { more: (n: number) => string }
> = {
  nl: {
    today: '*Vandaag in de buurt*',
    tomorrow: '*Morgen*',
    stillOn: 'Nu bezig:',
    more: (n) => `En nog ${n}: kijk in de agenda.`,
    join: 'Wil je meedoen? Zeg in de agenda dat je komt.',
  },
  en: {
    today: '*Today in the neighbourhood*',
    tomorrow: '*Tomorrow*',
    stillOn: 'On now:',
    more: (n) => `And ${n} more: see What’s on.`,
    join: 'Would you like to join? Say so under What’s on.',
  },
};
