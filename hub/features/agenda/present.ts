import { instantOf } from '#contract/wall-time.ts';
import type { Activity as Presented } from '#contract/agenda/index.ts';
import type { Author } from '#contract/shapes.ts';
import * as activities from '#models/agenda/activity.ts';
import type { Activity, ActivityText, Version } from '#models/agenda/activity.ts';
import type { Channel } from '#models/channel/channel.ts';
import * as memberships from '#models/channel/membership.ts';
import * as signUps from '#models/agenda/sign-up.ts';
import type { SignUp } from '#models/agenda/sign-up.ts';
import type { Visit } from '../../visit/visit.ts';
import { looksAfter } from '../chat/index.ts';

/** An activity as the asker may see it. With names only for members of its channel. */
export async function presentActivity(
  visit: Visit,
  activity: Activity,
  channel: Channel,
  { withNames = false } = {},
): Promise<Presented> {
  const version = activities.latest(activity);
  const own = visit.caller.person && signUps.signUpOf(activity, visit.person._id);
  const { coming, maybe, waiting } = signUps.seats(activity);
  const names = await visit.authors([activity.organiser]);
  return {
    ...cardOf(activity),
    channel: activity.channel,
    organiser: names.get(activity.organiser)!,
    sequence: version.sequence,
    state: activity.state,
    ...(activity.cancelled?.reason && { reason: activity.cancelled.reason }),
    counts: { coming: coming.length, maybe: maybe.length, waiting: waiting.length },
    ...(own && { mine: { answer: own.answer, waiting: waiting.includes(own) } }),
    ...(withNames &&
      (await isMember(visit, channel)) && { who: await whoOf(visit, { coming, maybe, waiting }) }),
    mayChange: mayChange(visit, activity, channel),
  };
}

/** What a card shows of an activity: as it stands, or as a version says it. */
export function cardOf(activity: Activity, version: Version = activities.latest(activity)) {
  const { title, about, place, starts, ends, places } = version;
  return {
    activity: activity._id,
    title,
    ...(about && { about }),
    place,
    startsAt: instantOf(starts, activity.zone).toISOString(),
    ...(ends && { endsAt: instantOf(ends, activity.zone).toISOString() }),
    ...(places !== undefined && { places }),
  };
}

/** The least that says which activity it is. */
export function mention(activity: Activity) {
  const { activity: id, title, place, startsAt } = cardOf(activity);
  return { activity: id, title, place, startsAt };
}

/** The organiser may, and a connector of the village. */
export const mayChange = (visit: Visit, activity: Activity, channel: Channel): boolean =>
  visit.caller.person !== undefined &&
  (activity.organiser === visit.person._id || looksAfter(visit, channel));

/** Whether people have to be at another place or time. */
export const movesPeople = (before: ActivityText, after: ActivityText): boolean =>
  before.starts !== after.starts || before.place !== after.place;

/** The start and place that were, where they are other now. */
export const differences = (before: ActivityText, after: ActivityText, zone: string) => ({
  ...(before.starts !== after.starts && { startsAt: instantOf(before.starts, zone).toISOString() }),
  ...(before.place !== after.place && { place: before.place }),
});

const isMember = async (visit: Visit, channel: Channel) =>
  visit.caller.person !== undefined && (await memberships.find(channel._id, visit.person._id)) !== null;

async function whoOf(visit: Visit, seated: Record<'coming' | 'maybe' | 'waiting', SignUp[]>) {
  const everybody = Object.values(seated).flatMap((some) => some.map(({ person }) => person));
  const authors = await visit.authors(everybody);
  const named = (some: SignUp[]): Author[] => some.map(({ person }) => authors.get(person)!);
  return { coming: named(seated.coming), maybe: named(seated.maybe), waiting: named(seated.waiting) };
}
