import { channelKinds } from '#contract/channel-kinds.ts';
import { createHash } from 'node:crypto';
import { clock } from '#config/clock.ts';
import { dayOf, instantOf, plusDays } from '#contract/wall-time.ts';
import { Activity, ActivityId } from '#contract/agenda/index.ts';
import * as activities from '#models/agenda/activity.ts';
import * as channels from '#models/channel/channel.ts';
import type { Channel } from '#models/channel/channel.ts';
import type { StoredEntry } from '#models/log.ts';
import * as memberships from '#models/channel/membership.ts';
import { readable, speakable } from '../../visit/access.ts';
import type { Caller } from '../../visit/authenticate.ts';
import type { Visit } from '../../visit/visit.ts';
import { finishAnswer, finishCancellation, finishVersion } from './finish.ts';
import { closed, noAgendaHere, tooWide } from './refusals.ts';
import { callOff, edit, findActivity } from './revise.ts';
import { presentActivity } from './present.ts';
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
    const found = await activities.between(ids, start, instantOf(`${plusDays(to, 1)}T00:00`, zone));
    const byChannel = new Map((await channels.byIds(ids)).map((one) => [one._id, one]));
    const presented = await visit.each(Activity, found, (one) =>
      presentActivity(visit, one, byChannel.get(one.channel)!),
    );
    return { from, to, activities: presented };
  },

  async 'activity:get'(visit, { activity: id }) {
    const { activity, channel } = await findActivity(visit, id);
    return { activity: await presentActivity(visit, activity, channel, { withNames: true }) };
  },

  async 'activity:publish'(visit, { channel: id, key, startsAt: starts, endsAt: ends, ...words }) {
    const channel = await speakable(visit.caller, id, key);
    if (!channelKinds[channel.kind].agenda) throw noAgendaHere();
    const told = { ...words, starts, ends };
    const zone = visit.place.timezone;
    const now = clock.now();
    checkWords(told, zone, now);
    const organiser = visit.author.id;
    const _id = idOf(id, organiser, key);
    const activity = await activities.publish({ _id, channel: id, organiser, zone, key, at: now, told });
    return { ...(await finishVersion(visit, activity, 0)), activity: activity._id };
  },

  async 'activity:change'(visit, { activity: id, key, ...changes }) {
    const { activity, channel, version } = await edit(visit, id, key, changes);
    if (version) await finishVersion(visit, activity, version);
    return { activity: await presentActivity(visit, activity, channel, { withNames: true }) };
  },

  async 'activity:cancel'(visit, { activity: id, reason }) {
    const { activity, channel } = await callOff(visit, id, reason);
    await finishCancellation(visit, activity);
    return { activity: await presentActivity(visit, activity, channel, { withNames: true }) };
  },

  async 'activity:answer'(visit, { activity: id, answer: given }) {
    const { channel } = await findActivity(visit, id);
    const answered = await activities.signUp(id, visit.person._id, given, clock.now());
    if (!answered) throw closed();
    const activity = await finishAnswer(answered, visit.person, answered.revision);
    return { activity: await presentActivity(visit, activity, channel, { withNames: true }) };
  },
};

/**
 * The activities of a channel that these entries of it speak of, as they stand now and as `activity:list` tells them.
 * @param channel which the asker may read
 */
export async function activitiesIn(
  visit: Visit,
  channel: Channel,
  entries: StoredEntry[],
): Promise<Activity[]> {
  const ids = new Set(entries.filter(({ type }) => type.startsWith('activity:')).flatMap(subjectOf));
  if (ids.size === 0) return [];
  const found = await activities.ofChannel(channel._id, [...ids]);
  return visit.each(Activity, found, (one) => presentActivity(visit, one, channel));
}

/** The activity an entry is about; of one that is kept in another shape, none. */
const subjectOf = ({ body }: StoredEntry) =>
  ActivityId.safeParse((body as { activity?: unknown } | null)?.activity).data ?? [];

/** One wish, one activity: the same key in the same channel is the same activity. */
const idOf = (...wish: string[]) =>
  createHash('sha256').update(JSON.stringify(wish)).digest('hex').slice(0, 20);

async function readableChannels(caller: Caller): Promise<string[]> {
  const own = caller.person ? await memberships.ofPerson(caller.person._id) : [];
  const open = await channels.listPublic();
  return [...new Set([...own.map(({ channel }) => channel), ...open.map(({ _id }) => _id)])];
}
