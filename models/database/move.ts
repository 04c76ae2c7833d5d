import { isDeepStrictEqual } from 'node:util';
import type { mongo } from 'mongoose';
import { copyCollection, sameDocuments, type Tell } from './move-collection.ts';

/** What stands in a database that a move has begun to fill, so that it knows its own work again. */
type Mark = { _id: 'brink'; life: string; begun: Date; done?: Date };
const marks = (target: mongo.Db) => target.collection<Mark>('moves');

/**
 * Copies every collection and index of a database to another server's, and compares all of it afterwards. Nobody may
 * write to the source meanwhile. Interrupted, it is simply done again: what is there already is not sent twice. A target
 * that was moved to before is only compared, since people may be living there.
 * @param life the epoch of the log that moves
 * @param tell hears how far it is
 * @throws {Error} a sentence, when the target holds what is not ours or does not hold in the end what it should
 */
export async function move(source: mongo.Db, target: mongo.Db, life: string, tell: Tell): Promise<void> {
  const names = await collectionsOf(source);
  const mark = await markOf(target, life);
  if (mark?.done) {
    const changed = await firstDifference(source, target, names, tell);
    if (changed === undefined) return;
    throw new Error(
      `This Brink moved there on ${mark.done.toISOString()}, and ${changed} has changed since. Nothing was written. To move again, drop the database ${target.databaseName} there first`,
    );
  }
  await marks(target).updateOne(
    { _id: 'brink' },
    { $set: { life }, $setOnInsert: { begun: new Date() } },
    sure,
  );
  for (const name of names) {
    await copyCollection(source.collection(name), target.collection(name), tell);
    await copyIndexes(source.collection(name), target.collection(name));
  }
  await dropOthers(target, names);
  await marks(target).updateOne({ _id: 'brink' }, { $set: { done: new Date() } }, sure);
}

const sure = { upsert: true, writeConcern: { w: 'majority', j: true } } as const;

async function collectionsOf(db: mongo.Db): Promise<string[]> {
  const found = await db.listCollections({}, { nameOnly: true }).toArray();
  return found
    .map(({ name }) => name)
    .filter((name) => !/^(system\.|moves$)/.test(name))
    .sort();
}

/** The mark of our own earlier move, or none in a database that is empty. */
async function markOf(target: mongo.Db, life: string): Promise<Mark | null> {
  const mark = await marks(target).findOne({ _id: 'brink' });
  if (mark?.life === life) return mark;
  if (mark)
    throw new Error(
      `The database ${target.databaseName} there holds another Brink, or this one before a backup was put back. ${another}`,
    );
  for (const name of await collectionsOf(target))
    if (await target.collection(name).findOne({}, { projection: { _id: 1 } }))
      throw new Error(`The database ${target.databaseName} there holds other data (${name}). ${another}`);
  return null;
}

const another =
  'Nothing was written. Give Brink a database of its own with MONGODB_DATABASE, or drop that one';

/** The first of these collections that holds other documents there, if any. */
async function firstDifference(
  source: mongo.Db,
  target: mongo.Db,
  names: string[],
  tell: Tell,
): Promise<string | undefined> {
  for (const name of names)
    if (!(await sameDocuments(source.collection(name), target.collection(name), tell))) return name;
  return undefined;
}

/** Made after the documents: then no older document is in the way of a unique one, and none expires before it is compared. */
async function copyIndexes(source: mongo.Collection, target: mongo.Collection): Promise<void> {
  const wanted = await indexesOf(source);
  if (wanted.length > 0) await target.createIndexes(wanted);
  const made = await indexesOf(target);
  if (!isDeepStrictEqual(new Set(wanted), new Set(made)))
    throw new Error(`The indexes of ${source.collectionName} differ there. Run this again`);
}

/** The indexes beside that on `_id`, without the number of their format, which each server chooses. */
async function indexesOf(collection: mongo.Collection): Promise<mongo.IndexDescription[]> {
  const found = (await collection.indexes()) as (mongo.IndexDescription & { v?: number })[];
  return found.map(({ v: _, ...index }) => index).filter(({ name }) => name !== '_id_');
}

/** A collection of an earlier, interrupted move that is no longer in the source. */
async function dropOthers(target: mongo.Db, names: string[]): Promise<void> {
  for (const name of await collectionsOf(target))
    if (!names.includes(name)) await target.dropCollection(name);
}
