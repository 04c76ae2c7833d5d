import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose, { mongo } from 'mongoose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run, type Program } from '../../test/support/program.ts';
import { connect } from './connect.ts';
import { epoch, renewEpoch } from './epoch.ts';

/** The place moved to is a store of ours on a port of its own, with a password: it answers as a MongoDB does. */
let folder: string;
let there: Program;
let address: string;
let client: mongo.MongoClient;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brink-move-'));
  there = await run('bin/store.ts', {}, /mongodb:\S+/, [join(folder, 'there'), '--port', '0']);
  address = there.said[0];
  client = await new mongo.MongoClient(address).connect();
});
afterEach(async () => {
  await client.close();
  await there.stop();
  await rm(folder, { recursive: true });
});

const dataDir = () => join(folder, 'data');
const target = () => client.db('brink');

/** Opens the data that are to move, for as long as `act` takes. */
async function atHome<T>(act: (db: mongo.Db) => Promise<T>): Promise<T> {
  const store = await connect({ directory: join(dataDir(), 'store'), database: 'brink' });
  try {
    return await act(mongoose.connection.getClient().db('brink'));
  } finally {
    await store.close();
  }
}

const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => ({
    _id: (from + i) as never,
    key: `key ${from + i}`,
    text: 'tekst '.repeat(20),
  }));

/** A village with lines, and things of every kind. */
const aVillage = (count: number) =>
  atHome(async (db) => {
    await db.collection('lines').insertMany(lines(0, count));
    await db.collection('lines').createIndexes([
      { key: { key: 1 }, unique: true },
      { key: { text: 1, key: -1 }, partialFilterExpression: { key: { $exists: true } } },
    ]);
    await db.collection('sessions').insertOne({ until: new Date(0) });
    await db.collection('sessions').createIndexes([{ key: { until: 1 }, expireAfterSeconds: 0 }]);
    await db.collection('odd').insertMany(odd);
    await db.createCollection('empty');
    return epoch();
  });

const { Binary, Decimal128, Double, Int32, Long, ObjectId, Timestamp } = mongo;
const odd = [
  {
    _id: new ObjectId(),
    whole: new Int32(1),
    part: new Double(1),
    large: Long.fromString('1152921504606846977'),
  },
  { _id: 'text' as never, money: Decimal128.fromString('12.50'), nothing: null, zero: new Double(-0) },
  { _id: { channel: 'street', seq: 7 } as never, list: [[], {}, [1, { a: 'b' }]], 2: 'two', 1: 'one' },
  {
    _id: 5 as never,
    bytes: new Binary(Buffer.from([1, 2]), 0),
    pattern: /a.b/i,
    at: new Date(1),
    time: new Timestamp({ t: 1, i: 2 }),
  },
];

/** Types `bin/move` and waits until it says what is expected. */
const typed = (expected: RegExp, more: Record<string, string> = {}, uri = address) =>
  run('bin/move.ts', { DATA_DIR: dataDir(), ...more }, expected, [uri]);

const moved = async () => expect(await (await typed(/All of it is there/)).ended).toBe(0);
const counts = async () => ({
  lines: await target().collection('lines').countDocuments(),
  odd: await target().collection('odd').countDocuments(),
});

test('everything moves: documents of every kind, indexes, and the life of the log', async () => {
  const life = await aVillage(3000);
  const program = await typed(/lines: 3000 documents, 3000 sent now, compared[^]*All of it is there/);
  expect(await program.ended).toBe(0);
  expect(await counts()).toEqual({ lines: 3000, odd: 4 });
  const exact = { promoteValues: false, bsonRegExp: true, sort: { _id: 1 } } as const;
  const [here, gone] = [
    await atHome((db) => db.collection('odd').find({}, exact).toArray()),
    await target().collection('odd').find({}, exact).toArray(),
  ];
  expect(gone.map((one) => mongo.BSON.serialize(one))).toEqual(here.map((one) => mongo.BSON.serialize(one)));
  expect(await target().collection('epoches').findOne()).toMatchObject({ value: life });
  expect(await target().collection('lines').indexes()).toMatchObject([
    { key: { _id: 1 } },
    { key: { key: 1 }, unique: true },
    { key: { text: 1, key: -1 }, partialFilterExpression: { key: { $exists: true } } },
  ]);
  expect(await target().collection('sessions').indexes()).toMatchObject([{}, { expireAfterSeconds: 0 }]);
  expect(await target().listCollections({ name: 'empty' }).toArray()).toHaveLength(1);
});

