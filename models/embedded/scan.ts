import type { Collection } from './catalog.ts';
import type { Interval } from './bounds.ts';
import { CommandError } from './errors.ts';
import type { Index } from './index-definition.ts';
import { Row } from './rows.ts';
import type { Sqlite } from './sqlite.ts';

/** Work that goes on in steps: gives results, and now and then null, where others may have their turn. */
export type Flow<T> = Generator<T | null, void, undefined>;

/** A row met in an index, with its key there. */
export interface Keyed {
  key: Buffer;
  r: number;
}

const firstChunk = 16;
const largestChunk = 256;
const chunkBytes = 2 * 1024 * 1024;

/** What a scan looks at, for `explain` and for tests. */
export interface Counted {
  keys: number;
  documents: number;
}

/** Reads rows in the order of the table or of an index. Between chunks nothing is held open, so writes may come between. */
export class Scanner {
  readonly #sqlite: Sqlite;

  constructor(sqlite: Sqlite) {
    this.#sqlite = sqlite;
  }

  /** All rows, in the order they were stored, or backwards. */
  *table(collection: Collection, backwards: boolean, counted: Counted): Flow<Row> {
    const sql = backwards
      ? `SELECT r, d FROM c${collection.id} WHERE r < ? ORDER BY r DESC LIMIT ?`
      : `SELECT r, d FROM c${collection.id} WHERE r > ? ORDER BY r LIMIT ?`;
    let last = backwards ? Number.MAX_SAFE_INTEGER : -1;
    for (let size = firstChunk; ; size = Math.min(size * 2, largestChunk)) {
      refuseGone(collection);
      const rows = this.#chunk<{ r: number; d: Uint8Array }>(sql, [last, size]);
      for (const { r, d } of rows.found) {
        counted.documents++;
        yield new Row(r, d);
      }
      if (rows.found.length === 0) return;
      last = rows.found.at(-1)!.r;
      yield null;
    }
  }

  /** The rows whose key lies in an interval, in the order of the index or backwards. `wanted` sizes the first chunk. */
  *interval(
    collection: Collection,
    index: Index,
    interval: Interval,
    backwards: boolean,
    wanted: number,
    counted: Counted,
  ): Flow<Keyed & { row: Row }> {
    const sql =
      index.id === 0 ? idSql(collection.id, backwards) : indexSql(collection.id, index.id, backwards);
    let edge: [Uint8Array, number] = backwards ? [interval.high, -1] : [interval.low, -1];
    const stop = backwards ? interval.low : interval.high;
    for (let size = wanted; ; size = Math.min(Math.max(size * 2, firstChunk), largestChunk)) {
      refuseGone(collection, index);
      const rows = this.#chunk<{ k: Uint8Array; r: number; d: Uint8Array }>(sql, [...edge, stop, size]);
      for (const { k, r, d } of rows.found) {
        counted.keys++;
        counted.documents++;
        yield { key: Buffer.from(k.buffer, k.byteOffset, k.length), r, row: new Row(r, d) };
      }
      if (rows.ended) return;
      const { k, r } = rows.found.at(-1)!;
      edge = [k, r];
      yield null;
    }
  }

  /** How many keys lie in an interval; stops counting at `most`. */
  countKeys(collection: Collection, index: Index, { low, high }: Interval, most: number): number {
    const table = index.id === 0 ? `c${collection.id}` : `x${index.id}`;
    const sql = `SELECT count(*) n FROM (SELECT 1 FROM ${table} WHERE k >= ? AND k < ? LIMIT ?)`;
    return this.#sqlite.get<{ n: number }>(sql, low, high, most)!.n;
  }

  /** Counts the keys in an interval in steps, without looking at the documents; gives the number last. */
  *countAll(collection: Collection, index: Index, { low, high }: Interval, counted: Counted): Flow<number> {
    const table = index.id === 0 ? `c${collection.id}` : `x${index.id}`;
    const sql = `SELECT k, r FROM ${table} WHERE (k, r) > (?, ?) AND k < ? ORDER BY k, r LIMIT 4000`;
    let total = 0;
    for (let edge: [Uint8Array, number] = [low, -1]; ;) {
      refuseGone(collection, index);
      const rows = this.#sqlite.all<{ k: Uint8Array; r: number }>(sql, ...edge, high);
      total += rows.length;
      counted.keys += rows.length;
      if (rows.length < 4000) break;
      edge = [rows.at(-1)!.k, rows.at(-1)!.r];
      yield null;
    }
    yield total;
  }

  /** Up to `size` rows, fewer when they are large; `ended` says that there are no more. */
  #chunk<T extends { d: Uint8Array }>(
    sql: string,
    values: (Uint8Array | number)[],
  ): { found: T[]; ended: boolean } {
    const size = values.at(-1) as number;
    const found: T[] = [];
    let bytes = 0;
    for (const row of this.#sqlite.iterate<T>(sql, ...values)) {
      found.push(row);
      bytes += row.d.length;
      if (bytes > chunkBytes) return { found, ended: false };
    }
    return { found, ended: found.length < size };
  }
}

function idSql(collection: number, backwards: boolean): string {
  return backwards
    ? `SELECT k, r, d FROM c${collection} WHERE (k, r) < (?, ?) AND k >= ? ORDER BY k DESC LIMIT ?`
    : `SELECT k, r, d FROM c${collection} WHERE (k, r) > (?, ?) AND k < ? ORDER BY k LIMIT ?`;
}

/** CROSS JOIN keeps SQLite from turning the join round. */
function indexSql(collection: number, index: number, backwards: boolean): string {
  const from = `SELECT x.k, x.r, c.d FROM x${index} x CROSS JOIN c${collection} c ON c.r = x.r`;
  return backwards
    ? `${from} WHERE (x.k, x.r) < (?, ?) AND x.k >= ? ORDER BY x.k DESC, x.r DESC LIMIT ?`
    : `${from} WHERE (x.k, x.r) > (?, ?) AND x.k < ? ORDER BY x.k, x.r LIMIT ?`;
}

function refuseGone(collection: Collection, index?: Index): void {
  if (collection.dropped)
    throw new CommandError('QueryPlanKilled', `collection ${collection.db}.${collection.name} was dropped`);
  if (index?.dropped) throw new CommandError('QueryPlanKilled', `index ${index.name} was dropped`);
}
