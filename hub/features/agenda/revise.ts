import { isDeepStrictEqual } from 'node:util';
import { clock } from '#config/clock.ts';
import * as activities from '#models/agenda/activity.ts';
import type { Activity, Version } from '#models/agenda/activity.ts';
import type { Channel } from '#models/channel/channel.ts';
import * as logs from '#models/log.ts';
import * as signUps from '#models/agenda/sign-up.ts';
import { instantOf } from '#contract/wall-time.ts';
import { readable } from '../../visit/access.ts';
import { missing } from '../../visit/refusal.ts';
import type { Visit } from '../../visit/visit.ts';
import { closed, moreComing, notYours } from './refusals.ts';
import { mayChange, movesPeople } from './present.ts';
import { changedWords, checkEnd, checkWords, type Changes } from './draft.ts';

type Found = { activity: Activity; channel: Channel };

/** An activity in a channel the asker can read; any other is not there. */
export async function findActivity(visit: Visit, id: string): Promise<Found> {
  const activity = await activities.byId(id);
  if (!activity) throw missing();
  return { activity, channel: await readable(visit.caller, activity.channel) };
}

/**
 * Changes an activity on top of what stands; whoever changes it at the same moment is not overwritten. The same wish again
 * gives what it gave before. `version` is its place in the row; undefined when nothing is other than it was.
 */
export async function edit(
  visit: Visit,
  id: string,
  key: string,
  changes: Changes,
): Promise<Found & { version?: number }> {
  for (;;) {
    const { activity: read, channel } = await ownActivity(visit, id);
    const twin = read.versions.findIndex((one) => one.key === key && one.by === visit.author.id);
    if (twin > 0) return { activity: twinOf(read, twin, changes), channel, version: twin };
    const next = nextVersion(read, changes, { key, by: visit.author.id, at: clock.now() });
    if (!next) return { activity: read, channel };
    const activity = await activities.addVersion(read, next);
    if (activity) return { activity, channel, version: read.versions.length };
  }
}

/** Calls an activity off, once. */
export async function callOff(visit: Visit, id: string, reason?: string): Promise<Found> {
  for (;;) {
    const { activity: read, channel } = await ownActivity(visit, id);
    if (read.state === 'on' && read.lastsUntil <= clock.now()) throw closed();
    const activity =
      read.state === 'cancelled'
        ? read
        : await activities.cancel(read, { by: visit.author.id, at: clock.now(), reason });
    if (activity) return { activity, channel };
  }
}

async function ownActivity(visit: Visit, id: string): Promise<Found> {
  const found = await findActivity(visit, id);
  if (!mayChange(visit, found.activity, found.channel)) throw notYours();
  return found;
}

function twinOf(read: Activity, place: number, changes: Changes): Activity {
  const [before, after] = [read.versions[place - 1]!, read.versions[place]!];
  if (!isDeepStrictEqual(activities.wordsOf(after), changedWords(before, changes))) {
    throw new logs.KeyReused('this key was used for another change');
  }
  return read;
}

/** The version these changes make; undefined when they change nothing. */
function nextVersion(
  read: Activity,
  changes: Changes,
  who: Pick<Version, 'key' | 'by' | 'at'>,
): Version | undefined {
  const before = activities.latest(read);
  const words = changedWords(before, changes);
  // What is over can be moved to another day, and be nothing else than that.
  const over = read.lastsUntil <= who.at && words.starts === before.starts;
  if (read.state === 'cancelled' || over) throw closed();
  if (isDeepStrictEqual(words, activities.wordsOf(before))) return undefined;
  if (words.starts === before.starts) checkEnd(instantOf(words.starts, read.zone), words.ends, read.zone);
  else checkWords(words, read.zone, who.at);
  const { coming } = signUps.seats(read);
  if (words.places !== undefined && words.places < coming.length) throw moreComing(coming.length);
  const sequence = before.sequence + (movesPeople(before, words) ? 1 : 0);
  return { ...words, ...who, sequence };
}
