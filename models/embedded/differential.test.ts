import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encode } from './bson.ts';
import { compare } from './compare.ts';
import { CommandError } from './errors.ts';
import { compileFilter } from './match.ts';
import { planFor } from './plan.ts';
import { compareKeys, readSort, sortKeys } from './sort.ts';
import { someDocument, someFilter, someIndex, someSort, someUpdate } from './testing/arbitrary.ts';
import { inconsistencies } from './testing/consistency.ts';
import { DirectStore } from './testing/direct-store.ts';
import type { Document } from './values.ts';

let direct: DirectStore;

beforeEach(() => {
  direct = new DirectStore();
});
afterEach(() => direct.end());

const someDocuments = fc.array(someDocument, { minLength: 1, maxLength: 25 });
const someIndexes = fc.uniqueArray(someIndex, {
  minLength: 2,
  maxLength: 4,
  selector: ({ key, partialFilterExpression }) => JSON.stringify([key, partialFilterExpression]),
});

/** Begins with an empty collection; documents an index refuses (two arrays in one) are left out. */
function fill(documents: Document[], indexes: Document[]): void {
  direct.run({ drop: 'c' });
  direct.run({ create: 'c' });
  for (const [i, { key, ...options }] of indexes.entries())
    direct.run({ createIndexes: 'c', indexes: [{ key, name: `i${i}`, ...options }] });
  direct.run({
    insert: 'c',
    documents: documents.map((document, _id) => ({ _id, ...document })),
    ordered: false,
  });
}

const plain = (documents: Document[]): string[] =>
  documents.map((document) => encode(document).toString('hex'));

/** What a filter finds when every document is tried. */
function tried(filter: Document): Document[] {
  const { test } = compileFilter(filter);
  return direct.find({}, { hint: { $natural: 1 } }).filter((document) => test(document));
}

test('whatever the indexes, a query finds what trying every document finds', () => {
  let byIndex = 0;
  fc.assert(
    fc.property(
      someDocuments,
      someIndexes,
      fc.array(someFilter, { minLength: 4, maxLength: 8 }),
      (documents, indexes, filters) => {
        fill(documents, indexes);
        for (const filter of filters) {
          const expected = plain(tried(filter)).sort();
          expect(plain(direct.find(filter)).sort()).toEqual(expected);
          expect(Number(direct.run({ count: 'c', query: filter })['n'])).toBe(expected.length);
          if (
            planFor(direct.store.scanner, direct.collection(), {
              filter: compileFilter(filter),
            }).kind !== 'table'
          )
            byIndex++;
        }
      },
    ),
    { numRuns: 250 },
  );
  expect(byIndex).toBeGreaterThan(100);
});

test('whatever the indexes, a sorted query gives the same order, and skip and limit cut it', () => {
  fc.assert(
    fc.property(
      someDocuments,
      someIndexes,
      someFilter,
      someSort,
      fc.nat(4),
      fc.nat(5),
      (documents, indexes, filter, sort, skip, limit) => {
        fill(documents, indexes);
        const fields = readSort(sort)!;
        const keys = (list: Document[]): unknown[][] =>
          list.map((document) => sortKeys(document, fields, compare));
        const expected = tried(filter).sort((a, b) =>
          compareKeys(sortKeys(a, fields, compare), sortKeys(b, fields, compare), fields, compare),
        );
        const wanted = limit ? expected.slice(skip, skip + limit) : expected.slice(skip);
        const found = direct.find(filter, { sort, skip, limit });
        expect(found).toHaveLength(wanted.length);
        for (const [i, key] of keys(found).entries())
          expect(compareKeys(key, keys(wanted)[i]!, fields, compare)).toBe(0);
        if (!skip && !limit) expect(plain(found).sort()).toEqual(plain(expected).sort());
      },
    ),
    { numRuns: 250 },
  );
});

test('after any updates and deletes every index holds exactly the keys of the documents', () => {
  let changed = 0;
  fc.assert(
    fc.property(
      someDocuments,
      someIndexes,
      fc.array(fc.tuple(someFilter, someUpdate, fc.boolean()), { minLength: 1, maxLength: 8 }),
      (documents, indexes, changes) => {
        fill(documents, indexes);
        for (const [q, u, multi] of changes) changed += attempt({ update: 'c', updates: [{ q, u, multi }] });
        changed += attempt({ delete: 'c', deletes: [{ q: changes[0]![0], limit: 0 }] });
        expect(inconsistencies(direct.store)).toEqual([]);
      },
    ),
    { numRuns: 250 },
  );
  expect(changed).toBeGreaterThan(100);
});

/** Does a command that may be refused; gives how much it changed. */
function attempt(command: Document): number {
  try {
    const { n } = direct.run(command);
    return Number(n);
  } catch (error) {
    expect(error).toBeInstanceOf(CommandError);
    return 0;
  }
}

test('an index made afterwards is the same as one that was there from the start', () => {
  fc.assert(
    fc.property(someDocuments, someIndex, someFilter, (documents, { key, ...options }, filter) => {
      fill(documents, []);
      attempt({ createIndexes: 'c', indexes: [{ key, name: 'late', ...options }] });
      expect(inconsistencies(direct.store)).toEqual([]);
      expect(plain(direct.find(filter)).sort()).toEqual(plain(tried(filter)).sort());
    }),
    { numRuns: 120 },
  );
});
