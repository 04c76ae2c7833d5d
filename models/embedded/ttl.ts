import { changeRows } from './commands/change.ts';
import type { Steps } from './flow.ts';
import { compileFilter } from './query/match.ts';
import type { Store } from './store.ts';
import { plainNumber, type Document } from './value/values.ts';

/** Deletes what has expired, now and then, as long as the store is open; gives a function that stops it. */
export function startExpiry(store: Store): () => void {
  let seconds = 0;
  let running = false;
  const timer = setInterval(() => {
    if (running || ++seconds < store.ttlSeconds) return;
    seconds = 0;
    running = true;
    store.committer.run(expire(store), Infinity, () => (running = false));
  }, 1000);
  return () => clearInterval(timer);
}

/** Deletes the documents whose time is up by an index with `expireAfterSeconds`. */
export function* expire(store: Store): Steps<Document> {
  for (const collection of [...store.catalog.all()])
    for (const index of collection.indexes) {
      const { expireAfterSeconds: seconds } = index.spec;
      if (seconds === undefined || !index.ready || collection.dropped) continue;
      const before = new Date(Date.now() - plainNumber(seconds) * 1000);
      const filter = compileFilter({
        $and: [{ [index.paths[0]!]: { $lte: before } }, index.partialExpression ?? {}],
      });
      const selection = { store, collection, filter, multi: true, hint: index.name };
      yield* changeRows(selection, (row) => store.rows.remove(collection, row));
    }
  store.cursors.killIdle();
  return {};
}
