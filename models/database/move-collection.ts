import { createHash } from 'node:crypto';
import { mongo } from 'mongoose';

/** Hears one line on how far something is. */
export type Tell = (line: string) => void;

type Line = mongo.BSON.Document & { _id: mongo.ObjectId };
type Collection = mongo.Collection;

/** How much is sent at a time: documents, and bytes. */
const most = 1000;
const mostBytes = 8_000_000;
const tellEveryMs = 1000;

/**
 * Makes the documents of a collection the same on another server: sends what is not there or differs, takes away what an
 * earlier try left over, then reads all of it there and compares. Indexes there are dropped first.
 */
export async function copyCollection(source: Collection, target: Collection, tell: Tell): Promise<void> {
  const name = source.collectionName;
  const all = await source.estimatedDocumentCount();
  await target.db.createCollection(name).catch(refuseAllBut(alreadyThere));
  await target.dropIndexes();
  const say = seldom(tell);
  let sent = 0;
  const { count, sum } = await read(source, async (batch, count) => {
    sent += await send(target, batch);
    say(`${name}: ${count} of ${all} documents`);
  });
  await removeOthers(source, target, count);
  const there = await read(target);
  if (there.count !== count || there.sum !== sum)
    throw new Error(
      `${name} holds ${there.count} documents there, ${count} here, and they are not the same. Run this again`,
    );
  tell(`${name}: ${count} documents, ${sent} sent now, compared`);
}

/** Whether both hold the same. */
export async function sameDocuments(source: Collection, target: Collection, tell: Tell): Promise<boolean> {
  const [here, there] = [await read(source), await read(target)];
  if (here.count !== there.count || here.sum !== there.sum) return false;
  tell(`${source.collectionName}: ${here.count} documents, compared`);
  return true;
}

const alreadyThere = 48;
const refuseAllBut = (code: number) => (error: unknown) => {
  if (!(error instanceof mongo.MongoServerError) || error.code !== code) throw error;
};

/** Every number keeps its type, as an Int32 and a Double may be the same and yet not equal. */
const exact = { promoteValues: false, bsonRegExp: true } as const;

/** Reads all documents in the order of `_id`, in batches; gives their number and the SHA-256 of all of them. */
async function read(
  collection: Collection,
  take: (batch: Line[], count: number) => Promise<void> = async () => undefined,
): Promise<{ count: number; sum: string }> {
  const sum = createHash('sha256');
  let [count, bytes] = [0, 0];
  let batch: Line[] = [];
  const cursor = collection.find({}, { ...exact, sort: { _id: 1 }, batchSize: most });
  for await (const document of cursor as AsyncIterable<Line>) {
    const whole = mongo.BSON.serialize(document);
    sum.update(whole);
    batch.push(document);
    bytes += whole.length;
    count++;
    if (batch.length < most && bytes < mostBytes) continue;
    await take(batch, count);
    [batch, bytes] = [[], 0];
  }
  if (batch.length > 0) await take(batch, count);
  return { count, sum: sum.digest('hex') };
}

/** Sends those of a batch that are not there as they are here; gives their number. */
async function send(target: Collection, batch: Line[]): Promise<number> {
  const there = await find(target, batch);
  const missing = batch.filter((document) => !there.get(idOf(document))?.equals(bytesOf(document)));
  if (missing.length === 0) return 0;
  await target.bulkWrite(
    missing.map((document) => ({
      replaceOne: { filter: { _id: document._id }, replacement: document, upsert: true },
    })),
    { ordered: false, writeConcern: { w: 'majority', j: true } },
  );
  return missing.length;
}

/** Those with the `_id`s of a batch, as bytes. */
async function find(collection: Collection, batch: Line[]): Promise<Map<string, Buffer>> {
  const ids = batch.map(({ _id }) => _id);
  const found = (await collection.find({ _id: { $in: ids } }, exact).toArray()) as Line[];
  return new Map(found.map((document) => [idOf(document), bytesOf(document)]));
}

const bytesOf = (document: mongo.BSON.Document): Buffer => Buffer.from(mongo.BSON.serialize(document));
const idOf = ({ _id }: Line): string => bytesOf({ _id }).toString('latin1');

async function removeOthers(source: Collection, target: Collection, count: number): Promise<void> {
  if ((await target.countDocuments()) === count) return;
  await read(target, async (batch) => {
    const here = await find(source, batch);
    const others = batch.filter((document) => !here.has(idOf(document))).map(({ _id }) => _id);
    if (others.length > 0) await target.deleteMany({ _id: { $in: others } });
  });
}

/** Lets a line through at once, then one a second. */
function seldom(tell: Tell): Tell {
  let last = -Infinity;
  return (line) => {
    if (performance.now() - last < tellEveryMs) return;
    last = performance.now();
    tell(line);
  };
}
