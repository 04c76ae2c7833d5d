import { z } from 'zod';
import { CapReference, CapTime, Level } from './cap.ts';
import { command } from '../command.ts';
import { fact } from '../fact.ts';
import { act, Forecast, IncidentId, PlainText, Version, version } from './acts.ts';
import { Held, RefusedMessage, RelayedText, relayCommands } from './relay.ts';
import { AreaId, guests, Instant, Key, Text } from '../shapes.ts';

export { Level } from './cap.ts';
export { AreaText, Forecast } from './acts.ts';

const Title = Text(120);

/** What is different from the version a village had before. */
export const Change = z.discriminatedUnion('what', [
  z.object({ what: z.literal('level'), before: Level, now: Level }),
  z.object({ what: z.literal('text'), before: z.string(), beforeEn: z.string().optional() }),
  z.object({
    what: z.literal('instruction'),
    before: z.string().optional(),
    beforeEn: z.string().optional(),
  }),
  z.object({ what: z.literal('forecast'), before: Forecast.optional() }),
  z.object({ what: z.literal('next'), before: Instant.optional() }),
]);
export type Change = z.output<typeof Change>;

const told = {
  incident: IncidentId,
  title: z.string(),
  titleEn: z.string().optional(),
  version: Version,
  area: AreaId,
  /** Told in the channel of exercises alone, and every text says OEFENING itself; never becomes real. */
  exercise: z.boolean(),
  /** Taken over from the source, in its own words. */
  relayed: z.boolean(),
  source: z.string(),
  sent: CapTime,
};

const Updated = z.object({
  ...told,
  level: Level,
  text: z.string(),
  textEn: z.string().optional(),
  instruction: z.string().optional(),
  instructionEn: z.string().optional(),
  /** Said beside it; all the rest holds as it did. */
  note: z.string().optional(),
  noteEn: z.string().optional(),
  expects: Forecast.optional(),
  nextAt: Instant.optional(),
  /** From when it holds, when that is later than when it was sent. */
  begins: Instant.optional(),
  expires: Instant,
  /** The source does not say until when; `expires` is ours. */
  endUnknown: z.boolean().optional(),
  /** Where the source says all of it: the text here is shortened. */
  link: z.string().optional(),
  /** Why this holds again: the version between was withdrawn. */
  withdrawn: z.object({ version: Version, reason: z.string(), reasonEn: z.string().optional() }).optional(),
  changes: z.array(Change),
  /** Of the text, when it is not Dutch. */
  language: z.string().optional(),
});

const Cancelled = z.object({ ...told, reason: z.string(), reasonEn: z.string().optional() });

const Ended = z.object({
  ...told,
  text: z.string(),
  textEn: z.string().optional(),
  /** It stays in sight until then, with the conditions it names. */
  until: Instant.optional(),
});

/** To officers: what they said there expires soon. */
const Expiring = z.object({
  incident: IncidentId,
  title: z.string(),
  titleEn: z.string().optional(),
  areas: z.array(AreaId),
  expires: Instant,
});

export const facts = {
  'crisis:updated': fact(Updated, {
    notify: 'members',
    text: ['title', 'titleEn', 'text', 'textEn', 'instruction', 'instructionEn', 'note', 'noteEn'],
  }),
  'crisis:cancelled': fact(Cancelled, {
    notify: 'members',
    text: ['title', 'titleEn', 'reason', 'reasonEn'],
  }),
  'crisis:ended': fact(Ended, { notify: 'members', text: ['title', 'titleEn', 'text', 'textEn'] }),
  'crisis:expiring': fact(Expiring, { notify: 'owner', text: ['title'] }),
};

/** One version of an incident as one village reads it; the same as the entry in the channel of that village. */
export const Notice = z.discriminatedUnion('type', [
  Updated.extend({ type: z.literal('crisis:updated') }),
  Cancelled.extend({ type: z.literal('crisis:cancelled') }),
  Ended.extend({ type: z.literal('crisis:ended') }),
]);
export type Notice = z.output<typeof Notice>;

export const VillageSituation = z.object({
  area: AreaId,
  /** The newest version of each incident, the most serious first. What expired or ended lately is still among them. */
  stands: z.array(Notice),
  /** What was said before, the newest first. */
  earlier: z.array(Notice),
});
export type VillageSituation = z.output<typeof VillageSituation>;

export const Situation = z.object({
  now: Instant,
  /** When this was so: before now only when the database does not answer. */
  asOf: Instant,
  villages: z.array(VillageSituation),
  /** Numbers to call, in both languages of the place. */
  phone: z.array(z.object({ nl: z.string(), en: z.string(), number: z.string() })),
});
export type Situation = z.output<typeof Situation>;

