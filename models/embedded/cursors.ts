import { randomBytes } from 'node:crypto';
import { Long } from 'bson';
import { CommandError } from './errors.ts';
import { listed, type Flow, type Steps } from './flow.ts';
import { encode, encodeAround, encodeWithList, maxDocumentBytes } from './value/bson.ts';
import type { Document } from './value/values.ts';

/** An open answer: what is left of it comes with `getMore`. */
interface Cursor {
  id: bigint;
  namespace: string;
  flow: Flow<Uint8Array>;
  /** What was read but did not fit into the last batch. */
  held: Uint8Array[];
  ended: boolean;
  /** By a clock that nobody sets. */
  usedAt: number;
  timeless: boolean;
  busy: boolean;
}

/**
 * How long a cursor may lie unused, how many there may be, and how many bytes of documents they may hold together, as a
 * guard against clients that forget them.
 */
const idleMs = 10 * 60_000;
const most = 2000;
const mostHeld = 100 * 1024 * 1024;
const firstBatch = 101;

/** How an answer is to be cut into batches; a `timeless` cursor may lie unused as long as it likes. */
interface BatchOptions {
  batchSize?: number | undefined;
  single?: boolean;
  timeless?: boolean;
}

/** The open cursors. */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>();

  /** Answers a query: the first batch, and a cursor for the rest unless a `single` batch is wanted. */
  *start(
    namespace: string,
    flow: Flow<Uint8Array>,
    { batchSize = firstBatch, single = false, timeless = false }: BatchOptions,
  ): Steps<Buffer> {
    const cursor: Cursor = {
      id: 0n,
      namespace,
      flow,
      held: [],
      ended: false,
      usedAt: performance.now(),
      timeless,
      busy: false,
    };
    const { batch, ended } = yield* this.#fill(cursor, batchSize);
    if (ended || single) return reply(0n, namespace, 'firstBatch', batch);
    this.#makeRoom();
    cursor.id = newId();
    this.#open.set(cursor.id, cursor);
    return reply(cursor.id, namespace, 'firstBatch', batch);
  }

  /** The next batch of a cursor; closes it when that was the last. */
  *more(id: bigint, namespace: string, batchSize: number | undefined): Steps<Buffer> {
    const cursor = this.#open.get(id);
    if (!cursor) throw new CommandError('CursorNotFound', `cursor id ${id} not found`);
    if (cursor.namespace !== namespace)
      throw new CommandError(
        13,
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    if (cursor.busy) throw new CommandError('CursorInUse', `cursor id ${id} is already in use`);
    cursor.busy = true;
    try {
      const { batch, ended } = yield* this.#fill(cursor, batchSize || Infinity);
      if (ended) this.#open.delete(id);
      return reply(ended ? 0n : id, namespace, 'nextBatch', batch);
    } catch (error) {
      this.#open.delete(id);
      throw error;
    } finally {
      cursor.busy = false;
      cursor.usedAt = performance.now();
    }
  }

  /** Closes a cursor; false when there was none. */
  kill(id: bigint): boolean {
    return this.#open.delete(id);
  }

  killAll(): void {
    this.#open.clear();
  }

  /** Closes cursors nobody asked for during the last ten minutes. */
  killIdle(): void {
    for (const { id, usedAt, timeless, busy } of this.#open.values())
      if (!timeless && !busy && performance.now() - usedAt > idleMs) this.#open.delete(id);
  }

  get count(): number {
    return this.#open.size;
  }

  /** Closes the oldest cursors until there is room for one more. */
  #makeRoom(): void {
    let held = 0;
    for (const cursor of this.#open.values()) held += sizeOf(cursor);
    for (const cursor of this.#open.values()) {
      if (this.#open.size < most && held <= mostHeld) return;
      this.#open.delete(cursor.id);
      held -= sizeOf(cursor);
    }
  }

  /** Takes up to `size` documents and 16 MB from a cursor's flow. */
  *#fill(cursor: Cursor, size: number): Steps<{ batch: Uint8Array[]; ended: boolean }> {
    const batch: Uint8Array[] = [];
    for (let bytes = 0; ;) {
      let taken = 0;
      for (const document of cursor.held) {
        bytes += document.length;
        if (batch.length === size || (batch.length > 0 && bytes > maxDocumentBytes)) {
          cursor.held = cursor.held.slice(taken);
          return { batch, ended: false };
        }
        batch.push(document);
        taken++;
      }
      cursor.held = [];
      if (cursor.ended) return { batch, ended: true };
      if (batch.length === size) return { batch, ended: false };
      const { value, done } = cursor.flow.next();
      if (done) cursor.ended = true;
      else cursor.held = value;
      yield;
    }
  }
}

const sizeOf = ({ held }: Cursor): number => held.reduce((bytes, document) => bytes + document.length, 0);

function newId(): bigint {
  return (randomBytes(8).readBigUInt64LE() & 0x7fffffffffffffffn) | 1n;
}

function reply(id: bigint, ns: string, name: string, batch: Uint8Array[]): Buffer {
  return encodeAround('cursor', encodeWithList(name, batch, { id: Long.fromBigInt(id), ns }), { ok: 1 });
}

/** A flow of documents made on the spot, as those of `listIndexes`. */
export function documentFlow(documents: readonly Document[]): Flow<Uint8Array> {
  return listed(documents.map(encode));
}
