import { dayOf, instantOf, plusDays, wallOf } from '#contract/wall-time.ts';
import type { SignUpAnswer } from '#contract/agenda/index.ts';
import type { QuietHours } from '#contract/person/index.ts';
import type { ActivityText } from '#models/agenda/activity.ts';
import { quietAround } from '../person/quiet-hours.ts';

/** When the agenda speaks. Nothing here knows the time of now; who asks decides what is past. */

export type Moment = { at: Date; graceUntil: Date };
export type ReminderMoment = Moment & { rule: '24h' | '2h' };
export type Resting = { quiet: QuietHours; zone: string };

const minute = 60_000;
const hour = 60 * minute;

/** The post of a channel's day: at nine, and until noon if it could not be said at nine. */
export const dayPost = (day: string, zone: string): Moment => ({
  at: instantOf(`${day}T09:00`, zone),
  graceUntil: instantOf(`${day}T12:00`, zone),
});

/**
 * When somebody is reminded of what he signed up for: a day ahead, and, when he said yes, two hours ahead. Never after the
 * start, and never in his quiet hours.
 */
export function reminders(start: Date, answer: SignUpAnswer, resting: Resting): ReminderMoment[] {
  const dayAhead = within(aDayAhead(start, resting), 6 * hour, start, '24h');
  if (answer === 'no') return [];
  return answer === 'yes'
    ? [dayAhead, within(shortlyAhead(start, resting), 45 * minute, start, '2h')]
    : [dayAhead];
}

/**
 * When somebody hears that the start or place is other, or that it is cancelled: at once. In his quiet hours only when
 * something (the start that was, or the start that is) comes within three hours of waking; otherwise when they are over.
 * @returns also until when he knows what was said: not the changes of this night, nor those of this minute
 */
export function news(now: Date, starts: Date[], { quiet, zone }: Resting): { at: Date; knownUntil: Date } {
  const rest = quietAround(now, quiet, zone);
  const urgent = rest && starts.some((start) => start.getTime() < rest.to.getTime() + 3 * hour);
  if (rest && !urgent) return { at: rest.to, knownUntil: rest.from };
  return { at: now, knownUntil: new Date(now.getTime() - minute) };
}

/** Whether a change is told to those who signed up: another place, or a start a quarter of an hour or more away. */
export function isNews(before: ActivityText, after: ActivityText, zone: string): boolean {
  const moved = instantOf(after.starts, zone).getTime() - instantOf(before.starts, zone).getTime();
  return before.place !== after.place || Math.abs(moved) >= 15 * minute;
}

/** The same time on the wall a day before, but between nine in the morning and eight in the evening. */
function aDayAhead(start: Date, { quiet, zone }: Resting): Date {
  const [day, time] = wallOf(start, zone).split('T') as [string, string];
  const daytime = time < '09:00' ? '09:00' : time > '20:00' ? '20:00' : time;
  const at = instantOf(`${plusDays(day, -1)}T${daytime}`, zone);
  const rest = quietAround(at, quiet, zone);
  return rest && rest.to < start ? rest.to : beforeRest(at, { quiet, zone });
}

/** Two hours before, as time passes; for what starts before half past nine, half past six the evening before. */
function shortlyAhead(start: Date, { quiet, zone }: Resting): Date {
  const early = wallOf(start, zone).slice(11) < '09:30';
  const eveningBefore = `${plusDays(dayOf(start, zone), -1)}T18:30`;
  const at = early ? instantOf(eveningBefore, zone) : new Date(start.getTime() - 2 * hour);
  return beforeRest(at, { quiet, zone });
}

/** What cannot wait until the quiet hours are over comes a quarter of an hour before they begin. */
function beforeRest(at: Date, { quiet, zone }: Resting): Date {
  const rest = quietAround(at, quiet, zone);
  return rest ? new Date(rest.from.getTime() - 15 * minute) : at;
}

const within = (at: Date, grace: number, start: Date, rule: '24h' | '2h'): ReminderMoment => ({
  rule,
  at,
  graceUntil: new Date(Math.min(at.getTime() + grace, start.getTime())),
});
