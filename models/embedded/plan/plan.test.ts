import { Decimal128, Double, Long } from 'bson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inconsistencies } from '../testing/consistency.ts';
import { DirectStore } from '../testing/direct-store.ts';
import type { Document } from '../value/values.ts';

let direct: DirectStore;

beforeEach(() => {
  direct = new DirectStore();
});
afterEach(() => direct.end());

function index(key: Document, options: Document = {}): void {
  direct.run({ createIndexes: 'c', indexes: [{ key, name: Object.keys(key).join('_'), ...options }] });
}

const insert = (...documents: Document[]) =>
  direct.run({ insert: 'c', documents: documents.map((document, _id) => ({ _id, ...document })) });
const ids = (filter: Document, more: Document = {}) =>
  direct.find(filter, more).map(({ _id }) => Number(_id));

/** The stages of the chosen plan from the outside in, and the index it uses. */
function plan(filter: Document, more: Document = {}): string {
  const { queryPlanner } = direct.run({
    explain: { find: 'c', filter, ...more },
    verbosity: 'queryPlanner',
  }) as { queryPlanner: { winningPlan: Document } };
  const names: string[] = [];
  for (
    let stage: Document | undefined = queryPlanner.winningPlan;
    stage;
    stage = stage['inputStage'] as Document | undefined
  )
    names.push([stage['stage'], stage['indexName'] ?? []].flat().join(' '));
  return names.join(' < ');
}

function examined(filter: Document, more: Document = {}): { keys: number; documents: number } {
  const { executionStats } = direct.run({ explain: { find: 'c', filter, ...more } }) as {
    executionStats: Document;
  };
  return {
    keys: Number(executionStats['totalKeysExamined']),
    documents: Number(executionStats['totalDocsExamined']),
  };
}

test('the newest of a channel come from the end of the index, and only as many as are asked for', () => {
  index({ ch: 1, seq: 1 });
  insert(...Array.from({ length: 200 }, (_, i) => ({ ch: i % 2 ? 'a' : 'b', seq: i })));
  expect(plan({ ch: 'a' }, { sort: { seq: -1 }, limit: 5 })).toBe('LIMIT < FETCH < IXSCAN ch_seq');
  expect(ids({ ch: 'a' }, { sort: { seq: -1 }, limit: 3 })).toEqual([199, 197, 195]);
  expect(examined({ ch: 'a' }, { sort: { seq: -1 }, limit: 3 })).toEqual({ keys: 3, documents: 3 });
  expect(ids({ ch: 'a', seq: { $gt: 11 } }, { sort: { seq: 1 }, limit: 2 })).toEqual([13, 15]);
});

test('several channels are walked side by side when the order asks for it', () => {
  index({ ch: 1, seq: -1 });
  insert(...Array.from({ length: 60 }, (_, i) => ({ ch: 'abc'[i % 3], seq: i })));
  const filter = { ch: { $in: ['a', 'c'] } };
  expect(plan(filter, { sort: { seq: -1 } })).toBe('FETCH < SORT_MERGE_IXSCAN ch_seq');
  expect(ids(filter, { sort: { seq: -1 }, limit: 4 })).toEqual([59, 57, 56, 54]);
  expect(ids(filter, { sort: { seq: 1 }, limit: 3 })).toEqual([0, 2, 3]);
  expect(ids(filter, { sort: { ch: -1, seq: 1 }, limit: 2 })).toEqual([2, 5]);
});

test('the index that meets the fewest documents is chosen', () => {
  index({ kind: 1 });
  index({ person: 1 });
  insert(...Array.from({ length: 100 }, (_, i) => ({ kind: 'same', person: i })));
  expect(plan({ kind: 'same', person: 7 })).toBe('FETCH < IXSCAN person');
});

test('each branch of an or uses its own index, and nothing is found twice', () => {
  index({ a: 1 });
  index({ b: -1 });
  insert({ a: 1, b: 1 }, { a: 1 }, { b: 1 }, { a: 2 });
  expect(plan({ $or: [{ a: 1 }, { b: 1 }] })).toContain('OR');
  expect(ids({ $or: [{ a: 1 }, { b: 1 }] }).sort()).toEqual([0, 1, 2]);
  expect(plan({ $or: [{ a: 1 }, { c: 1 }] })).toBe('COLLSCAN');
});

test('in an array each side of a range may be met by another element', () => {
  index({ a: 1 });
  insert({ a: [1, 9] }, { a: [5] }, { a: [9, 12] });
  expect(ids({ a: { $gt: 4, $lt: 6 } }).sort()).toEqual([0, 1]);
});

