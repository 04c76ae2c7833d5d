import { z } from 'zod';
import { CapReference, CapTime, Level } from './cap.ts';
import { command } from './command.ts';
import { Held, Refused, RelayedText, relayCommands } from './crisis-relay.ts';
import { AreaId, guests, Instant, Key, Text } from './shapes.ts';

export { Level } from './cap.ts';

const IncidentId = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an incident is named like hoog-water-1a2b3c');
const Title = Text(120);
const Version = z.int().min(1);

/** What one village reads. */
export const AreaText = z.object({
  area: AreaId,
  level: Level,
  text: Text(1000),
  textEn: Text(1000).optional(),
  /** What to do. */
  instruction: Text(500).optional(),
  instructionEn: Text(500).optional(),
});
export type AreaText = z.output<typeof AreaText>;

const ClearText = z.object({ area: AreaId, text: Text(1000), textEn: Text(1000).optional() });

/** What is expected, and when: said in words, since it is seldom known to the minute. */
export const Forecast = z.object({
  what: Text(80),
  whatEn: Text(80).optional(),
  when: Text(60),
  whenEn: Text(60).optional(),
});
export type Forecast = z.output<typeof Forecast>;

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
  /** Shown as OEFENING everywhere; never becomes real. */
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
  expects: Forecast.optional(),
  nextAt: Instant.optional(),
  /** From when it holds, when that is later than when it was sent. */
  begins: Instant.optional(),
  expires: Instant,
  /** The source does not say until when; `expires` is ours. */
  endUnknown: z.boolean().optional(),
  /** Where the source says all of it: the text here is shortened. */
  link: z.string().optional(),
  changes: z.array(Change),
  /** Of the text, when it is not Dutch. */
  language: z.string().optional(),
});

const Cancelled = z.object({ ...told, reason: z.string(), reasonEn: z.string().optional() });

const Ended = z.object({ ...told, text: z.string(), textEn: z.string().optional() });

export const facts = {
  'crisis:updated': Updated,
  'crisis:cancelled': Cancelled,
  'crisis:ended': Ended,
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
  /** Numbers to call, each as "label: number". */
  phone: z.array(z.string()),
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
    }),
  ),
  /** Villages for which it was withdrawn, and why. */
  gone: z.array(AreaId),
  reason: z.string().optional(),
  expects: Forecast.optional(),
  nextAt: Instant.optional(),
  expires: Instant.optional(),
  source: z.string(),
  author: z.string(),
});
export type KeptVersion = z.output<typeof KeptVersion>;

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
});
export type Incident = z.output<typeof Incident>;

const Sent = z.object({ version: Version, identifier: z.string(), sent: CapTime });

const officers: ['officer'] = ['officer'];
const of = { incident: IncidentId, key: Key };

const version = {
  areas: z.array(AreaText).max(100),
  expects: Forecast.optional(),
  nextAt: Instant.optional(),
  expires: Instant,
  source: Text(120).optional(),
  /** The version the officer looked at; 0 when there was none. */
  after: z.int().min(0).optional(),
};

export const commands = {
  'crisis:situation': command({
    about:
      'What is going on now, village by village: the newest version, what changed, when the next one comes. Also what was ' +
      'said before, unless `earlier` is false.',
    may: guests,
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
    asks: z.object({ incident: IncidentId, ...version }),
    gets: z.object({ notices: z.array(Notice) }),
  }),
  'crisis:send': command({
    about:
      'Send a version: to each village its own level and text. What a village does not get anew stays as it was. With `after`, ' +
      'refused when somebody else sent a version since that one.',
    may: officers,
    asks: z.object({ ...of, ...version }),
    gets: Sent,
  }),
  'crisis:cancel': command({
    about:
      'Withdraw an incident that should not have been sent, and say why, in every village that read of it.',
    may: officers,
    asks: z.object({ ...of, reason: Text(500), reasonEn: Text(500).optional() }),
    gets: Sent,
  }),
  'crisis:end': command({
    about: 'Say that it is over: an all-clear with a text for every village that read of the incident.',
    may: officers,
    asks: z.object({ ...of, areas: z.array(ClearText).max(100) }),
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
      refused: z.array(Refused),
    }),
  }),
  ...relayCommands,
};
