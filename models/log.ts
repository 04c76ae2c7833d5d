import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { clock } from '#config/clock.ts';
import type { FactName } from '#contract';
import { amendments, traitsOf } from '#contract/facts.ts';
import mongoose from 'mongoose';
import { Log, type StoredEntry } from './entry.ts';
import { withTimeout, isTransient } from './database/timeout.ts';
import { erased, takenBack } from './removal.ts';

export type { StoredEntry } from './entry.ts';
export type NewEntry = { author: string; key: string; type: FactName; body: unknown };

/** The same key with other words: nothing was written. */
export class KeyReused extends Error {}
/** What this answers, changes or reacts to was taken back before: nothing was written. */
export class TakenBack extends Error {}
/** The log could not be reached in time; the same wish may be tried again with the same key. */
export class LogUnavailable extends Error {}

type Waiting = NewEntry & {
  id: string;
  hash: string;
  resolve: (kept: StoredEntry) => void;
  reject: (error: Error) => void;
};

const queues = new Map<string, Waiting[]>();

const longestBatch = 64;
const timeoutMs = 5_000;
/** How long one try may take. */
const tryMs = 2_000;

/**
 * Puts an entry at the end of a channel's log. A twin of an earlier wish (same author, same key) is answered with the
 * entry that stands.
 * @throws {KeyReused} the key was used for other words
 * @throws {TakenBack} the message that it is about was taken back
 * @throws {LogUnavailable} the database did not take it within five seconds
 */
export function append(channel: string, wish: NewEntry): Promise<StoredEntry> {
  return new Promise((resolve, reject) => {
    const waiting = {
      ...wish,
      id: new mongoose.Types.ObjectId().toHexString(),
      hash: hashOf(wish),
      resolve,
      reject,
    };
    const queue = queues.get(channel);
    if (queue) {
      queue.push(waiting);
    } else {
      const fresh = [waiting];
      queues.set(channel, fresh);
      void drain(channel, fresh);
    }
  });
}

/** One batch after the other: the next is gathered while the former is written, so it grows with the load by itself. */
async function drain(channel: string, queue: Waiting[]): Promise<void> {
  while (queue.length > 0) {
    const batch = queue.splice(0, longestBatch);
    try {
      await write(channel, batch);
    } catch (error) {
      for (const waiting of batch) waiting.reject(error as Error);
    }
  }
  queues.delete(channel);
}

async function write(channel: string, batch: Waiting[]): Promise<void> {
  const until = Date.now() + timeoutMs;
  let rest = await answerTwins(channel, batch, { among: 'batch' });
  for (let attempt = 0; rest.length > 0; attempt++) {
    if (attempt > 0 && Date.now() > until) throw new LogUnavailable('the log did not take this in time');
    try {
      const written = await withTimeout(writeOnce(channel, rest), tryMs);
      for (const [waiting, entry] of written) waiting.resolve(entry);
      return;
    } catch (error) {
      if (!isTransient(error)) throw error;
      // Another hub took the number, a twin stands already, or the answer was lost: what stands is answered, the rest goes again.
      rest = await withTimeout(answerTwins(channel, rest, { among: 'log' }), tryMs).catch(() => rest);
      if (attempt > 0) await sleep(2 + Math.random() * 48);
    }
  }
}

async function writeOnce(channel: string, batch: Waiting[]): Promise<[Waiting, StoredEntry][]> {
  const last = await newest(channel);
  // Looked at after the head was read: a removal that comes later takes the number, and all of this is tried again.
  const wanted = await withoutOrphans(channel, batch);
  const entries = numbered(channel, wanted, last);
  if (entries.length > 0) await Log.insertMany(entries, { ordered: true, rawResult: true });
  return wanted.map((waiting, place) => [waiting, entries[place]!]);
}

/** Refuses what is about a message that was taken back, so that the removal wins in whatever order they come. */
async function withoutOrphans(channel: string, batch: Waiting[]): Promise<Waiting[]> {
  const gone = await takenBack(channel, batch.map(subjectOf));
  const wanted: Waiting[] = [];
  for (const waiting of batch) {
    const subject = subjectOf(waiting);
    if (subject !== undefined && gone.has(subject)) {
      const [orphan] = await answerTwins(channel, [waiting], { among: 'log' });
      orphan?.reject(new TakenBack('this message was taken back'));
    } else {
      wanted.push(waiting);
      if (traitsOf(waiting.type).removes) gone.add(aboutOf(waiting));
    }
  }
  return wanted;
}

/** The entry that this one changes, answers or reacts to. That something is taken back needs nothing to stand. */
function subjectOf(wish: NewEntry): number | undefined {
  return traitsOf(wish.type).removes ? undefined : aboutOf(wish);
}

function aboutOf({ type, body }: NewEntry): number | undefined {
  const { about } = traitsOf(type);
  return about === undefined ? undefined : (body as Record<string, number | undefined>)[about];
}

/** Answers those of whom a twin stands, in this batch or in the log, and gives back the others. */
async function answerTwins(
  channel: string,
  batch: Waiting[],
  where: { among: 'batch' | 'log' },
): Promise<Waiting[]> {
  if (where.among === 'batch') return withoutTwins(batch);
  const others: Waiting[] = [];
  for (const waiting of batch) {
    const stands = await Log.findOne({
      channel,
      author: waiting.author,
      key: waiting.key,
    }).lean<StoredEntry>();
    if (!stands) others.push(waiting);
    else settle(waiting, stands);
  }
  return others;
}

