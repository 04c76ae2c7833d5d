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
}

const c = () => open.db.collection<Line>('c');
const fill = (count: number) =>
  c().insertMany(
    Array.from({ length: count }, (_, _id) => ({ _id, text: `line ${_id} `.repeat(5), group: _id % 7 })),
  );

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
