import { z } from 'zod';
import { addressPattern, tidyAddress } from './address.ts';
import { command, Nothing } from '../command.ts';
import { AreaId, guests, Instant, Locale, people, PersonId, Role, Text } from '../shapes.ts';

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

/**
 * What became of a mailed link: still on its way, taken by the mail server, refused there for good, or given up by us. The same
 * for an address that is known here as for one that is not.
 */
export const Delivery = z.enum(['waiting', 'sent', 'refused', 'lost']);
export type Delivery = z.output<typeof Delivery>;

const Proof = z.string().max(100);

export const Session = z.object({
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
      'Keep the proof: the link only works together with it. The mail may still be on its way when this is answered; that an ' +
      'address takes no mail is refused when it is known within a second, and told by `session:mail` later.',
    may: guests,
    asks: z.object({
      email: z
        .string()
        .overwrite(tidyAddress)
        .max(254)
        .check(z.email({ pattern: addressPattern })),
      locale: Locale.default('nl'),
      join: z.object({ name: PersonName, street: AreaId.optional() }).optional(),
    }),
    gets: z.object({ proof: z.string() }),
  }),
  'session:mail': command({
    about: 'What became of the mail with the link that belongs to this proof.',
    may: guests,
    asks: z.object({ proof: Proof }),
    gets: z.object({ mail: Delivery }),
  }),
  'session:start': command({
    about:
      'Redeem the link from the mail: once, within fifteen minutes, in the browser that asked. Who asked more than once shows all ' +
      'the proofs he was given.',
    may: guests,
    asks: z.object({
      token: z.string().max(100),
      proof: z.union([Proof, z.array(Proof).max(5)]),
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
