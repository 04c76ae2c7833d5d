import { createHash } from 'node:crypto';
import { clock } from '#config/clock.ts';
import { dayOf, instantOf, plusDays } from '#config/wall-time.ts';
import { Activity, ActivityId } from '#contract/agenda/index.ts';
import { activitiesBetween, activitiesOf, answer, publish } from '#models/agenda/activity.ts';
import { channelsByIds, publicChannels, type Channel } from '#models/channel/channel.ts';
import type { Kept } from '#models/log.ts';
import { membershipsOf } from '#models/channel/membership.ts';
import { readable, speakable } from '../../visit/access.ts';
import type { Caller } from '../../visit/authenticate.ts';
import type { Visit } from '../../visit/visit.ts';
import { finishAnswer, finishCancellation, finishVersion } from './finish.ts';
import { closed, noAgendaHere, tooWide } from './refusals.ts';
import { called, change, findable } from './revise.ts';
import { spoken } from './present.ts';
import { checkWords } from './draft.ts';
import type { Handles } from '../handlers.ts';

type Commands =
  | 'activity:list'
  | 'activity:get'
  | 'activity:publish'
  | 'activity:change'
  | 'activity:cancel'
  | 'activity:answer';

/** The longest stretch that is listed at once, in days. */
const widest = 92;

export const agenda: Handles<Commands> = {
  async 'activity:list'(
    visit,
    { from = dayOf(clock.now(), visit.place.timezone), to = plusDays(from, 13), channel },
  ) {
    if (to < from || to >= plusDays(from, widest)) throw tooWide();
    const zone = visit.place.timezone;
    const ids = channel
      ? [(await readable(visit.caller, channel))._id]
      : await readableChannels(visit.caller);
    const start = instantOf(`${from}T00:00`, zone);
    const found = await activitiesBetween(ids, start, instantOf(`${plusDays(to, 1)}T00:00`, zone));
    const channels = new Map((await channelsByIds(ids)).map((one) => [one._id, one]));
    const activities = await visit.each(Activity, found, (one) =>
      spoken(visit, one, channels.get(one.channel)!),
    );
    return { from, to, activities };
  },

  async 'activity:get'(visit, { activity: id }) {
    const { activity, channel } = await findable(visit, id);
    return { activity: await spoken(visit, activity, channel, { withNames: true }) };
  },

  async 'activity:publish'(visit, { channel: id, key, startsAt: starts, endsAt: ends, ...words }) {
    const channel = await speakable(visit.caller, id, key);
    if (['inbox', 'direct', 'crisis'].includes(channel.kind)) throw noAgendaHere();
    const told = { ...words, starts, ends };
    const zone = visit.place.timezone;
    const now = clock.now();
    checkWords(told, zone, now);
    const organiser = visit.author.id;
    const _id = idOf(id, organiser, key);
    const activity = await publish({ _id, channel: id, organiser, zone, key, at: now, told });
    return { ...(await finishVersion(visit, activity, 0)), activity: activity._id };
  },

  async 'activity:change'(visit, { activity: id, key, ...changes }) {
    const { activity, channel, version } = await change(visit, id, key, changes);
    if (version) await finishVersion(visit, activity, version);
    return { activity: await spoken(visit, activity, channel, { withNames: true }) };
  },

  async 'activity:cancel'(visit, { activity: id, reason }) {
    const { activity, channel } = await called(visit, id, reason);
    await finishCancellation(visit, activity);
    return { activity: await spoken(visit, activity, channel, { withNames: true }) };
  },

  async 'activity:answer'(visit, { activity: id, answer: given }) {
    const { channel } = await findable(visit, id);
    const answered = await answer(id, visit.person._id, given, clock.now());
    if (!answered) throw closed();
    const activity = await finishAnswer(answered, visit.person, answered.revision);
    return { activity: await spoken(visit, activity, channel, { withNames: true }) };
  },
};

/**
 * The activities of a channel that these entries of it speak of, as they stand now and as `activity:list` tells them.
 * @param channel which the asker may read
 */
export async function activitiesIn(visit: Visit, channel: Channel, entries: Kept[]): Promise<Activity[]> {
  const ids = new Set(entries.filter(({ type }) => type.startsWith('activity:')).flatMap(subjectOf));
  if (ids.size === 0) return [];
  const found = await activitiesOf(channel._id, [...ids]);
  return visit.each(Activity, found, (one) => spoken(visit, one, channel));
}

/** The activity an entry is about; of one that is kept in another shape, none. */
const subjectOf = ({ body }: Kept) =>
  ActivityId.safeParse((body as { activity?: unknown } | null)?.activity).data ?? [];

/** One wish, one activity: the same key in the same channel is the same activity. */
const idOf = (...wish: string[]) =>
  createHash('sha256').update(JSON.stringify(wish)).digest('hex').slice(0, 20);

async function readableChannels(caller: Caller): Promise<string[]> {
  const own = caller.person ? await membershipsOf(caller.person._id) : [];
  const open = await publicChannels();
  return [...new Set([...own.map(({ channel }) => channel), ...open.map(({ _id }) => _id)])];
}