/** Two of one intent in one batch (two tabs, a fast retry): the second waits for what the first one gets. */
function withoutTwins(batch: Waiting[]): Waiting[] {
  const firsts = new Map<string, Waiting>();
  for (const waiting of batch) {
    const name = JSON.stringify([waiting.author, waiting.key]);
    const first = firsts.get(name);
    if (first) follow(first, waiting);
    else firsts.set(name, waiting);
  }
  return [...firsts.values()];
}

function follow(first: Waiting, twin: Waiting): void {
  const { resolve, reject } = first;
  first.resolve = (kept) => (resolve(kept), settle(twin, kept));
  first.reject = (error) => (reject(error), twin.reject(error));
}

function settle(waiting: Waiting, stands: StoredEntry): void {
  // Of what was erased nothing is left to compare with, and its twin is no longer to be written either.
  if (stands.hash === waiting.hash || stands.hash === erased) waiting.resolve(stands);
  else waiting.reject(new KeyReused('this key was used for something else'));
}

function numbered(channel: string, batch: Waiting[], last: StoredEntry | null): StoredEntry[] {
  // Time never falls within a channel, also when two hubs' clocks differ.
  const at = new Date(Math.max(clock.now().getTime(), last?.at.getTime() ?? 0));
  return batch.map((wish, place) => ({
    _id: wish.id,
    channel,
    seq: (last?.seq ?? 0) + 1 + place,
    author: wish.author,
    key: wish.key,
    hash: wish.hash,
    type: wish.type,
    body: wish.body,
    at,
    ...(traitsOf(wish.type).removes && { erases: aboutOf(wish) }),
  }));
}

const newest = (channel: string) => Log.findOne({ channel }).sort({ seq: -1 }).lean<StoredEntry>();

/** Entries in order: those after a number, those before one, or the newest. At most `limit`. */
export async function page(
  channel: string,
  range: { after?: number | undefined; before?: number | undefined; limit: number },
): Promise<{ entries: StoredEntry[]; head: number; more: boolean }> {
  const forward = range.after !== undefined;
  const seq = forward ? { $gt: range.after } : range.before !== undefined ? { $lt: range.before } : undefined;
  const found = await Log.find({ channel, ...(seq && { seq: mongoose.trusted(seq) }) })
    .sort({ seq: forward ? 1 : -1 })
    .limit(range.limit + 1)
    .lean<StoredEntry[]>();
  const more = found.length > range.limit;
  const entries = found.slice(0, range.limit);
  if (!forward) entries.reverse();
  const head = forward || range.before !== undefined ? await headOf(channel) : (entries.at(-1)?.seq ?? 0);
  return { entries, head, more };
}

/** When the last thing was said, in whatever channel. */
export const latestAt = async (): Promise<Date | undefined> =>
  (await Log.findOne({}, { at: 1 }).sort({ at: -1 }).lean<Pick<StoredEntry, 'at'>>())?.at;

/** One entry, or null. */
export const entryAt = (channel: string, seq: number) => Log.findOne({ channel, seq }).lean<StoredEntry>();

export const headOf = async (channel: string): Promise<number> => {
  const last = await Log.findOne({ channel }, { seq: 1 }).sort({ seq: -1 }).lean<{ seq: number }>();
  return last?.seq ?? 0;
};

/** What somebody has not read of a channel: after one number and up to another. */
export type Unread = { channel: string; after: number; upTo: number };

/** How much others said in each stretch, at most a hundred: more than that is "99+" to anybody. */
export async function unreadBy(reader: string, stretches: Unread[]): Promise<Map<string, number>> {
  const counts = await united<{ _id: string; unread: number }>(
    stretches.map(({ channel, after, upTo }) => [
      {
        $match: {
          channel,
          seq: { $gt: after, $lte: upTo },
          author: { $ne: reader },
          type: { $nin: amendments },
        },
      },
      { $limit: 100 },
      { $group: { _id: '$channel', unread: { $sum: 1 } } },
    ]),
  );
  return new Map(counts.map(({ _id, unread }) => [_id, unread]));
}

/** How far each channel is. */
export async function heads(channels: Iterable<string>): Promise<Record<string, number>> {
  const names = [...new Set(channels)];
  const newest = await united<{ channel: string; seq: number }>(
    names.map((channel) => [
      { $match: { channel } },
      { $sort: { seq: -1 } },
      { $limit: 1 },
      { $project: { channel: 1, seq: 1 } },
    ]),
  );
  const known = new Map(newest.map(({ channel, seq }) => [channel, seq]));
  return Object.fromEntries(names.map((name) => [name, known.get(name) ?? 0]));
}

/** What each of these pipelines finds in the log, in one query for every hundred: each looks in an index of its own. */
async function united<Found>(pipelines: mongoose.PipelineStage.FacetPipelineStage[][]) {
  const found: Found[] = [];
  for (let index = 0; index < pipelines.length; index += maxUnited) {
    const [first = [], ...others] = pipelines.slice(index, index + maxUnited);
    const rest = others.map((pipeline) => ({ $unionWith: { coll: 'log', pipeline } }));
    found.push(...(await Log.aggregate<Found>([...first, ...rest])));
  }
  return found;
}

const maxUnited = 100;

const hashOf = (wish: NewEntry) =>
  createHash('sha256')
    .update(JSON.stringify([wish.type, canonical(wish.body)]))
    .digest('base64url');

/** The same words give the same hash, in whatever order their fields came. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, canonical(field)]);
};
