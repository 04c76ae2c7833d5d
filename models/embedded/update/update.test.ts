import { Double, Int32, Long } from 'bson';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DirectStore } from '../testing/direct-store.ts';
import type { Document } from '../value/values.ts';

let direct: DirectStore;
beforeAll(() => {
  direct = new DirectStore();
});
beforeEach(() => direct.run({ drop: 'c' }));
afterAll(() => direct.end());

const plain = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (_, part: unknown) =>
      (part as { _bsontype?: string } | null)?._bsontype ? Number(String(part)) : part,
    ),
  );

test('numbers keep and grow their types as MongoDB lets them', () => {
  direct.run({
    insert: 'c',
    documents: [{ _id: 1, int: new Int32(2 ** 31 - 1), long: Long.fromNumber(5), double: new Double(2) }],
  });
  direct.run({ update: 'c', updates: [{ q: {}, u: { $inc: { int: 1, long: 1, double: 1 } } }] });
  const [document] = direct.find({});
  expect(document!['int']).toEqual(Long.fromNumber(2 ** 31));
  expect(document!['long']).toEqual(Long.fromNumber(6));
  expect(document!['double']).toEqual(new Double(3));
  direct.run({ update: 'c', updates: [{ q: {}, u: { $set: { other: 1 } } }] });
  expect(direct.find({ double: { $type: 'double' }, long: { $type: 'long' } })).toHaveLength(1);
});

test('an update that changes nothing says so', () => {
  direct.run({ insert: 'c', documents: [{ _id: 1, a: [1] }] });
  for (const u of [
    { $set: { a: [1] } },
    { $addToSet: { a: 1 } },
    { $max: { 'a.0': 0 } },
    { $pull: { a: 7 } },
    { $unset: { b: '' } },
    { $rename: { x: 'y' } },
  ])
    expect(plain(direct.run({ update: 'c', updates: [{ q: {}, u }] }))).toMatchObject({ n: 1, nModified: 0 });
});

test('an upsert begins with what the filter holds fields to', () => {
  const upsert = (q: Document, u: Document): unknown => {
    direct.run({ drop: 'c' });
    direct.run({ update: 'c', updates: [{ q, u, upsert: true }] });
    return plain(direct.find({})[0]);
  };
  expect(upsert({ _id: 1, a: 2, 'b.c': 3, d: { $gt: 1 }, e: { $eq: 4 } }, { $inc: { a: 1 } })).toEqual({
    _id: 1,
    a: 3,
    b: { c: 3 },
    e: 4,
  });
  expect(upsert({ _id: 1, $and: [{ a: 1 }, { b: 2 }] }, { $setOnInsert: { c: 3 } })).toEqual({
    _id: 1,
    a: 1,
    b: 2,
    c: 3,
  });
  expect(upsert({ _id: 1, a: 2 }, { b: 1 })).toEqual({ _id: 1, b: 1 });
  expect(upsert({ a: 1 }, { $set: { _id: 5 } })).toEqual({ _id: 5, a: 1 });
  expect(upsert({ _id: 1, a: 1 }, [{ $set: { b: '$a' } }] as never)).toEqual({ _id: 1, a: 1, b: 1 });
});

test('an update of many stops at the first it cannot do, and keeps what it did', () => {
  direct.run({
    insert: 'c',
    documents: [
      { _id: 1, a: 1 },
      { _id: 2, a: 'x' },
      { _id: 3, a: 1 },
    ],
  });
  const reply = direct.run({ update: 'c', updates: [{ q: {}, u: { $inc: { a: 1 } }, multi: true }] });
  expect(plain(reply)).toMatchObject({ writeErrors: [{ index: 0, code: 14 }] });
  expect(plain(direct.find({}).map(({ a }) => a))).toEqual([2, 'x', 1]);
});

test('a moved document is changed once, however the index is walked', () => {
  direct.run({ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a' }] });
  direct.run({ insert: 'c', documents: Array.from({ length: 300 }, (_, _id) => ({ _id, a: _id })) });
  direct.run({ update: 'c', updates: [{ q: { a: { $gte: 0 } }, u: { $inc: { a: 1000 } }, multi: true }] });
  expect(direct.find({ a: { $gte: 2000 } })).toEqual([]);
  expect(direct.find({ a: { $gte: 1000 } })).toHaveLength(300);
});
