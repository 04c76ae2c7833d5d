import { z } from 'zod';
import { command, Nothing } from './command.ts';
import { AreaId, guests, Instant, Locale, people, PersonId, Role, Text } from './shapes.ts';

/** hh:mm on the wall clock of the place. */
export const WallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const QuietHours = z.object({ from: WallTime, to: WallTime });
export type QuietHours = z.output<typeof QuietHours>;

/** Stands beside every message, on one line. */
export const PersonName = Text(40).transform((name) => name.replace(/\s+/g, ' '));

/** You, as only you see yourself. */
export const Me = z.object({
  id: PersonId,
  name: z.string(),
  role: Role,
  street: AreaId.optional(),
  village: AreaId.optional(),
  /** The areas a connector, officer or organisation speaks for. */
  areas: z.array(AreaId),
  locale: Locale,
  quiet: QuietHours,
  verified: z.boolean(),
  email: z.string().optional(),
  inbox: z.string(),
});
export type Me = z.output<typeof Me>;

const Session = z.object({
  id: z.string(),
  device: z.string(),
  since: Instant,
  seen: Instant,
  current: z.boolean(),
});

export const commands = {
  'session:ask': command({
    about:
      'Mail me a link to sign in, or, with a name, to join. The answer is the same whether the address is known or not. ' +
      'Keep the proof: the link only works together with it.',
    may: guests,
    asks: z.object({
      email: z.email().max(254),
      locale: Locale.default('nl'),
      join: z.object({ name: PersonName, street: AreaId.optional() }).optional(),
    }),
    gets: z.object({ proof: z.string() }),
  }),
  'session:start': command({
    about: 'Redeem the link from the mail: once, within fifteen minutes, in the browser that asked.',
    may: guests,
    asks: z.object({
      token: z.string().max(100),
      proof: z.string().max(100),
      device: z.string().max(200).default(''),
    }),
    gets: z.object({ session: z.string(), expires: Instant }),
  }),
  'session:list': command({
    about: 'Where you are signed in.',
    may: people,
    asks: Nothing,
    gets: z.object({ sessions: z.array(Session) }),
  }),
  'session:end': command({
    about: 'Sign out here, or end another of your sessions.',
    may: people,
    asks: z.object({ id: z.string().max(64).optional() }),
    gets: Nothing,
  }),
  'person:me': command({
    about: 'Who am I? Null for a guest.',
    may: guests,
    asks: Nothing,
    gets: z.object({ me: Me.nullable() }),
  }),
  'person:change': command({
    about: 'Change your name, street, language or quiet hours. A new street means other channels, at once.',
    may: people,
    asks: z.object({
      name: PersonName.optional(),
      street: AreaId.nullable().optional(),
      locale: Locale.optional(),
      quiet: QuietHours.optional(),
    }),
    gets: z.object({ me: Me }),
  }),
};
