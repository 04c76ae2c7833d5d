import type { SQLInputValue } from 'node:sqlite';
import type { Interval } from './bounds.ts';
import type { Collection } from './catalog.ts';
import { CommandError } from './errors.ts';
import type { Flow, Steps } from './flow.ts';
import type { Index } from './index-definition.ts';
import { Row } from './row.ts';
import type { Sqlite } from './sqlite.ts';

/** A row met in an index, with its key there. */
export interface Keyed {
  k: Uint8Array;
  r: number;
  d: Uint8Array;
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
      const { rows, ended } = this.#chunk<Omit<Keyed, 'k'>>(
        collection,
        `SELECT r, d FROM c${collection.id} WHERE ${order} LIMIT ?`,
        last,
        size,
      );
      counted.documents += rows.length;
      yield rows.map(({ r, d }) => new Row(r, d));
      if (ended) return;
      last = rows.at(-1)!.r;
    }
  }

  /** The rows whose key lies in an interval, in the order of the index or backwards. `wanted` sizes the first step. */
  *interval(
    collection: Collection,
    index: Index,
    { low, high }: Interval,
    backwards: boolean,
    wanted: number,
    counted: Counted,
  ): Flow<Keyed> {
    const sql =
      index.id === 0 ? idSql(collection.id, backwards) : indexSql(collection.id, index.id, backwards);
    let [k, r]: [Uint8Array, number] = [backwards ? high : low, -1];
    const stop = backwards ? low : high;
    for (let size = wanted; ; size = Math.min(Math.max(size * 2, firstChunk), largestChunk)) {
      refuseGone(collection, index);
      const { rows, ended } = this.#chunk<Keyed>(collection, sql, k, r, stop, size);
      counted.keys += rows.length;
      counted.documents += rows.length;
      yield rows;
      if (ended) return;
      ({ k, r } = rows.at(-1)!);
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
      ({ k, r } = this.#sqlite.get<Omit<Keyed, 'd'>>(last, k, r, high)!);
      yield;
    }
  }

  /** Up to `size` rows, fewer when they are large; `ended` says that there are no more. */
  #chunk<T extends { d: Uint8Array }>(
    collection: Collection,
    sql: string,
    ...values: [...SQLInputValue[], number]
  ): { rows: T[]; ended: boolean } {
    const size = values.at(-1) as number;
    // All at once takes half the time of one by one, but could be 16 MB times `size`.
    const { largest } = collection;
    if (largest > 0 && largest * size <= chunkBytes) {
      const rows = this.#sqlite.all<T>(sql, ...values);
      for (const { d } of rows) noteSize(collection, d);
      return { rows, ended: rows.length < size };
    }
    const rows: T[] = [];
    let bytes = 0;
    for (const row of this.#sqlite.iterate<T>(sql, ...values)) {
      rows.push(row);
      bytes += row.d.length;
      noteSize(collection, row.d);
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

function idSql(collection: number, backwards: boolean): string {
  const order = backwards
    ? '(k, r) < (?, ?) AND k >= ? ORDER BY k DESC'
    : '(k, r) > (?, ?) AND k < ? ORDER BY k';
  return `SELECT k, r, d FROM c${collection} WHERE ${order} LIMIT ?`;
}

/** CROSS JOIN keeps SQLite from turning the join round. */
function indexSql(collection: number, index: number, backwards: boolean): string {
  const order = backwards
    ? '(x.k, x.r) < (?, ?) AND x.k >= ? ORDER BY x.k DESC, x.r DESC'
    : '(x.k, x.r) > (?, ?) AND x.k < ? ORDER BY x.k, x.r';
  return `SELECT x.k, x.r, c.d FROM x${index} x CROSS JOIN c${collection} c ON c.r = x.r WHERE ${order} LIMIT ?`;
}

/** Between two steps of a command others may have dropped what it works on. */
export function refuseGone(collection: Collection, index?: Index): void {
  if (collection.dropped)
    throw new CommandError('QueryPlanKilled', `collection ${collection.db}.${collection.name} was dropped`);
  if (index?.dropped) throw new CommandError('QueryPlanKilled', `index ${index.name} was dropped`);
}
