import type { Collection } from '../file/catalog.ts';
import type { Index } from '../file/index-definition.ts';
import { keysOf } from '../file/index-keys.ts';
import type { Steps } from '../flow.ts';
import { uncounted } from '../plan/walk.ts';
import { merged } from '../query/sort.ts';
import type { Store } from '../store.ts';

/** A key, and the row it belongs to. */
interface Entry {
  key: Buffer;
  r: number;
}

/** How many keys are sorted in one step, and how many bytes of them are gathered before they are written. */
const sortedAtOnce = 2048;
const gatheredBytes = 64 * 1024 * 1024;
/** What a key takes in memory beside its bytes. */
const keyOverhead = 150;
/** How many keys are written between two looks at the clock. */
const writtenAtOnce = 64;

/**
 * Fills a new index in steps. Keys are gathered and written in their order, which touches each page of the file once
 * instead of again and again. What others write meanwhile adds its own keys, and is told to us by `index.changed`.
 * A document the index cannot hold ends it with the refusal.
 */
export function* fillIndex(store: Store, collection: Collection, index: Index): Steps<void> {
  const changed = (index.changed = new Set<number>());
  let runs: Entry[][] = [];
  let last: Entry[] = [];
  let bytes = 0;
  try {
    for (const rows of store.scanner.table(collection, false, uncounted())) {
      for (const { r, document } of rows) {
        const keys = keysOf(document, index);
        if (keys.length > 1) store.rows.markMultikey(index);
        for (const key of keys) {
          last.push({ key, r });
          bytes += key.length + keyOverhead;
        }
      }
      yield;
      if (last.length < sortedAtOnce && bytes < gatheredBytes) continue;
      runs.push(last.sort(byKey));
      last = [];
      if (bytes < gatheredBytes) continue;
      yield* write(store, collection, index, runs);
      [runs, bytes] = [[], 0];
      changed.clear();
    }
    yield* write(store, collection, index, [...runs, last.sort(byKey)]);
  } finally {
    index.changed = undefined;
  }
}

const byKey = (a: Entry, b: Entry): number => Buffer.compare(a.key, b.key) || a.r - b.r;

function* write(store: Store, collection: Collection, index: Index, runs: Entry[][]): Steps<void> {
  const changed = index.changed!;
  for (const batch of merged(runs, byKey, writtenAtOnce)) {
    for (const { key, r } of batch) if (!changed.has(r)) store.rows.addKey(collection, index, key, r);
    yield;
  }
  // Of rows that were changed after their keys had been gathered, what was not changed is not in the index yet.
  let seen = 0;
  for (const r of changed) {
    const row = store.rows.read(collection, r);
    if (row) store.rows.index(collection, index, row);
    if (++seen % writtenAtOnce === 0) yield;
  }
}
