import { z } from 'zod';
import { CapAlert, CapReference } from './cap.ts';
import { command } from '../command.ts';
import { Instant } from '../shapes.ts';

/** Messages of others: what they say here, which of them wait, and which of them were refused. */

/** What a message of others says beside its text; each as in what a village reads. */
export const RelayedText = z.object({
  title: z.string(),
  titleEn: z.string().optional(),
  language: z.string().optional(),
  begins: Instant.optional(),
  expires: Instant,
  endUnknown: z.boolean().optional(),
  link: z.string().optional(),
});

/** A message of others that refers to one we never got. People do not see it; officers do. */
export const Held = z.object({
  ...CapReference.shape,
  feed: z.string(),
  msgType: z.enum(['Update', 'Cancel']),
  title: z.string(),
  text: z.string(),
  references: z.array(CapReference),
  since: Instant,
});

/** In what a message of others broke the rules, as officers need to know it. */
export const RefusedFor = z.enum([
  'file',
  'form',
  'words',
  'area',
  'time',
  'reference',
  'sender',
  'size',
  'host',
  'part',
]);
export type RefusedFor = z.output<typeof RefusedFor>;

const refused = {
  feed: z.string().max(200),
  /** Where it is. */
  link: z.string().max(2000),
  reason: RefusedFor,
  /** The rule, in English and exactly, for whoever made it. */
  rule: z.string().max(500),
  /** Its title, as far as that could be read. */
  about: z.string().max(200).optional(),
};

/** A message of others that was not taken over. People do not see it; officers do, for three days. */
export const RefusedMessage = z.object({ ...refused, since: Instant });

export const relayCommands = {
  'crisis:relay': command({
    about:
      'Take over a message of a feed of this place. For the crisis relay alone. The same message is taken over once.',
    may: ['bot'],
    asks: z.object({ feed: z.string().max(200), alert: CapAlert }),
    gets: z.object({ outcome: z.enum(['shown', 'archived', 'held', 'known']) }),
  }),
  'crisis:refuse': command({
    about:
      'Tell officers of a message of a feed of this place that breaks a rule and was not taken over. For the crisis relay alone. ' +
      'The same one is kept once, for three days.',
    may: ['bot'],
    asks: z.object(refused),
    gets: z.object({}),
  }),
};
