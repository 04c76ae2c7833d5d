import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { perform } from './commands/index.ts';
import { rowsFor } from './plan/walk.ts';
import { compileFilter } from './query/match.ts';
import { readSort } from './query/sort.ts';
import { DirectStore } from './testing/direct-store.ts';
import { openStore } from './testing/open-store.ts';
import { decode, encode } from './value/bson.ts';
import { plainNumber, type Document } from './value/values.ts';

let direct: DirectStore;
beforeEach(() => {
  direct = new DirectStore();
});
afterEach(() => direct.end());

const place = fc.integer({ min: 0, max: 60 });
const value = fc.oneof(place, fc.uniqueArray(place, { maxLength: 3 }));
/** What somebody else does between two steps: a new document, another value for one that moves, or its end. */
const act = fc.oneof(
  fc.record({ insert: value }),
  fc.record({ set: value, of: fc.nat(9) }),
  fc.record({ remove: fc.nat(9) }),
);
const scene = fc.record({
  stay: fc.array(value, { minLength: 20, maxLength: 120 }),
  index: fc.constantFrom({ a: 1 }, { a: -1 }, { a: 1, b: 1 }),
  filter: fc.constantFrom({ a: { $gte: 0 } }, { a: { $gte: 5, $lt: 50 } }, { a: { $in: [1, 2, 3, 30] } }, {}),
  sort: fc.constantFrom(undefined, { a: 1 }, { a: -1 }, { b: 1 }),
  meanwhile: fc.array(fc.array(act, { maxLength: 4 }), { maxLength: 12 }),
});
type Act = { insert: unknown } | { set: unknown; of: number } | { remove: number };

test('whatever others write while somebody reads, what stays as it is comes once', () => {
  fc.assert(
    fc.property(scene, ({ stay, index, filter, sort, meanwhile }) => {
      direct.run({ drop: 'c' });
      direct.run({ createIndexes: 'c', indexes: [{ key: index, name: 'a' }] });
      const staying = stay.map((a, i) => ({ _id: `stays-${i}`, a, b: i % 7 }));
      const moving = Array.from({ length: 10 }, (_, i) => ({ _id: `moves-${i}`, a: i * 6, b: i }));
      direct.run({ insert: 'c', documents: [...staying, ...moving] });
      const seen: unknown[] = [];
      const query = { filter: compileFilter(filter), sort: sort && readSort(sort) };
      let steps = 0;
      for (const rows of rowsFor(direct.store.scanner, direct.collection(), query)) {
        for (const { document } of rows) seen.push(document['_id']);
        for (const one of meanwhile[steps] ?? []) write(one);
        expect(++steps).toBeLessThan(400);
      }
      const wanted = staying.filter((document) => compileFilter(filter).test(decode(encode(document))));
      expect(seen.filter((id) => String(id).startsWith('stays')).sort()).toEqual(
        wanted.map(({ _id }) => _id).sort(),
      );
    }),
    { numRuns: 400 },
  );
});

let made = 0;
function write(one: Act): void {
  if ('insert' in one)
    direct.run({ insert: 'c', documents: [{ _id: `new-${made++}`, a: one.insert, b: 3 }] });
  else if ('set' in one)
    direct.run({ update: 'c', updates: [{ q: { _id: `moves-${one.of}` }, u: { $set: { a: one.set } } }] });
  else direct.run({ delete: 'c', deletes: [{ q: { _id: `moves-${one.remove}` }, limit: 1 }] });
}

test('a cursor gives all that was there while an index gets its first document with several values', async () => {
  const open = await openStore();
  try {
    const c = open.db.collection<{ _id: number; a: unknown }>('c');
    await c.createIndexes([{ key: { a: 1 } }]);
    await c.insertMany(Array.from({ length: 200 }, (_, i) => ({ _id: i, a: i * 10 })));
    const cursor = c.find({ a: { $gte: 0 } }).batchSize(16);
    const first = await cursor.next();
    await c.insertOne({ _id: 1000, a: [1500, 465] });
    const rest = await cursor.toArray();
    const ids = [first!, ...rest].map(({ _id }) => _id).filter((id) => id < 1000);
    expect(ids).toEqual(Array.from({ length: 200 }, (_, i) => i));
  } finally {
    await open.end();
  }
});

test('an update of many changes a document once, though somebody moves it on while it is looked for', () => {
  direct.run({ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a' }] });
  direct.run({
    insert: 'c',
    documents: Array.from({ length: 200 }, (_, i) => ({ _id: i, a: i * 10, n: 0 })),
  });
  const updates = [{ q: { a: { $gte: 0 } }, u: { $inc: { n: 1 } }, multi: true }];
  const body = decode(encode({ update: 'c', updates, $db: 'test' }));
  const call = { store: direct.store, name: 'update', db: 'test', body, lists: new Map(), connection: 2 };
  const work = perform(call);
  work.next();
  direct.run({ update: 'c', updates: [{ q: { _id: 3 }, u: { $set: { a: 1501 } } }] });
  let answer: Document | undefined;
  while (!answer) {
    const { value: bytes, done } = work.next();
    if (done) answer = decode(bytes);
  }
  expect(plainNumber(answer['n'])).toBe(200);
  expect(plainNumber(direct.find({ _id: 3 })[0]!['n'])).toBe(1);
});

test('letters that are none are refused alone: what was written before them stays', () => {
  const wrong = encode({ _id: 2, text: 'is it so?' });
  wrong[wrong.indexOf('?')] = 0xff;
  const documents = [encode({ _id: 1 }), wrong];
  const body = decode(encode({ insert: 'c', $db: 'test' }));
  const lists = new Map([['documents', documents]]);
  const work = perform({ store: direct.store, name: 'insert', db: 'test', body, lists, connection: 2 });
  const { writeErrors } = decode(work.next().value as Uint8Array);
  expect((writeErrors as Document[]).map(({ code }) => plainNumber(code))).toEqual([22]);
  expect(direct.find({})).toHaveLength(1);
});