test('killed half way it is run again, and what had arrived is not sent twice', async () => {
  await aVillage(8_000);
  const killed = await typed(/lines: 1000 of 8000 documents/);
  await killed.kill();
  const arrived = await target().collection('lines').countDocuments();
  expect(arrived).toBeGreaterThanOrEqual(1000);
  expect(arrived).toBeLessThan(8_000);
  // Meanwhile the village lived on: something changed, something went, something came.
  await atHome(async (db) => {
    const here = db.collection('lines');
    await here.updateOne({ _id: 5 as never }, { $set: { text: 'changed' } });
    await here.updateOne({ _id: 6 as never }, { $set: { key: 'other' } });
    await here.deleteOne({ _id: 7 as never });
    await here.insertOne({ _id: 90_000 as never, key: 'key 7' });
  });
  const again = await typed(/lines: 8000 documents, (\d+) sent now, compared[^]*All of it is there/);
  expect(await again.ended).toBe(0);
  expect(Number(again.said[1])).toBeLessThanOrEqual(8_000 - arrived + 3);
  expect(await target().collection('lines').findOne({ key: 'key 7' })).toMatchObject({ _id: 90_000 });
}, 60_000);

test('moved already, it is only compared; where people live by now nothing is written', async () => {
  await aVillage(10);
  await moved();
  await moved();
  await target()
    .collection('lines')
    .updateOne({ _id: 3 as never }, { $set: { text: 'said in the new place' } });
  await expect(typed(/All of it is there/)).rejects.toThrow(
    /code 1 [^]*and lines has changed since. Nothing was written/,
  );
  expect(
    await target()
      .collection('lines')
      .findOne({ _id: 3 as never }),
  ).toMatchObject({ text: 'said in the new place' });
});

test('data of others are not touched', async () => {
  await aVillage(10);
  await target().collection('recipes').insertOne({ title: 'Soep' });
  await expect(typed(/All of it/)).rejects.toThrow(
    /code 1 [^]*there holds other data \(recipes\). Nothing was written/,
  );
  const names = (await target().listCollections().toArray()).map(({ name }) => name);
  expect(names).toEqual(['recipes']);
  // In a database of its own it may stand beside them; here that one is empty.
  await atHome((db) => db.client.db('mook').collection('lines').insertMany(lines(0, 5)));
  const beside = await typed(/All of it/, { MONGODB_DATABASE: 'mook' });
  expect(await beside.ended).toBe(0);
  expect(await client.db('mook').collection('lines').countDocuments()).toBe(5);
});

test('another Brink, or this one before a backup was put back, does not move over the first', async () => {
  await aVillage(10);
  await moved();
  await atHome(renewEpoch);
  await expect(typed(/All of it/)).rejects.toThrow(
    /code 1 [^]*holds another Brink, or this one before a backup/,
  );
});

test('it does not move while Brink runs, to nowhere, or with the wrong password', async () => {
  await expect(typed(/All of it/)).rejects.toThrow(/There is no store in/);
  await aVillage(10);
  const running = await run('bin/store.ts', {}, /mongodb:/, [join(dataDir(), 'store')]);
  await expect(typed(/All of it/)).rejects.toThrow(/code 1 [^]*Brink is running on .* Stop it first/);
  await running.stop();
  const wrong = new URL(address);
  wrong.password = 'x'.repeat(43);
  await expect(typed(/All of it/, {}, wrong.href)).rejects.toThrow(
    /does not let Brink in: the name or the password is wrong/,
  );
  await expect(typed(/All of it/, {}, 'http://example.org')).rejects.toThrow(
    /cannot be used: Invalid scheme/,
  );
  expect(await counts()).toEqual({ lines: 0, odd: 0 });
});
