import type { Collection } from './catalog.ts';
import { deleteMatching } from './commands/write.ts';
import type { Work } from './committer.ts';
import type { Steps } from './flow.ts';
import type { Index } from './index-definition.ts';
import { compileFilter } from './match.ts';
import type { Store } from './store.ts';

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
export function* expire(store: Store): Work {
  for (const collection of [...store.catalog.all()])
    for (const index of collection.indexes)
      if (index.ready && index.spec['expireAfterSeconds'] !== undefined)
        yield* expireBy(store, collection, index);
  store.cursors.killIdle();
  return {};
}

function* expireBy(store: Store, collection: Collection, index: Index): Steps<void> {
  const before = new Date(Date.now() - Number(String(index.spec['expireAfterSeconds'])) * 1000);
  const filter = compileFilter({
    $and: [{ [index.paths[0]!]: { $lte: before } }, index.partialExpression ?? {}],
  });
  if (!collection.dropped) yield* deleteMatching(store, collection, filter, index.name, true);
}
