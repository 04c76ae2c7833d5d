import { clock } from '#config/clock.ts';
import { villageOf, type Place } from '#config/place.ts';
import * as activities from '#models/agenda/activity.ts';
import type { Activity } from '#models/agenda/activity.ts';
import * as channels from '#models/channel/channel.ts';
import type { Channel } from '#models/channel/channel.ts';
import * as dueWork from '#models/due-work.ts';
import * as people from '#models/person/person.ts';
import { villagesInCrisis } from '../crisis/level.ts';
import { doubts } from './due-work.ts';

/** What begins later than this is not in doubt yet: the water may have fallen by then. */
const ahead = 48 * 3_600_000;

/** Says of an activity whether it lies where something serious goes on, so that nobody is called there. Undefined in peace. */
export async function doubtful(
  place: Place,
): Promise<((activity: Activity, channel: Channel) => boolean) | undefined> {
  const villages = await villagesInCrisis(place);
  if (villages.size === 0) return undefined;
  return (activity, channel) => villagesOf(place, activity, channel).some((village) => villages.has(village));
}

/** The villages of its channel, and those that its place names, or a street of which it names. */
function villagesOf(place: Place, activity: Activity, { area }: Channel): string[] {
  const where = ` ${plain(activities.latest(activity).place)} `;
  const named = place.areas.filter(
    ({ kind, name }) => kind !== 'municipality' && where.includes(` ${plain(name)} `),
  );
  const areas = [...named.map(({ id }) => id), ...(area === undefined ? [] : [area])];
  return areas.flatMap((id) => villageOf(place, id)?.id ?? []);
}

/** In words between single spaces, so that "Maaskade 3" names the Maaskade. */
const plain = (text: string): string =>
  (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  ).join(' ');

/**
 * Plans, where something serious goes on, what is said of activities of the next two days: to who signed up that it is in
 * doubt, to the organiser the question whether it goes on. Safe to do again: each hears it once.
 */
export async function planDoubts(place: Place): Promise<void> {
  const inDoubt = await doubtful(place);
  if (!inDoubt) return;
  const now = clock.now();
  const soon = await activities.starting(now, new Date(now.getTime() + ahead));
  const byChannel = new Map(
    (await channels.byIds(soon.map(({ channel }) => channel))).map((one) => [one._id, one]),
  );
  for (const activity of soon) {
    const channel = byChannel.get(activity.channel);
    if (!channel || !inDoubt(activity, channel)) continue;
    const signedUp = activity.signUps.filter(({ answer }) => answer !== 'no').map(({ person }) => person);
    await dueWork.plan(doubts(activity, await people.byIds([...signedUp, activity.organiser]), now));
  }
}
