import { inboxOf } from '#contract/ids.ts';
import { dayOf, instantOf, plusDays } from '#contract/wall-time.ts';
import * as activities from '#models/agenda/activity.ts';
import type { Activity, Version } from '#models/agenda/activity.ts';
import type { Planned } from '#models/due-work.ts';
import type { Person } from '#models/person/person.ts';
import * as signUps from '#models/agenda/sign-up.ts';
import { dayPost, news, reminders } from './reminder-times.ts';

/**
 * The rows of due work of the agenda. Their ids say what is said to whom about which sequence, so writing them twice makes
 * them once, and what was said about an earlier start is not said again.
 */

export const reminderGroup = (activity: Activity, person: string) => `agenda:${activity._id}:${person}`;
export const newsGroup = (activity: Activity, person: string) => `agenda:${activity._id}:${person}:news`;

/** The posts of the day itself and of the day before, one per channel whatever the number of activities. */
export function dayPosts({ channel, startsAt, zone }: Activity): Planned[] {
  const day = dayOf(startsAt, zone);
  return [plusDays(day, -1), day].map((date) => {
    const { at, graceUntil } = dayPost(date, zone);
    return {
      _id: `agenda:day:${channel}:${date}`,
      kind: 'agenda-day',
      channel,
      dueAt: at,
      graceUntil,
      about: { day: date },
      group: `agenda:day:${channel}`,
    };
  });
}

/** The reminders of one person; none when they did not sign up. */
export function reminderRows(activity: Activity, { _id: person, quiet }: Person): Planned[] {
  const signUp = signUps.signUpOf(activity, person);
  if (!signUp) return [];
  const { sequence } = activities.latest(activity);
  return reminders(activity.startsAt, signUp.answer, { quiet, zone: activity.zone }).map(
    ({ rule, at, graceUntil }) => ({
      _id: `agenda:${activity._id}:${sequence}:${rule}:${person}`,
      kind: 'agenda-reminder',
      channel: inboxOf(person),
      dueAt: at,
      graceUntil,
      about: { activity: activity._id, person, sequence, rule },
      group: reminderGroup(activity, person),
    }),
  );
}

/** News for one person about an activity that changed or was cancelled. */
export function newsFor(
  activity: Activity,
  person: Person,
  now: Date,
  what: 'cancelled' | { changed: { before: Version; after: Version } },
): Planned {
  const changed = what === 'cancelled' ? undefined : what.changed;
  const { sequence } = changed?.after ?? activities.latest(activity);
  const before = changed ? instantOf(changed.before.starts, activity.zone) : activity.startsAt;
  const newsAt = (moment: Date) =>
    news(moment, [before, activity.startsAt], { quiet: person.quiet, zone: activity.zone });
  const { at } = newsAt(now);
  // What people knew is what stood before the change, however long after it this is planned.
  const { knownUntil } = newsAt(changed?.after.at ?? now);
  return {
    ...toInbox(activity, person._id, { news: changed ? 'changed' : 'cancelled', which: sequence }),
    dueAt: at,
    graceUntil: new Date(Math.max(before.getTime(), activity.lastsUntil.getTime())),
    about: {
      activity: activity._id,
      person: person._id,
      news: changed ? 'changed' : 'cancelled',
      sequence,
      knownUntil: knownUntil.toISOString(),
    },
  };
}

/** What these people hear of an activity that is in doubt, once for each start: who signed up, and whoever organises it. */
export const doubts = (activity: Activity, people: Person[], now: Date): Planned[] =>
  people.flatMap(({ _id: person, quiet }) => {
    const { sequence } = activities.latest(activity);
    const { at } = news(now, [activity.startsAt], { quiet, zone: activity.zone });
    const kinds = [
      ...(person === activity.organiser ? (['goes-on'] as const) : []),
      ...(person !== activity.organiser && signUps.signUpOf(activity, person) ? (['in-doubt'] as const) : []),
    ];
    return kinds.map((kind) => ({
      ...toInbox(activity, person, { news: kind, which: sequence }),
      dueAt: at,
      graceUntil: activity.startsAt,
      about: { activity: activity._id, person, news: kind, sequence },
    }));
  });

/** News for those who waited and have a place now. */
export function freePlaces(activity: Activity, people: Person[], now: Date): Planned[] {
  return people.flatMap(({ _id: person, quiet }) => {
    const signUp = signUps.seats(activity).coming.find((seat) => seat.person === person && seat.waited);
    if (!signUp) return [];
    const { at } = news(now, [activity.startsAt], { quiet, zone: activity.zone });
    const since = signUp.at.toISOString();
    return {
      ...toInbox(activity, person, { news: 'place', which: signUp.at.getTime() }),
      dueAt: at,
      about: { activity: activity._id, person, news: 'place-free', since },
    };
  });
}

/** `which` makes another row of the same kind of news at another time. */
const toInbox = (activity: Activity, person: string, { news, which }: { news: string; which: number }) => ({
  _id: `agenda:${activity._id}:${which}:${news}:${person}`,
  kind: 'agenda-notice' as const,
  channel: inboxOf(person),
  graceUntil: activity.lastsUntil,
  group: newsGroup(activity, person),
});
