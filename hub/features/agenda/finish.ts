import { clock } from '#config/clock.ts';
import type { Author, Posted } from '#contract/shapes.ts';
import * as activities from '#models/agenda/activity.ts';
import type { Activity, Step } from '#models/agenda/activity.ts';
import * as logs from '#models/log.ts';
import * as people from '#models/person/person.ts';
import type { Person } from '#models/person/person.ts';
import type { Visit } from '../../visit/visit.ts';
import { followAnswer, followCancellation, followChange, planDays } from './plan-reminders.ts';
import { cardOf, differences, mention } from './present.ts';

/**
 * All that follows from what was saved, its announcement last; then it is marked as followed. Safe to do again: everything
 * happens once by its key, whoever does it.
 */

/** @param n the place of the version: the first is the publication, a later one a change */
export async function finishVersion(visit: Visit, activity: Activity, n: number): Promise<Posted> {
  const [before, version] = [activity.versions[n - 1], activity.versions[n]!];
  const { key, by } = version;
  const told = { key, author: await authorOf(visit, by) };
  const card = cardOf(activity, version);
  let posted: Posted;
  if (before) {
    await followChange(activity, before, version, clock.now());
    const body = { ...card, was: differences(before, version, activity.zone) };
    posted = await visit.announce(activity.channel, { type: 'activity:changed', body, ...told });
  } else {
    await planDays(activity, clock.now());
    posted = await visit.announce(activity.channel, { type: 'activity:published', body: card, ...told });
  }
  await activities.markFollowed(activity._id, { version: n });
  return posted;
}

export async function finishCancellation(visit: Visit, activity: Activity): Promise<void> {
  const { by, reason } = activity.cancelled!;
  await followCancellation(activity, clock.now());
  await visit.announce(activity.channel, {
    type: 'activity:cancelled',
    key: `agenda:${activity._id}:cancelled`,
    author: await authorOf(visit, by),
    body: { ...mention(activity), ...(reason && { reason }) },
  });
  await activities.markFollowed(activity._id, { cancelled: true });
}

/**
 * @param revision the one that the answer made
 * @returns the activity as it stands after it
 */
export async function finishAnswer(activity: Activity, person: Person, revision: number): Promise<Activity> {
  const stands = await followAnswer(activity, person, clock.now());
  await activities.markFollowed(activity._id, { person: person._id, revision });
  return stands;
}

/** What is followed within this time is in the hands of the hub that saved it. */
const timeoutMs = 3_000;

/** Finishes what a hub that died had saved and nobody heard of. */
export async function finishActivities(visit: Visit): Promise<void> {
  const then = new Date(Date.now() - timeoutMs);
  for (const activity of await activities.unfollowedBefore(then)) {
    for (const { at, ...step } of activity.unfollowed ?? []) {
      if (at < then) await finish(visit, activity, step).catch(givesUp(activity, step));
    }
  }
}

/** Somebody used the same key for other words: then it is never announced, and does not keep the rest from being so. */
const givesUp =
  ({ _id }: Activity, step: Step) =>
  async (error: unknown) => {
    if (!(error instanceof logs.KeyReused)) throw error;
    await activities.markFollowed(_id, step);
  };

async function finish(visit: Visit, activity: Activity, step: Step): Promise<void> {
  if ('version' in step) {
    await finishVersion(visit, activity, step.version);
  } else if ('cancelled' in step) {
    await finishCancellation(visit, activity);
  } else {
    const person = await people.byId(step.person);
    if (person) await finishAnswer(activity, person, step.revision);
    else await activities.markFollowed(activity._id, step);
  }
}

const authorOf = async (visit: Visit, id: string): Promise<Author> => (await visit.authors([id])).get(id)!;
