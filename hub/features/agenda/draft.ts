import { instantOf, movedAlong } from '#contract/wall-time.ts';
import type { Asked } from '#contract';
import * as activities from '#models/agenda/activity.ts';
import type { ActivityText } from '#models/agenda/activity.ts';
import { endBeforeStart, startIsPast, tooFar, tooLong } from './refusals.ts';

export type Changes = Omit<Asked<'activity:change'>, 'activity' | 'key'>;

const day = 86_400_000;
const furthest = 2 * 366 * day;

/** What an organiser says after a change: what he left out stays, null is taken away, the end moves along with the start. */
export function changedWords(before: ActivityText, { startsAt, endsAt, ...changes }: Changes): ActivityText {
  const starts = startsAt ?? before.starts;
  const said = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const ends = endsAt === undefined ? before.ends && movedAlong(before.ends, before.starts, starts) : endsAt;
  return activities.wordsOf(withoutNulls({ ...before, ...said, starts, ends }));
}

/** @throws {Refusal} when the times cannot be */
export function checkWords({ starts, ends }: ActivityText, zone: string, now: Date): void {
  const start = instantOf(starts, zone);
  if (start <= now) throw startIsPast();
  if (start.getTime() > now.getTime() + furthest) throw tooFar();
  checkEnd(start, ends, zone);
}

/** @throws {Refusal} when the end comes before the start, or too long after it */
export function checkEnd(start: Date, ends: string | undefined, zone: string): void {
  if (ends === undefined) return;
  const end = instantOf(ends, zone);
  if (end <= start) throw endBeforeStart();
  if (end.getTime() - start.getTime() > activities.maxDays * day) throw tooLong();
}

const withoutNulls = (words: { [Name in keyof ActivityText]: ActivityText[Name] | null }): ActivityText =>
  Object.fromEntries(
    Object.entries(words).map(([name, value]) => [name, value ?? undefined]),
  ) as ActivityText;
