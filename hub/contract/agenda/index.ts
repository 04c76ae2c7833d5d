import { z } from 'zod';
import { command } from '../command.ts';
import { fact } from '../fact.ts';
import { Author, ChannelId, guests, Instant, Key, people, Posted, Text } from '../shapes.ts';

export const ActivityId = z.string().min(1).max(64);

/** A day of the place: `2021-07-17`. */
export const Day = z.iso.date();

/** What the wall shows in the place, whose zone it is in: `2021-07-17T14:00`. */
export const WallMoment = z.iso.datetime({ local: true, precision: -1 }).length(16);

/** Ik kom, misschien, ik kan niet. */
export const SignUpAnswer = z.enum(['yes', 'maybe', 'no']);
export type SignUpAnswer = z.output<typeof SignUpAnswer>;

/** What an organiser says of an activity. Without `places` everybody is welcome. */
const told = {
  title: Text(100),
  about: Text(2000).optional(),
  place: Text(150),
  startsAt: WallMoment,
  endsAt: WallMoment.optional(),
  places: z.int().min(1).max(2000).optional(),
};

/** What a card about an activity shows. */
const card = {
  activity: ActivityId,
  title: z.string(),
  about: z.string().optional(),
  place: z.string(),
  startsAt: Instant,
  endsAt: Instant.optional(),
  places: z.int().optional(),
};

export const Activity = z.object({
  ...card,
  channel: ChannelId,
  organiser: Author,
  /** Raised when its start or place changes, as SEQUENCE in iCalendar (RFC 5545 §3.8.7.4). */
  sequence: z.int().min(0),
  state: z.enum(['on', 'cancelled']),
  reason: z.string().optional(),
  /** How many come, how many perhaps, how many wait for a place. */
  counts: z.object({ coming: z.int(), maybe: z.int(), waiting: z.int() }),
  /** What the asker answered, and whether he waits for a place. */
  mine: z.object({ answer: SignUpAnswer, waiting: z.boolean() }).optional(),
  /** Who they are: only to members of the channel, and only when one activity is asked for. */
  who: z.object({ coming: z.array(Author), maybe: z.array(Author), waiting: z.array(Author) }).optional(),
  /** Whether the asker may change or cancel it. */
  mayChange: z.boolean(),
});
export type Activity = z.output<typeof Activity>;

const one = z.object({ activity: ActivityId });
const whole = z.object({ activity: Activity });

export const commands = {
  'activity:list': command({
    about:
      'What is on, from one day up to and including another (two weeks from today when not said, at most 92 days): in your ' +
      'channels and in the public ones, or in one channel. What was cancelled stays in it, marked.',
    may: guests,
    asks: z.object({ from: Day.optional(), to: Day.optional(), channel: ChannelId.optional() }),
    gets: z.object({ from: Day, to: Day, activities: z.array(Activity) }),
  }),
  'activity:get': command({
    about: 'One activity. Who comes is told to members of its channel.',
    may: guests,
    asks: one,
    gets: whole,
  }),
  'activity:publish': command({
    about:
      'Announce an activity in a channel where you may speak. Times are those of the wall clock in the place.',
    may: people,
    asks: z.object({ channel: ChannelId, key: Key, ...told }),
    gets: Posted.extend({ activity: ActivityId }),
  }),
  'activity:change': command({
    about:
      'Say something else of an activity; what you leave out stays, null takes away. For its organiser, and a connector of ' +
      'the village. Who signed up hears of another place or start.',
    may: people,
    asks: one.extend({
      key: Key,
      title: told.title.optional(),
      about: told.about.nullable(),
      place: told.place.optional(),
      startsAt: told.startsAt.optional(),
      endsAt: told.endsAt.nullable(),
      places: told.places.nullable(),
    }),
    gets: whole,
  }),
  'activity:cancel': command({
    about: 'An activity does not take place. It stays in the agenda, marked; who signed up hears of it.',
    may: people,
    asks: one.extend({ reason: Text(500).optional() }),
    gets: whole,
  }),
  'activity:answer': command({
    about:
      'I come, perhaps, or I cannot. When it is full you wait for a place; the first who waits gets the first free one.',
    may: people,
    asks: one.extend({ answer: SignUpAnswer }),
    gets: whole,
  }),
};

export const facts = {
  'activity:published': fact(z.object(card), { notify: 'members', text: ['title', 'place'] }),
  /** `was` holds what is other than before, of start and place. */
  'activity:changed': fact(
    z.object({
      ...card,
      was: z.object({ startsAt: Instant.optional(), place: z.string().optional() }),
    }),
    { notify: 'members', text: ['title', 'place'] },
  ),
  'activity:cancelled': fact(
    z.object({
      activity: ActivityId,
      title: z.string(),
      place: z.string(),
      startsAt: Instant,
      reason: z.string().optional(),
    }),
    { notify: 'members', text: ['title', 'place', 'reason'] },
  ),
};

const mention = { activity: ActivityId, title: z.string(), place: z.string(), startsAt: Instant };

/** What the bot hears about the post of nine o'clock: what is on in a channel on that day and the next. */
export const AgendaDay = z.object({
  today: z.array(z.object(mention)),
  tomorrow: z.array(z.object(mention)),
});
export type AgendaDay = z.output<typeof AgendaDay>;

/** What the bot hears about a reminder: a day ahead, or soon before the start. */
export const AgendaReminder = z.object({
  ...mention,
  ahead: z.enum(['day', 'soon']),
  answer: z.enum(['yes', 'maybe']),
});
export type AgendaReminder = z.output<typeof AgendaReminder>;

/** What the bot hears about news for somebody who signed up. */
export const AgendaNotice = z.discriminatedUnion('news', [
  z.object({
    ...mention,
    news: z.literal('changed'),
    was: z.object({ startsAt: Instant.optional(), place: z.string().optional() }),
  }),
  z.object({ ...mention, news: z.literal('cancelled'), reason: z.string().optional() }),
  z.object({ ...mention, news: z.literal('place-free') }),
  /** Something serious goes on there: it may not take place. */
  z.object({ ...mention, news: z.literal('in-doubt') }),
  /** For the organiser: does it go on? */
  z.object({ ...mention, news: z.literal('goes-on') }),
]);
export type AgendaNotice = z.output<typeof AgendaNotice>;
