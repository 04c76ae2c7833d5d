import { setTimeout as sleep } from 'node:timers/promises';
import { mongo } from 'mongoose';
import { keptAs, type Act, type Diary, type Kept, type Random } from './diary.ts';
import type { StoreProcess } from './store-process.ts';
import type { Watch } from './kill-moment.ts';

/** How long after the end of a store answers that it has sent may still come in, in ms. */
const graceMs = 1000;
const writeConcern = { w: 'majority', j: true } as const;

/** A client for as many writers, of a store that has been told to open. */
export async function connectTo(store: StoreProcess, writers: number): Promise<mongo.MongoClient> {
  const address = await store.address();
  if (address === undefined) throw new Error(`the store in ${store.directory} ended before it was there`);
  const client = new mongo.MongoClient(address, {
    maxPoolSize: writers + 1,
    retryReads: false,
    retryWrites: false,
  });
  await client.connect();
  return client;
}

/**
 * Lets each writer do one thing after the other, and somebody make and drop an index over and over, until the store is
 * killed. What is acknowledged is noted in the diaries and told to `watch`.
 */
export async function writeUntilKilled(
  store: StoreProcess,
  client: mongo.MongoClient,
  diaries: readonly Diary[],
  random: Random,
  watch: Watch,
): Promise<void> {
  const kept = client.db('crash').collection<Kept>('kept');
  const write = async (): Promise<void> => {
    await kept.createIndexes(firstIndexes);
    watch.hasIndexes = true;
    await Promise.all([
      ...diaries.map((diary) => untilKilled(store, () => writeOne(kept, diary, random, watch))),
      untilKilled(store, () => rebuild(kept, watch)),
    ]);
  };
  // A store that was killed does not come back by itself: nobody need wait for it. What the driver was about to send when
  // its line was closed it never answers, and then its client is never closed either.
  void store.ended.then(() => client.close()).catch(() => undefined);
  await Promise.race([untilKilled(store, write), store.ended.then(() => sleep(graceMs))]);
}

/** Goes on with something until the store is killed; a refusal before that is a fault. */
async function untilKilled(store: StoreProcess, work: () => Promise<void>): Promise<void> {
  try {
    while (!store.killed) await work();
  } catch (error) {
    if (!store.killed) throw error;
  }
}

/** Plain, several keys per document, unique, partial. */
export const firstIndexes: (mongo.IndexDescription & { name: string })[] = [
  { name: 'newest', key: { writer: 1, version: -1 } },
  { name: 'tags', key: { tags: 1 } },
  { name: 'once', key: { writer: 1, nth: 1 }, unique: true },
  { name: 'later', key: { version: 1 }, partialFilterExpression: { version: { $gte: 2 } } },
];

async function writeOne(
  kept: mongo.Collection<Kept>,
  diary: Diary,
  random: Random,
  watch: Watch,
): Promise<void> {
  await perform(kept, diary.begin(random));
  diary.acknowledge();
  watch.acknowledge();
}

async function perform(kept: mongo.Collection<Kept>, { kind, ids, version }: Act): Promise<unknown> {
  const _id = ids[0]!;
  const { _id: _, writer, nth, ...changing } = keptAs(_id, version);
  switch (kind) {
    case 'insert':
      return kept.insertMany(
        ids.map((id) => keptAs(id, version)),
        { writeConcern },
      );
    case 'delete':
      return kept.deleteOne({ _id }, { writeConcern });
    case 'update':
      return kept.updateOne({ _id }, { $set: changing }, { writeConcern });
    case 'upsert':
      return kept.replaceOne({ _id }, { writer, nth, ...changing }, { upsert: true, writeConcern });
  }
}

/** Makes and drops an index over and over, so that some are cut off in the middle. */
async function rebuild(kept: mongo.Collection<Kept>, watch: Watch): Promise<void> {
  watch.isBuilding = true;
  await kept.createIndexes([{ key: { text: 1 } }]);
  watch.isBuilding = false;
  await kept.dropIndex('text_1');
}
