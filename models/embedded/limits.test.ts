import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Cursors } from './cursors.ts';
import { listed, type Steps } from './flow.ts';
import { openStore, type OpenStore } from './testing/open-store.ts';
import { encode } from './value/bson.ts';

let open: OpenStore;
beforeAll(async () => {
  open = await openStore();
  await insertLarge();
});
beforeEach(() => c().drop());
afterAll(() => open.end());

interface Line {
  _id: number;
  text?: string;
  i?: number;
}

const c = () => open.db.collection<Line>('c');
/** Twelve times ten megabytes, more than a stage may hold. */
const large = () => open.db.collection<Line>('large');

async function insertLarge(): Promise<void> {
  for (let _id = 0; _id < 12; _id++) await large().insertOne({ _id, text: `${_id}`.padEnd(10_000_000, '-') });
}

const memoryExceeded = { code: 292, codeName: 'QueryExceededMemoryLimitNoDiskUseAllowed' };

test.each([
  ['a sort', [{ $sort: { text: 1 } }]],
  ['a group that holds everything', [{ $group: { _id: null, all: { $push: '$text' } } }]],
  ['a facet', [{ $facet: { all: [{ $match: {} }] } }]],
  ['a sample', [{ $sample: { size: 12 } }]],
])('%s that does not fit into memory is refused', async (_, pipeline) => {
  await expect(large().aggregate(pipeline).toArray()).rejects.toMatchObject(memoryExceeded);
});

test('the same sort with a limit fits, since no more is kept than is wanted', async () => {
  const [first] = await large().find().sort({ text: 1 }).limit(1).project({ _id: 1 }).toArray();
  expect(first).toEqual({ _id: 0 });
});

test('what is distinct must fit into one answer', async () => {
  await expect(large().distinct('text')).rejects.toMatchObject({ code: 17217 });
});

test('cursors that hold much are closed before many others', () => {
  const cursors = new Cursors();
  const document = encode({ text: 'x'.repeat(10_000_000) });
  for (let i = 0; i < 50; i++)
    finished(cursors.start('test.c', listed([document, document]), { batchSize: 1 }));
  expect(cursors.count).toBeGreaterThan(5);
  expect(cursors.count).toBeLessThan(15);
});

function finished<T>(work: Steps<T>): T {
  for (;;) {
    const { value, done } = work.next();
    if (done) return value;
  }
}

test('a document of sixteen megabytes is kept, a larger one refused', async () => {
  const most = 16 * 1024 * 1024;
  await c().insertOne({ _id: 1, text: 'x'.repeat(most - 50) });
  const insert = { insert: 'c', documents: [{ _id: 2, text: 'x'.repeat(most) }] };
  const refused = await open.db.command(insert, { ignoreUndefined: true }).catch((error: unknown) => error);
  const [found = refused] = (refused as { writeErrors?: unknown[] }).writeErrors ?? [];
  expect(found).toMatchObject({ code: 10334 });
  await expect(c().updateOne({ _id: 1 }, { $set: { i: 1, text: 'x'.repeat(most) } })).rejects.toThrow();
  expect(await c().countDocuments()).toBe(1);
});

test.each([
  ['a search', { find: 'c', filter: { text: /nothing/ } }],
  ['a count', { count: 'c', query: { text: /nothing/ } }],
  ['distinct values', { distinct: 'c', key: 'text' }],
  ['an update of many', { update: 'c', updates: [{ q: { text: /x/ }, u: { $inc: { i: 1 } }, multi: true }] }],
  ['an index', { createIndexes: 'c', indexes: [{ key: { text: 1 }, name: 'text' }] }],
])('%s that takes longer than it may is ended, and others go on', async (_, command) => {
  await c().insertMany(Array.from({ length: 4000 }, (_, i) => ({ _id: i, text: `x ${i}`, i })));
  await expect(open.db.command({ ...command, maxTimeMS: 1 })).rejects.toMatchObject({ code: 50 });
  expect(await c().indexes()).toHaveLength(1);
  expect(await c().countDocuments({ text: /x/ })).toBe(4000);
});

test.each([-1, 1.5, 'long', 2 ** 31])('a time of %s is refused', async (maxTimeMS) => {
  await expect(open.db.command({ ping: 1, maxTimeMS })).rejects.toMatchObject({ code: 2 });
});
