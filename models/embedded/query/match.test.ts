import { BSONRegExp } from 'bson';
import { expect, test } from 'vitest';
import { collated } from '../value/compare.ts';
import type { Document } from '../value/values.ts';
import { compileFilter, type Places } from './match.ts';

test('a filter knows where in an array it met what it looked for', () => {
  const places: Places = new Map();
  compileFilter({ 'a.b': 2, c: 'z' }).test({ a: [{ b: 1 }, { b: 2 }], c: ['x', 'y', 'z'] }, places);
  expect([...places]).toEqual([
    ['a.b', 1],
    ['c', 2],
  ]);
});

test('under a collation upper case and accents can be alike', () => {
  const compare = collated(new Intl.Collator('nl', { sensitivity: 'base' }));
  const finds = (filter: Document, document: Document): boolean =>
    compileFilter(filter, { compare }).test(document);
  expect(finds({ a: 'ELSA' }, { a: 'élsa' })).toBe(true);
  expect(finds({ a: { $in: ['x', 'ELSA'] } }, { a: ['elsa'] })).toBe(true);
  expect(finds({ a: { b: 'X' } }, { a: { b: 'x' } })).toBe(true);
  expect(finds({ a: 'elsb' }, { a: 'elsa' })).toBe(false);
});

test.each([
  [{ a: { $ne: new BSONRegExp('x') } }, "Can't have regex"],
  [{ a: { $in: 1 } }, '$in needs an array'],
  [{ a: { $in: [{ $gt: 1 }] } }, 'cannot nest $ under $in'],
  [{ $or: [] }, 'nonempty array'],
  [{ a: { $mod: [0, 1] } }, 'divisor cannot be 0'],
  [{ a: { $regex: '(' } }, 'Regular expression is invalid'],
  [{ a: { $regex: 'a', $options: 'x' } }, "option 'x' is not supported"],
  [{ a: { $size: -1 } }, '$size'],
  [{ a: { $type: 'frob' } }, 'Unknown type name'],
  [{ a: { $elemMatch: 1 } }, '$elemMatch'],
  [{ a: { $not: 1 } }, '$not'],
  [{ a: { $gt: new BSONRegExp('x') } }, 'RegEx'],
])('%j is refused', (filter, message) => {
  expect(() => compileFilter(filter)).toThrow(message);
});
