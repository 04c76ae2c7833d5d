import type { SQLInputValue } from 'node:sqlite';
import { CommandError } from '../errors.ts';
import type { Flow, Steps } from '../flow.ts';
import { decode } from '../value/bson.ts';
import type { Collection } from './catalog.ts';
import type { Index } from './index-definition.ts';
import { keysOf } from './index-keys.ts';
import { Row } from './row.ts';
import type { Sqlite } from './sqlite.ts';

/** A row that was met: its number, its bytes, and its key in the index where that was asked for. */
export type Met = [r: number, d: Uint8Array, k?: Uint8Array];

/** Keys from `low` up to, not including, `high`. */
export interface Interval {
  low: Buffer;
  high: Buffer;
  /** How many bytes all keys of the interval share because the filter names their values. */
  fixed: number;
}

/** What to read of an index: an interval of its keys. */
export interface Reading {
  collection: Collection;
  index: Index;
  interval: Interval;
  backwards: boolean;
  /** How many rows the first step reads. */
  wanted: number;
  /** Whether each row is to come with its key. Where all have one key, the last one's is worked out again: that is quicker. */
  keyed: boolean;
}

/** How many rows are read in one step: few at first, since often only few are wanted. */
const firstChunk = 16;
const largestChunk = 64;
const chunkBytes = 2 * 1024 * 1024;
const countedAtOnce = 4000;

/** What a scan looked at, for `explain` and for tests. */
export interface Counted {
  keys: number;
  documents: number;
}

/** Reads rows in the order of the table or of an index. Between two steps nothing is held open, so writes may come between. */
export class Scanner {
  readonly #sqlite: Sqlite;

  constructor(sqlite: Sqlite) {
    this.#sqlite = sqlite;
  }

  /** All rows, in the order they were stored, or backwards. */
  *table(collection: Collection, backwards: boolean, counted: Counted): Flow<Row> {
    const order = backwards ? 'r < ? ORDER BY r DESC' : 'r > ? ORDER BY r';
    let last = backwards ? Number.MAX_SAFE_INTEGER : -1;
    for (let size = firstChunk; ; size = Math.min(size * 2, largestChunk)) {
      refuseGone(collection);
      const sql = `SELECT r, d FROM c${collection.id} WHERE ${order} LIMIT ?`;
      const { rows, ended } = this.#chunk(collection, sql, last, size);
      counted.documents += rows.length;
      yield rows.map(([r, d]) => new Row(r, d));
      if (ended) return;
      last = rows.at(-1)![0];
    }
  }

  /** The rows whose key lies in an interval, in the order of the index or backwards. */
  *interval(reading: Reading, counted: Counted): Flow<Met> {
    const { collection, index, interval, backwards, wanted } = reading;
    const { low, high } = interval;
    const stop = backwards ? low : high;
    let [k, r]: [Uint8Array, number] = [backwards ? high : low, -1];
    for (let size = wanted; ; size = Math.min(Math.max(size * 2, firstChunk), largestChunk)) {
      refuseGone(collection, index);
      // An index may become multikey between two steps.
      const sql = sqlOf({ ...reading, keyed: reading.keyed || index.multikey });
      const { rows, ended } = this.#chunk(collection, sql, k, r, stop, size);
      counted.keys += rows.length;
      counted.documents += rows.length;
      yield rows;
      if (ended) return;
      const [last, d, key] = rows.at(-1)!;
      [k, r] = [key ?? keysOf(decode(d), index)[0]!, last];
    }
  }

  /** How many keys lie in an interval; stops counting at `most`. */
  countKeys(collection: Collection, index: Index, { low, high }: Interval, most: number): number {
    const sql = `SELECT count(*) n FROM (SELECT 1 FROM ${tableOf(collection, index)} WHERE k >= ? AND k < ? LIMIT ?)`;
    return this.#sqlite.get<{ n: number }>(sql, low, high, most)!.n;
  }

  /** Counts all keys in an interval, without looking at the documents. */
  *countAll(collection: Collection, index: Index, { low, high }: Interval): Steps<number> {
    const rest = `FROM ${tableOf(collection, index)} WHERE (k, r) > (?, ?) AND k < ? ORDER BY k, r LIMIT`;
    let total = 0;
    for (let [k, r]: [Uint8Array, number] = [low, -1]; ;) {
      refuseGone(collection, index);
      const sql = `SELECT count(*) n FROM (SELECT 1 ${rest} ${countedAtOnce})`;
      const { n } = this.#sqlite.get<{ n: number }>(sql, k, r, high)!;
      total += n;
      if (n < countedAtOnce) return total;
      const last = `SELECT k, r ${rest} 1 OFFSET ${countedAtOnce - 1}`;
      [[k, r]] = this.#sqlite.lists<[Uint8Array, number]>(last, k, r, high) as [[Uint8Array, number]];
      yield;
    }
  }

  /** Up to `size` rows, fewer when they are large; `ended` says that there are no more. */
  #chunk(
    collection: Collection,
    sql: string,
    ...values: [...SQLInputValue[], number]
  ): { rows: Met[]; ended: boolean } {
    const size = values.at(-1) as number;
    // All at once takes half the time of one by one, but could be 16 MB times `size`.
    const { largest } = collection;
    if (largest > 0 && largest * size <= chunkBytes) {
      const rows = this.#sqlite.lists<Met>(sql, ...values);
      for (const [, d] of rows) noteSize(collection, d);
      return { rows, ended: rows.length < size };
    }
    const rows: Met[] = [];
    let bytes = 0;
    for (const row of this.#sqlite.iterate<Met>(sql, ...values)) {
      rows.push(row);
      bytes += row[1].length;
      noteSize(collection, row[1]);
      if (bytes > chunkBytes) return { rows, ended: false };
    }
    return { rows, ended: rows.length < size };
  }
}

/** Remembers how large documents of a collection are. */
export function noteSize(collection: Collection, document: Uint8Array): void {
  if (document.length > collection.largest) collection.largest = document.length;
}

const tableOf = (collection: Collection, index: Index): string =>
  index.id === 0 ? `c${collection.id}` : `x${index.id}`;

/** The rows of a reading from a key and row number on. */
function sqlOf({ collection, index, backwards, keyed }: Reading): string {
  const within = backwards ? '(x.k, x.r) < (?, ?) AND x.k >= ?' : '(x.k, x.r) > (?, ?) AND x.k < ?';
  const way = backwards ? ' DESC' : '';
  // CROSS JOIN keeps SQLite from turning the join round.
  const join = index.id === 0 ? '' : `CROSS JOIN c${collection.id} c ON c.r = x.r`;
  return `SELECT x.r, d${keyed ? ', x.k' : ''} FROM ${tableOf(collection, index)} x ${join} WHERE ${within} ORDER BY x.k${way}, x.r${way} LIMIT ?`;
}

/** Between two steps of a command others may have dropped what it works on. */
export function refuseGone(collection: Collection, index?: Index): void {
  if (collection.dropped)
    throw new CommandError('QueryPlanKilled', `collection ${collection.db}.${collection.name} was dropped`);
  if (index?.dropped) throw new CommandError('QueryPlanKilled', `index ${index.name} was dropped`);
}
