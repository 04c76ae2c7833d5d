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