test('an array is sorted by its least element, also by one the filter does not want', () => {
  index({ a: 1 });
  insert({ a: [5] }, { a: [1, 9] });
  expect(ids({ a: { $gte: 4 } }, { sort: { a: 1 } })).toEqual([1, 0]);
});

test('two paths through one array may be met by two elements', () => {
  index({ 'a.b': 1, 'a.c': 1 });
  insert({
    a: [
      { b: 1, c: 9 },
      { b: 9, c: 2 },
    ],
  });
  expect(ids({ 'a.b': 1, 'a.c': 2 })).toEqual([0]);
});

test('two arrays in one document cannot both be in one index', () => {
  index({ a: 1, b: 1 });
  const { n, writeErrors } = insert({ a: [1], b: [2] });
  expect(Number(n)).toBe(0);
  expect(writeErrors).toMatchObject([{ errmsg: 'cannot index parallel arrays: index a_b' }]);
});

test('null finds what is missing; an empty array is neither', () => {
  index({ a: 1 });
  insert({ a: null }, {}, { a: [] }, { a: [null] }, { a: 0 });
  expect(ids({ a: null }).sort()).toEqual([0, 1, 3]);
  expect(ids({ a: [] })).toEqual([2]);
  expect(ids({ a: { $exists: false } })).toEqual([1]);
});

test('a comparison finds only values of its own kind', () => {
  index({ a: 1 });
  insert({ a: 1 }, { a: '1' }, { a: new Double(NaN) }, { a: null }, { a: true }, { a: new Date(1) });
  expect(ids({ a: { $lt: 5 } })).toEqual([0]);
  expect(ids({ a: { $gte: new Double(NaN) } })).toEqual([2]);
  expect(ids({ a: { $lte: '9' } })).toEqual([1]);
});

test('numbers are one kind, whatever their type, exactly', () => {
  index({ a: -1 });
  insert(
    { a: Long.fromBigInt(2n ** 53n + 1n) },
    { a: new Double(2 ** 53) },
    { a: Decimal128.fromString('0.1') },
    { a: new Double(0.1) },
  );
  expect(ids({ a: Decimal128.fromString('9007199254740993') })).toEqual([0]);
  expect(ids({ a: { $gt: new Double(2 ** 53) } })).toEqual([0]);
  expect(ids({ a: { $lt: new Double(0.1) } })).toEqual([2]);
});

test('a sparse or partial index is used only where it holds everything that is wanted', () => {
  index({ s: 1 }, { sparse: true });
  index({ p: 1 }, { partialFilterExpression: { open: true } });
  insert({ s: 1, p: 1, open: true }, { p: 1, open: false }, { p: 2 });
  expect(plan({ s: 1 })).toContain('IXSCAN s');
  expect(plan({ s: null })).toBe('COLLSCAN');
  expect(plan({}, { sort: { s: 1 } })).toBe('SORT < COLLSCAN');
  expect(plan({ p: 1, open: true })).toContain('IXSCAN p');
  expect(plan({ p: 1 })).toBe('COLLSCAN');
  expect(ids({ p: 1 })).toEqual([0, 1]);
});

test('an update that makes an array of a value is noticed by the index', () => {
  index({ a: 1 });
  insert({ a: 1 });
  direct.run({ update: 'c', updates: [{ q: {}, u: { $set: { a: [1, 9] } } }] });
  expect(ids({ a: { $gt: 4, $lt: 6 } })).toEqual([0]);
  expect(inconsistencies(direct.store)).toEqual([]);
});

test('what is compared with a field in an expression can use its index', () => {
  index({ a: 1 });
  insert({ a: 1 }, { a: [1] }, { a: 2 });
  expect(plan({ $expr: { $eq: ['$a', 1] } })).toContain('IXSCAN a');
  expect(ids({ $expr: { $eq: ['$a', 1] } })).toEqual([0]);
});

test('a hint is followed, and one that names nothing is refused', () => {
  index({ a: 1 });
  insert({ a: 1 });
  expect(plan({ a: 1 }, { hint: { $natural: 1 } })).toBe('COLLSCAN');
  expect(plan({}, { hint: 'a' })).toContain('IXSCAN a');
  expect(() => plan({}, { hint: 'b' })).toThrow('hint provided does not correspond to an existing index');
});

test('the planted keys of a broken index are noticed', () => {
  index({ a: 1 });
  insert({ a: 1 }, { a: 2 });
  const { id } = direct.collection().indexes[1]!;
  direct.store.sqlite.run(`DELETE FROM x${id} WHERE r = 1`);
  direct.store.sqlite.run(`INSERT INTO x${id} VALUES (x'00', 2)`);
  expect(inconsistencies(direct.store)).toHaveLength(3);
});
