import { clock } from '#config/clock.ts';
import type { Place } from '#config/place.ts';
import { dayOf, instantOf, plusDays } from '#contract/wall-time.ts';
import type { AgendaDay, AgendaNotice, AgendaReminder } from '#contract/agenda/index.ts';
import * as activities from '#models/agenda/activity.ts';
import type { Activity } from '#models/agenda/activity.ts';
import * as channels from '#models/channel/channel.ts';
import type { Channel } from '#models/channel/channel.ts';
import * as memberships from '#models/channel/membership.ts';
import * as signUps from '#models/agenda/sign-up.ts';
import type { SignUp } from '#models/agenda/sign-up.ts';
import { z } from 'zod';
import type { Brief } from '../brief.ts';
import { doubtful } from './doubt.ts';
import { isNews } from './reminder-times.ts';
import { differences, mention } from './present.ts';

const OfReminder = z.object({
  activity: z.string(),
  person: z.string(),
  sequence: z.number(),
  rule: z.enum(['24h', '2h']),
});
const ofStart = { activity: z.string(), person: z.string(), sequence: z.number() };
const OfNews = z.discriminatedUnion('news', [
  z.object({
    news: z.literal('changed'),
    activity: z.string(),
    person: z.string(),
    sequence: z.number(),
    knownUntil: z.coerce.date(),
  }),
  z.object({ news: z.literal('cancelled'), activity: z.string(), person: z.string() }),
  z.object({ news: z.literal('in-doubt'), ...ofStart }),
  z.object({ news: z.literal('goes-on'), ...ofStart }),
  z.object({
    news: z.literal('place-free'),
    activity: z.string(),
    person: z.string(),
    since: z.coerce.date(),
  }),
]);

/** What the agenda bot hears, as it stands when the row is claimed. */
export const agendaBriefs = {
  'agenda-day': (visit, { channel, about }) => dayBrief(visit.place, channel!, String(about['day'])),

  async 'agenda-reminder'({ place }, { about }): Promise<AgendaReminder | undefined> {
    const { activity: id, person, sequence, rule } = OfReminder.parse(about);
    const found = await hearer(id, person);
    if (
      !found ||
      found.activity.state === 'cancelled' ||
      activities.latest(found.activity).sequence !== sequence
    )
      return undefined;
    const { activity, signUp, channel } = found;
    if ((await doubtful(place))?.(activity, channel)) return undefined;
    if (signUp.answer === 'no' || (signUp.answer === 'maybe' && rule === '2h')) return undefined;
    if (signUps.seats(activity).waiting.includes(signUp)) return undefined;
    return { ...mention(activity), ahead: rule === '24h' ? 'day' : 'soon', answer: signUp.answer };
  },

  async 'agenda-notice'({ place }, { about }): Promise<AgendaNotice | undefined> {
    const row = OfNews.parse(about);
    if (row.news === 'in-doubt' || row.news === 'goes-on') return doubt(place, row);
    const found = await hearer(row.activity, row.person);
    if (!found || found.signUp.answer === 'no') return undefined;
    const { activity, signUp } = found;
    if (row.news === 'cancelled') {
      const reason = activity.cancelled?.reason;
      return { ...mention(activity), news: 'cancelled', ...(reason && { reason }) };
    }
    if (activity.state === 'cancelled') return undefined;
    if (row.news === 'changed') return changed(activity, signUp, row.sequence, row.knownUntil);
    const hasPlace =
      signUps.seats(activity).coming.includes(signUp) && signUp.at.getTime() === row.since.getTime();
    return hasPlace ? { ...mention(activity), news: 'place-free' } : undefined;
  },
} satisfies Record<string, Brief>;

/** That an activity is in doubt, or the question whether it goes on; nothing once the danger is over or it was moved. */
async function doubt(
  place: Place,
  row: { news: 'in-doubt' | 'goes-on'; activity: string; person: string; sequence: number },
): Promise<AgendaNotice | undefined> {
  const activity = await activities.byId(row.activity);
  const channel = activity && (await channels.byId(activity.channel));
  if (!channel || activity.state === 'cancelled' || activities.latest(activity).sequence !== row.sequence)
    return undefined;
  if (!(await doubtful(place))?.(activity, channel)) return undefined;
  if (row.news === 'in-doubt') {
    const found = await hearer(row.activity, row.person);
    if (!found || found.signUp.answer === 'no') return undefined;
  }
  return { ...mention(activity), news: row.news };
}

async function dayBrief(place: Place, channel: string, day: string): Promise<AgendaDay | undefined> {
  const [now, zone] = [clock.now(), place.timezone];
  const tomorrow = plusDays(day, 1);
  const until = instantOf(`${plusDays(day, 2)}T00:00`, zone);
  const found = await activities.between([channel], instantOf(`${day}T00:00`, zone), until);
  const [inDoubt, where] = [await doubtful(place), await channels.byId(channel)];
  const ahead = found.filter(
    (one) => one.state === 'on' && one.lastsUntil > now && !(where && inDoubt?.(one, where)),
  );
  if (ahead.length === 0) return undefined;
  const isTomorrow = ({ startsAt }: Activity) => dayOf(startsAt, zone) === tomorrow;
  return {
    today: ahead.filter((activity) => !isTomorrow(activity)).map(mention),
    tomorrow: ahead.filter(isTomorrow).map(mention),
  };
}

/** Somebody who answered and may still read the channel of the activity. */
async function hearer(
  id: string,
  person: string,
): Promise<{ activity: Activity; signUp: SignUp; channel: Channel } | undefined> {
  const activity = await activities.byId(id);
  const signUp = activity && signUps.signUpOf(activity, person);
  if (!activity || !signUp) return undefined;
  const channel = await channels.byId(activity.channel);
  const mayRead = channel && (channel.public || (await memberships.find(channel._id, person)) !== null);
  return mayRead ? { activity, signUp, channel } : undefined;
}

/**
 * What is other than he knew: changes of one night are told in the morning as one, and so are those of one minute.
 * Undefined when a later change will be told, or when all is as he knew it.
 */
function changed(
  activity: Activity,
  signUp: SignUp,
  sequence: number,
  knownUntil: Date,
): AgendaNotice | undefined {
  const { versions, zone } = activity;
  const toldLater = versions.some(
    (one, place) => one.sequence > sequence && isNews(versions[place - 1]!, one, zone),
  );
  if (toldLater) return undefined;
  const known = versions.findLast(({ at }) => at < knownUntil || at <= signUp.at) ?? versions[0]!;
  const was = differences(known, activities.latest(activity), zone);
  return Object.keys(was).length > 0 ? { ...mention(activity), news: 'changed', was } : undefined;
}
