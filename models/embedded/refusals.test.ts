import { Decimal128, Long } from 'bson';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStore, type OpenStore } from './testing/open-store.ts';

let open: OpenStore;
beforeAll(async () => {
  open = await openStore();
});
beforeEach(() => open.db.collection('c').drop());
afterAll(() => open.end());

const c = () => open.db.collection('c');

test('a transaction is refused as a standalone server refuses it', async () => {
  const session = open.client.startSession();
  await c().insertOne({ a: 1 });
  await expect(session.withTransaction(() => c().insertOne({ a: 2 }, { session }))).rejects.toThrow(
    /retryable writes|Transaction numbers/,
  );
  await session.endSession();
  expect(await c().countDocuments()).toBe(1);
});

test('a change stream is refused as a standalone server refuses it', async () => {
  await expect(c().watch().tryNext()).rejects.toMatchObject({ code: 40573 });
});

test('a session without a transaction, majority and journal are accepted', async () => {
  const session = open.client.startSession();
  await c().insertOne({ a: 1 }, { session, writeConcern: { w: 'majority', j: true } });
  expect(await c().findOne({ a: 1 }, { session, readConcern: { level: 'majority' } })).toMatchObject({
    a: 1,
  });
  await session.endSession();
});

const commands: [string, object, number][] = [
  ['an unknown command', { frobnicate: 1 }, 59],
  ['an unknown option', { find: 'c', frobnicate: 1 }, 40415],
  [
    'an unknown option of an update',
    { update: 'c', updates: [{ q: {}, u: { $set: { a: 1 } }, sort: { a: 1 } }] },
    40415,
  ],
  ['an unknown operator in a filter', { find: 'c', filter: { a: { $frob: 1 } } }, 2],
  ['an unknown operator at the top of a filter', { find: 'c', filter: { $frob: 1 } }, 2],
  ['code in a filter', { find: 'c', filter: { $where: 'true' } }, 115],
  ['full-text search', { find: 'c', filter: { $text: { $search: 'x' } } }, 115],
  ['a search by distance', { find: 'c', filter: { a: { $near: [0, 0] } } }, 115],
  ['an unknown stage', { aggregate: 'c', pipeline: [{ $frob: {} }], cursor: {} }, 40324],
  ['a stage that is not here', { aggregate: 'c', pipeline: [{ $geoNear: {} }], cursor: {} }, 115],
  [
    'an unknown expression',
    { aggregate: 'c', pipeline: [{ $project: { a: { $frob: 1 } } }], cursor: {} },
    168,
  ],
  [
    'code in an expression',
    { aggregate: 'c', pipeline: [{ $project: { a: { $function: {} } } }], cursor: {} },
    115,
  ],
  ['a view', { create: 'v', viewOn: 'c', pipeline: [] }, 115],
  ['a capped collection', { create: 'v', capped: true, size: 1000 }, 115],
  ['a validator', { create: 'v', validator: { a: 1 } }, 115],
  ['a text index', { createIndexes: 'c', indexes: [{ key: { a: 'text' }, name: 'a' }] }, 67],
  [
    'an index on a place in an array',
    { createIndexes: 'c', indexes: [{ key: { 'a.0': 1 }, name: 'a' }] },
    67,
  ],
  ['a hidden index', { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', hidden: true }] }, 197],
  [
    'an index option that is not known',
    { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', frob: 1 }] },
    197,
  ],
  [
    'a partial index by a condition an index cannot follow',
    {
      createIndexes: 'c',
      indexes: [{ key: { a: 1 }, name: 'a', partialFilterExpression: { a: { $ne: 1 } } }],
    },
    67,
  ],
  ['more than one copy', { insert: 'c', documents: [{ a: 1 }], writeConcern: { w: 2 } }, 2],
  ['a read concern that needs a replica set', { find: 'c', readConcern: { level: 'snapshot' } }, 115],
  ['a cursor that is not there', { getMore: Long.fromNumber(5), collection: 'c' }, 43],
  ['an admin command elsewhere', { listDatabases: 1 }, 13],
  ['a bad collection name', { create: 'a$b' }, 73],
  [
    'an update operator that is not known',
    { update: 'c', updates: [{ q: {}, u: { $frob: { a: 1 } }, upsert: true }] },
    9,
  ],
];

test.each(commands)('%s is refused with its code', async (_, command, code) => {
  const answer = await open.db.command(command).catch((error: unknown) => error);
  const [refused = answer] = (answer as { writeErrors?: unknown[] }).writeErrors ?? [];
  expect(refused).toMatchObject({ code });
});

test('what is refused says in a sentence what is not supported', async () => {
  await expect(open.db.command({ create: 'v', viewOn: 'c' })).rejects.toThrow(
    "create with 'viewOn' is not supported by the embedded store",
  );
});

const updates: [string, object, object, number][] = [
  ['two changes of one field', { a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
  ['a change of a field and of one inside it', { a: 1 }, { $set: { a: {} }, $inc: { 'a.b': 1 } }, 40],
  ['adding to a text', { a: 'x' }, { $inc: { a: 1 } }, 14],
  ['adding a text', { a: 1 }, { $inc: { a: 'x' } }, 14],
  ['adding to null', { a: null }, { $inc: { a: 1 } }, 14],
  ['adding a decimal', { a: 1 }, { $inc: { a: Decimal128.fromString('1') } }, 115],
  ['adding beyond 64 bits', { a: Long.MAX_VALUE }, { $inc: { a: 1 } }, 2],
  ['pushing onto what is no list', { a: 1 }, { $push: { a: 1 } }, 2],
  ['a path through a number', { a: 1 }, { $set: { 'a.b': 1 } }, 28],
  ['a named field in a list', { a: [1] }, { $set: { 'a.b': 1 } }, 28],
  ['another _id', { a: 1 }, { $set: { _id: 'other' } }, 66],
  ['an empty step in a path', { a: 1 }, { $set: { 'a..b': 1 } }, 56],
  ['a dollar field', { a: 1 }, { $set: { $b: 1 } }, 52],
  ['a place the filter did not find', { a: [1] }, { $set: { 'a.$': 1 } }, 2],
  ['an element filter that is missing', { a: [1] }, { $set: { 'a.$[x]': 1 } }, 2],
];

test.each(updates)('%s is refused and changes nothing', async (_, before, update, code) => {
  await c().insertOne({ ...before });
  const stored = await c().findOne();
  await expect(c().updateOne({}, update)).rejects.toMatchObject({ code });
  expect(await c().findOne()).toEqual(stored);
});

test('a document that is too large or too deep is refused', async () => {
  let deep: object = {};
  for (let i = 0; i < 120; i++) deep = { deep };
  await expect(c().insertOne(deep)).rejects.toMatchObject({ code: 15 });
  await c().insertOne({ _id: 1 as never, a: 'x'.repeat(15_000_000) });
  await expect(
    c().updateOne({ _id: 1 as never }, { $set: { b: 'x'.repeat(1_900_000) } }),
  ).rejects.toMatchObject({ code: 10334 });
});

test('a name that JavaScript cannot hold is refused', async () => {
  const document = JSON.parse('{ "__proto__": { "a": 1 } }') as object;
  await expect(c().insertOne(document, { checkKeys: false })).rejects.toThrow(
    'a field named __proto__ is not supported',
  );
  expect(({} as { a?: number }).a).toBeUndefined();
});

test('a command that takes longer than it may is ended', async () => {
  await c().insertMany(Array.from({ length: 3000 }, (_, i) => ({ i })));
  const slow = Array.from({ length: 40 }, (_, i) => ({
    $addFields: { [`f${i}`]: { $concat: ['a', { $toString: '$i' }] } },
  }));
  await expect(c().aggregate(slow, { maxTimeMS: 1 }).toArray()).rejects.toMatchObject({ code: 50 });
});

test('an index that documents contradict is not made', async () => {
  await c().insertMany([{ a: 1 }, { a: 1 }]);
  await expect(c().createIndexes([{ key: { a: 1 }, unique: true }])).rejects.toMatchObject({
    code: 11000,
    keyValue: { a: 1 },
  });
  expect(await c().indexes()).toHaveLength(1);
});

test('an index cannot come back with other options', async () => {
  await c().createIndexes([{ key: { a: 1 }, name: 'n' }]);
  await expect(c().createIndexes([{ key: { b: 1 }, name: 'n' }])).rejects.toMatchObject({ code: 86 });
  await expect(c().createIndexes([{ key: { a: 1 }, name: 'm', unique: true }])).rejects.toMatchObject({
    code: 85,
  });
  await expect(c().dropIndex('other')).rejects.toMatchObject({ code: 27 });
  await expect(c().dropIndex('_id_')).rejects.toMatchObject({ code: 72 });
  await expect(open.db.collection('missing').indexes()).rejects.toMatchObject({ code: 26 });
});
