import { z } from 'zod';
import { Activity } from './agenda/index.ts';
import { command } from './command.ts';
import { facts } from './facts.ts';
import type { Fact, FactName } from './facts.ts';
import { Author, ChannelId, Cursor, guests, Instant, Key, Seq } from './shapes.ts';

const head = {
  channel: ChannelId,
  seq: Seq,
  id: z.string(),
  author: Author,
  at: Instant,
  /** Only to its sender. */
  key: Key.optional(),
};

/** One line of a channel's log. `body` is null once it was taken back. */
export type EntryOf<Name extends FactName> = {
  type: Name;
  channel: string;
  seq: number;
  id: string;
  author: Author;
  at: string;
  key?: string | undefined;
  body: Fact<Name> | null;
};
export type Entry = { [Name in FactName]: EntryOf<Name> }[FactName];

const kinds = Object.entries(facts).map(([type, { body }]) =>
  z.object({ ...head, type: z.literal(type), body: body.nullable() }),
);
export const Entry = z.union(kinds) as unknown as z.ZodType<Entry>;

/** Somebody is typing; volatile. */
export const Typing = z.object({ channel: ChannelId, who: Author });

export const Heads = z.record(ChannelId, Cursor);

export const commands = {
  'log:sync': command({
    about:
      'Say how far you are in each channel; hear how far each is. From here on the entries of these channels are told to you. ' +
      'With `reload` or another epoch, forget what you hold: a backup was put back.',
    may: guests,
    asks: z.object({
      epoch: z.string().max(64).optional(),
      cursors: z
        .record(ChannelId, Cursor)
        .refine((cursors) => Object.keys(cursors).length <= 500, 'at most 500 channels'),
    }),
    gets: z.object({
      epoch: z.string(),
      now: Instant,
      heads: Heads,
      gone: z.array(ChannelId),
      reload: z.boolean().optional(),
    }),
  }),
  'log:page': command({
    about:
      'A piece of a log, in order: what comes after a number, what came before one, or the newest. With it come the ' +
      'activities that its entries speak of, as they stand now.',
    may: guests,
    asks: z.object({
      channel: ChannelId,
      after: Cursor.optional(),
      before: Seq.optional(),
      limit: z.int().min(1).max(200).default(50),
    }),
    gets: z.object({
      entries: z.array(Entry),
      head: Cursor,
      more: z.boolean(),
      activities: z.array(Activity),
    }),
  }),
};
