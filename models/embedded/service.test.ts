import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStore, type OpenStore } from './testing/open-store.ts';

let open: OpenStore;
beforeAll(async () => {
  open = await openStore();
});
beforeEach(() => c().drop());
afterAll(() => open.end());

interface Line {
  _id: number;
  text?: string;
  group?: number;
  n?: number;
  until?: Date | string;
  large?: string;
}

const c = () => open.db.collection<Line>('c');
const fill = (count: number) =>
  c().insertMany(
    Array.from({ length: count }, (_, _id) => ({ _id, text: `line ${_id} `.repeat(5), group: _id % 7 })),
  );
async function openCursors(): Promise<number> {
  const { metrics } = (await open.db.command({ serverStatus: 1 })) as ServerStatus;
  return metrics.cursor.open.total;
}

interface ServerStatus {
  metrics: { cursor: { open: { total: number } } };
}

test('a long answer comes in batches, in order, each document once', async () => {
  await fill(2500);
  const found = await c().find().sort({ _id: 1 }).batchSize(100).toArray();
  expect(found.map(({ _id }) => _id)).toEqual(Array.from({ length: 2500 }, (_, i) => i));
  expect(await openCursors()).toBe(0);
});

test('a cursor goes on past documents written and deleted meanwhile', async () => {
  await fill(1000);
  const cursor = c().find().sort({ _id: 1 }).batchSize(100);
  const first = await cursor.next();
  await c().deleteMany({ _id: { $gte: 500, $lt: 900 } });
  await c().insertOne({ _id: 5000 });
  const rest = (await cursor.toArray()).map(({ _id }) => _id);
  expect([first!._id, ...rest].filter((id) => id < 300)).toHaveLength(300);
  expect(rest).toContain(999);
  expect(rest).toContain(5000);
});

test('a cursor that is closed early is forgotten, and one on a dropped collection ends with a sentence', async () => {
  await fill(500);
  const cursor = c().find().batchSize(10);
  await cursor.next();
  expect(await openCursors()).toBe(1);
  await cursor.close();
  expect(await openCursors()).toBe(0);
  const other = c().find().batchSize(10);
  await other.next();
  await c().drop();
  await expect(other.toArray()).rejects.toMatchObject({ code: 175 });
});

test('large documents come in batches that fit', async () => {
  const large = 'x'.repeat(6_000_000);
  for (let _id = 0; _id < 4; _id++) await c().insertOne({ _id, large });
  expect((await c().find().toArray()).map(({ _id }) => _id)).toEqual([0, 1, 2, 3]);
});

test('while long work goes on, others are answered', async () => {
  await fill(20_000);
  let working = true;
  const work = Promise.all([
    c().countDocuments({ text: /nothing/ }),
    c()
      .aggregate([{ $group: { _id: '$text', n: { $sum: 1 } } }, { $sort: { n: 1, _id: -1 } }])
      .toArray(),
    c().find().sort({ text: -1 }).toArray(),
    c().createIndexes([{ key: { text: 1, group: -1 } }]),
  ]).finally(() => (working = false));
  let answered = 0;
  while (working) {
    await open.db.command({ ping: 1 });
    answered++;
  }
  const [none, groups, sorted] = await work;
  expect([none, groups.length, sorted.length]).toEqual([0, 20_000, 20_000]);
  expect(answered).toBeGreaterThan(20);
});

test('an index built while others write holds everything, and keeps duplicates out', async () => {
  await fill(5000);
  const building = c().createIndexes([{ key: { group: 1, text: 1 }, unique: true }]);
  const writing = Promise.all(
    Array.from({ length: 200 }, (_, i) => c().insertOne({ _id: 10_000 + i, text: `late ${i}`, group: 1 })),
  );
  await Promise.all([
    building,
    writing,
    c().updateMany({ _id: { $lt: 100 } }, { $set: { group: 99 } }),
    c().deleteMany({ _id: { $gte: 4900, $lt: 5000 } }),
  ]);
  expect(await c().countDocuments({ group: 99 }, { hint: 'group_1_text_1' })).toBe(100);
  expect(await c().countDocuments({}, { hint: 'group_1_text_1' })).toBe(await c().estimatedDocumentCount());
  await expect(c().insertOne({ _id: -1, group: 1, text: 'late 7' })).rejects.toMatchObject({ code: 11000 });
});

test('two who make the same index at the same time both succeed', async () => {
  await fill(3000);
  const names = await Promise.all([1, 2, 3].map(() => c().createIndexes([{ key: { text: 1 } }])));
  expect(names.flat()).toEqual(['text_1', 'text_1', 'text_1']);
  expect(await c().indexes()).toHaveLength(2);
});

test('documents are deleted when their time is up', async () => {
  await c().createIndexes([{ key: { until: 1 }, expireAfterSeconds: 10 }]);
  await c().insertMany([
    { _id: 1, until: new Date(Date.now() - 60_000) },
    { _id: 2, until: new Date() },
    { _id: 3, until: 'never' },
    { _id: 4 },
  ]);
  await open.client.db('admin').command({ setParameter: 1, ttlMonitorSleepSecs: 1 });
  while ((await c().estimatedDocumentCount()) > 3) await open.db.command({ ping: 1 });
  expect(await c().distinct('_id')).toEqual([2, 3, 4]);
});

test('many writers at once are all kept', async () => {
  const writers = Array.from({ length: 32 }, (_, writer) =>
    Promise.all(Array.from({ length: 20 }, (_, i) => c().insertOne({ _id: writer * 100 + i }))),
  );
  await Promise.all(writers);
  expect(await c().countDocuments()).toBe(640);
});

test('a counter raised by many at once has counted all of them', async () => {
  await Promise.all(
    Array.from({ length: 200 }, () => c().updateOne({ _id: 1 }, { $inc: { n: 1 } }, { upsert: true })),
  );
  expect(await c().findOne()).toEqual({ _id: 1, n: 200 });
});

test('a test can let commands fail, and the driver reads again', async () => {
  await fill(3);
  const fail = (mode: object | string, data: object) =>
    open.client.db('admin').command({ configureFailPoint: 'failCommand', mode, data });
  await fail({ times: 1 }, { failCommands: ['find'], closeConnection: true });
  expect(await c().find().toArray()).toHaveLength(3);
  await fail({ times: 1 }, { failCommands: ['insert'], errorCode: 91 });
  await expect(c().insertOne({ _id: 9 })).rejects.toMatchObject({ code: 91 });
  await fail('off', {});
  await c().insertOne({ _id: 9 });
});
