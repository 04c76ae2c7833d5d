import fc from 'fast-check';
import type { Document } from '../value/values.ts';
import { someDocument, someFilter, someIndex, someSort, someUpdate } from './arbitrary.ts';

/** Something to ask of a collection: a command without the collection's name. */
export interface Question {
  kind: 'find' | 'count' | 'distinct' | 'aggregate' | 'update' | 'findAndModify' | 'delete';
  /** The rest of the command; the `from` of a `$lookup` is the collection itself. */
  rest: Document;
  /** What the answer must be sorted by; with `_id` in it no two orders are possible. */
  sort?: Document;
}

/** Documents, indexes on them, and what is asked of them, one after the other. */
export interface Scene {
  documents: Document[];
  indexes: Document[];
  questions: Question[];
}

const filter = fc.oneof({ weight: 9, arbitrary: someFilter }, fc.constant({}));
/** Half of all sorts leave nothing open. */
const sort = fc.oneof(
  someSort,
  someSort.map((fields): Document => ({ ...fields, _id: fields['_id'] ?? 1 })),
);
const path = fc.constantFrom('a', 'b', 'a.b', 'a.c', 'e');

const find: fc.Arbitrary<Question> = fc.oneof(
  filter.map((filter) => ({ kind: 'find' as const, rest: { filter } })),
  fc.tuple(filter, sort, fc.nat(4), fc.nat(5)).map(([filter, sort, skip, limit]) => ({
    kind: 'find' as const,
    rest: { filter, sort, skip, limit },
    sort,
  })),
);

const stage: fc.Arbitrary<Document> = fc.oneof(
  filter.map(($match) => ({ $match })),
  path.map((name) => ({ $unwind: `$${name}` })),
  path.map((name) => ({ $unwind: { path: `$${name}`, preserveNullAndEmptyArrays: true } })),
  path.map((name) => ({ $project: { [name]: 1 } })),
  path.map((name) => ({ $project: { [name]: 0 } })),
  path.map((name) => ({ $addFields: { x: { $ifNull: [`$${name}`, '-'] } } })),
  path.map((name) => ({
    $group: {
      _id: `$${name}`,
      n: { $sum: 1 },
      ids: { $push: '$_id' },
      most: { $max: '$e' },
      first: { $first: '$b' },
    },
  })),
  fc.tuple(path, path).map(([localField, foreignField]) => ({
    $lookup: {
      from: '',
      localField,
      foreignField,
      pipeline: [{ $sort: { _id: 1 } }, { $project: { _id: 1 } }],
      as: 'x',
    },
  })),
  fc.constant({ $count: 'n' }),
);

/** A pipeline over an order that leaves nothing open, so that what comes out is certain but for its own order. */
const aggregate: fc.Arbitrary<Question> = fc
  .tuple(filter, sort, fc.nat(3), fc.nat(8), fc.array(stage, { maxLength: 3 }))
  .map(([$match, fields, $skip, limit, stages]) => ({
    kind: 'aggregate',
    rest: {
      pipeline: [
        { $match },
        { $sort: { ...fields, _id: fields['_id'] ?? 1 } },
        ...($skip ? [{ $skip }] : []),
        ...(limit ? [{ $limit: limit }] : []),
        ...stages,
      ],
      cursor: { batchSize: 10_000 },
    },
  }));

const write: fc.Arbitrary<Question> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(filter, someUpdate)
      .map(([q, u]): Question => ({ kind: 'update', rest: { updates: [{ q, u, multi: true }] } })),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(filter, sort, someUpdate, fc.boolean())
      .map(([query, fields, update, isNew]): Question => ({
        kind: 'findAndModify',
        rest: { query, sort: { ...fields, _id: fields['_id'] ?? 1 }, update, new: isNew },
      })),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(filter, sort).map(([query, fields]): Question => ({
      kind: 'findAndModify',
      rest: { query, sort: { ...fields, _id: fields['_id'] ?? 1 }, remove: true },
    })),
  },
);

const question: fc.Arbitrary<Question> = fc.oneof(
  { weight: 8, arbitrary: find },
  { weight: 2, arbitrary: filter.map((query): Question => ({ kind: 'count', rest: { query } })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(path, filter)
      .map(([key, query]): Question => ({ kind: 'distinct', rest: { key, query } })),
  },
  { weight: 4, arbitrary: aggregate },
  { weight: 3, arbitrary: write },
);

export const questionsInScene = 24;

export const someScene: fc.Arbitrary<Scene> = fc.record({
  documents: fc.array(someDocument, { minLength: 1, maxLength: 25 }),
  indexes: fc.uniqueArray(someIndex, {
    minLength: 1,
    maxLength: 4,
    selector: ({ key, partialFilterExpression }) => JSON.stringify([key, partialFilterExpression]),
  }),
  questions: fc.array(question, { minLength: 1, maxLength: 2 * questionsInScene, size: 'max' }),
});