/** A version as it is kept, with what CAP 1.2 calls it. */
export const KeptVersion = z.object({
  version: Version,
  kind: z.enum(['update', 'cancel', 'end']),
  /**
   * `archived`: older than what was shown when it came, so nobody saw it. `repeated`: it says what people read already, so it
   * is counted, and nothing is told anew.
   */
  state: z.enum(['shown', 'archived', 'repeated']),
  cap: z.object({
    ...CapReference.shape,
    status: z.enum(['Actual', 'Exercise']),
    msgType: z.enum(['Alert', 'Update', 'Cancel']),
    references: z.string(),
    expires: CapTime.optional(),
  }),
  areas: z.array(
    z.object({
      area: AreaId,
      level: Level.optional(),
      text: z.string(),
      textEn: z.string().optional(),
      instruction: z.string().optional(),
      instructionEn: z.string().optional(),
      /** Of a message of others, which may say something else in each village. */
      relayed: RelayedText.optional(),
      note: z.string().optional(),
      noteEn: z.string().optional(),
      /** These are the words of that version, which hold still or again, with its forecast, source and times unless there are new ones. */
      again: Version.optional(),
    }),
  ),
  /** Villages for which it was withdrawn, and why. */
  gone: z.array(AreaId),
  /** The version that this one withdraws. */
  withdraws: Version.optional(),
  /** Villages it says nothing new to, for which what they have holds on with it. */
  renews: z.array(AreaId),
  reason: z.string().optional(),
  expects: Forecast.optional(),
  nextAt: Instant.optional(),
  expires: Instant.optional(),
  source: z.string(),
  author: z.string(),
});
export type KeptVersion = z.output<typeof KeptVersion>;

/** What holds in a village. */
export const Standing = z.object({
  area: AreaId,
  version: Version,
  level: Level,
  text: z.string(),
  textEn: z.string().optional(),
  instruction: z.string().optional(),
  instructionEn: z.string().optional(),
  expects: Forecast.optional(),
  expires: Instant,
  source: z.string(),
  /** What holds again when that version is withdrawn; without it, nothing does. */
  under: z.object({ version: Version, level: Level, text: z.string(), expires: Instant }).optional(),
});
export type Standing = z.output<typeof Standing>;

export const Incident = z.object({
  incident: IncidentId,
  title: z.string(),
  titleEn: z.string().optional(),
  exercise: z.boolean(),
  relayed: z.boolean(),
  state: z.enum(['open', 'cancelled', 'ended']),
  /** Whether people still have it on their screens. */
  stands: z.boolean(),
  opened: Instant,
  /** The newest first. */
  versions: z.array(KeptVersion),
  /** What holds now, village by village. */
  holds: z.array(Standing),
});
export type Incident = z.output<typeof Incident>;

const Sent = z.object({ version: Version, identifier: z.string(), sent: CapTime });

const officers: ['officer'] = ['officer'];

export const commands = {
  'crisis:situation': command({
    about:
      'What is going on now, village by village: the newest version, what changed, when the next one comes. Also what was ' +
      'said before, unless `earlier` is false.',
    may: guests,
    sameForAll: true,
    asks: z.object({ earlier: z.boolean().default(true) }),
    gets: Situation,
  }),
  'crisis:open': command({
    about: 'Open an incident. Nobody sees it before its first version. An exercise stays an exercise.',
    may: officers,
    asks: z.object({
      key: Key,
      title: Title,
      titleEn: Title.optional(),
      exercise: z.boolean().default(false),
    }),
    gets: z.object({ incident: IncidentId }),
  }),
  'crisis:preview': command({
    about:
      'What each village would read if this were sent. Nothing is sent; whatever sending refuses is refused here too.',
    may: officers,
    asks: z.object({ ...act, ...version }),
    gets: z.object({
      notices: z.array(Notice),
      /** What villages that are left out keep, with the end it would have then. */
      renews: z.array(Notice),
      /** English that stood beside another Dutch, and is left out. */
      oldEnglish: z.array(z.string()),
    }),
  }),
  'crisis:send': command({
    about:
      'Send a version: to each village its own level and text. A village that is left out keeps what it has, which holds on ' +
      'as long as this. A lower level only with `lowers`; a note changes no level.',
    may: officers,
    asks: z.object({ ...act, key: Key, ...version }),
    gets: Sent,
  }),
  'crisis:cancel': command({
    about:
      'Withdraw a version that should not have been sent, and say why, in every village where it holds. What held there ' +
      'before holds again; the incident goes on.',
    may: officers,
    asks: z.object({
      ...act,
      key: Key,
      /** The one to withdraw; the newest when it is not said. */
      version: Version.optional(),
      reason: Text(500),
      reasonEn: Text(500).optional(),
    }),
    gets: Sent,
  }),
  'crisis:end': command({
    about:
      'Say that it is over: an all-clear with a text for every village that read of the incident. It stays in sight until ' +
      '`until`; without it, three days. Where nothing holds, it is closed without a word.',
    may: officers,
    asks: z.object({ ...act, key: Key, areas: z.array(PlainText).max(100), until: Instant.optional() }),
    gets: Sent,
  }),
  'crisis:incidents': command({
    about:
      'What officers work with: all incidents that stand, and a page of those that do not, with all their versions; messages ' +
      'of others that wait or were refused. With `incident`: that one alone.',
    may: officers,
    asks: z.object({
      page: z.int().min(1).max(10_000).default(1),
      incident: IncidentId.optional(),
    }),
    gets: z.object({
      now: Instant,
      incidents: z.array(Incident),
      /** Whether there is a page after this one. */
      older: z.boolean(),
      held: z.array(Held),
      refused: z.array(RefusedMessage),
    }),
  }),
  ...relayCommands,
};
