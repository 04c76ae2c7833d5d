import { Long } from 'bson';
import type { Document } from '../value/values.ts';

const people = [
  { _id: 1, name: 'Fien', street: 'a', age: 30, tags: ['x', 'y'], home: { no: 1, floor: 2 } },
  { _id: 2, name: 'Piet', street: 'a', age: 40, tags: [], home: { no: 2 } },
  { _id: 3, name: 'An', street: 'b', age: 50, tags: ['y'] },
  { _id: 4, name: 'Jo', street: null, age: 20 },
];

/** The documents the pipelines and projections below are about. */
export const knownDocuments: Document[] = people;

/** What a pipeline does, the pipeline, what it gives. */
export const knownPipelines: [string, Document[], Document[]][] = [
  ['counts', [{ $match: { age: { $gt: 25 } } }, { $count: 'n' }], [{ n: 3 }]],
  ['counts nothing as no document', [{ $match: { age: 99 } }, { $count: 'n' }], []],
  [
    'groups with sums and extremes',
    [
      { $group: { _id: '$street', n: { $sum: 1 }, oldest: { $max: '$age' }, mean: { $avg: '$age' } } },
      { $sort: { _id: 1 } },
    ],
    [
      { _id: null, n: 1, oldest: 20, mean: 20 },
      { _id: 'a', n: 2, oldest: 40, mean: 35 },
      { _id: 'b', n: 1, oldest: 50, mean: 50 },
    ],
  ],
  [
    'groups all into one',
    [{ $group: { _id: null, total: { $sum: '$age' }, none: { $sum: '$name' } } }],
    [{ _id: null, total: 140, none: 0 }],
  ],
  [
    'groups by several fields',
    [
      { $match: { street: 'a' } },
      { $group: { _id: { s: '$street', f: '$home.floor' }, n: { $sum: 1 } } },
      { $sort: { '_id.f': 1 } },
    ],
    [
      { _id: { s: 'a' }, n: 1 },
      { _id: { s: 'a', f: 2 }, n: 1 },
    ],
  ],
  [
    'gathers lists, firsts and lasts',
    [
      { $sort: { age: 1 } },
      {
        $group: {
          _id: null,
          names: { $push: '$name' },
          first: { $first: '$name' },
          last: { $last: '$name' },
          homes: { $push: '$home.no' },
        },
      },
    ],
    [{ _id: null, names: ['Jo', 'Fien', 'Piet', 'An'], first: 'Jo', last: 'An', homes: [1, 2] }],
  ],
  [
    'gathers a set',
    [
      { $unwind: '$tags' },
      { $group: { _id: null, tags: { $addToSet: '$tags' } } },
      { $project: { n: { $size: '$tags' } } },
    ],
    [{ _id: null, n: 2 }],
  ],
  [
    'counts by value',
    [{ $match: { street: { $ne: null } } }, { $sortByCount: '$street' }],
    [
      { _id: 'a', count: 2 },
      { _id: 'b', count: 1 },
    ],
  ],
  [
    'unwinds',
    [{ $unwind: '$tags' }, { $project: { tags: 1 } }, { $sort: { _id: 1, tags: 1 } }],
    [
      { _id: 1, tags: 'x' },
      { _id: 1, tags: 'y' },
      { _id: 3, tags: 'y' },
    ],
  ],
  [
    'unwinds and keeps what has nothing',
    [
      { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
      { $match: { _id: { $gt: 1 } } },
      { $project: { tags: 1, i: 1 } },
      { $sort: { _id: 1 } },
    ],
    [
      { _id: 2, i: null },
      { _id: 3, tags: 'y', i: 0 },
      { _id: 4, i: null },
    ],
  ],
  [
    'projects, computes and renames',
    [
      { $match: { _id: 1 } },
      { $project: { _id: 0, who: '$name', older: { $add: ['$age', 1] }, 'home.no': 1, missing: '$nothing' } },
    ],
    [{ home: { no: 1 }, who: 'Fien', older: 31 }],
  ],
  [
    'leaves fields out',
    [{ $match: { _id: 1 } }, { $project: { tags: 0, 'home.floor': 0, age: 0 } }],
    [{ _id: 1, name: 'Fien', street: 'a', home: { no: 1 } }],
  ],
  [
    'adds and removes fields',
    [
      { $match: { _id: 1 } },
      { $set: { 'home.door': 'red', age: '$$REMOVE' } },
      { $unset: ['tags', 'name', 'street'] },
    ],
    [{ _id: 1, home: { no: 1, floor: 2, door: 'red' } }],
  ],
  [
    'replaces the root',
    [{ $match: { home: { $exists: true } } }, { $replaceRoot: { newRoot: '$home' } }, { $sort: { no: -1 } }],
    [{ no: 2 }, { no: 1, floor: 2 }],
  ],
  [
    'sorts, skips and limits',
    [{ $sort: { age: -1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { age: 1 } }],
    [
      { _id: 2, age: 40 },
      { _id: 1, age: 30 },
    ],
  ],
  [
    'looks up by a field',
    [
      { $match: { _id: { $in: [1, 4] } } },
      { $lookup: { from: 'known', localField: 'street', foreignField: 'street', as: 'same' } },
      { $project: { n: { $size: '$same' } } },
      { $sort: { _id: 1 } },
    ],
    [
      { _id: 1, n: 2 },
      { _id: 4, n: 1 },
    ],
  ],
  [
    'looks up by each of a list',
    [
      { $match: { _id: 1 } },
      {
        $lookup: {
          from: 'known',
          localField: 'tags',
          foreignField: 'tags',
          as: 'same',
          pipeline: [{ $sort: { _id: 1 } }, { $project: { _id: 1 } }],
        },
      },
      { $project: { same: 1 } },
    ],
    [{ _id: 1, same: [{ _id: 1 }, { _id: 3 }] }],
  ],
  [
    'looks up by an expression',
    [
      { $match: { _id: 1 } },
      {
        $lookup: {
          from: 'known',
          let: { s: '$street', me: '$_id' },
          pipeline: [
            { $match: { $expr: { $and: [{ $eq: ['$street', '$$s'] }, { $ne: ['$_id', '$$me'] }] } } },
            { $project: { name: 1 } },
          ],
          as: 'others',
        },
      },
      { $project: { others: 1 } },
    ],
    [{ _id: 1, others: [{ _id: 2, name: 'Piet' }] }],
  ],
  [
    'answers several questions at once',
    [
      {
        $facet: {
          old: [{ $match: { age: { $gte: 40 } } }, { $count: 'n' }],
          names: [{ $sort: { name: 1 } }, { $limit: 1 }, { $project: { _id: 0, name: 1 } }],
        },
      },
    ],
    [{ old: [{ n: 2 }], names: [{ name: 'An' }] }],
  ],
  [
    'adds another collection',
    [
      { $match: { _id: 1 } },
      { $unionWith: { coll: 'known', pipeline: [{ $match: { _id: 3 } }] } },
      { $project: { _id: 1 } },
    ],
    [{ _id: 1 }, { _id: 3 }],
  ],
  [
    'decides',
    [
      { $sort: { _id: 1 } },
      {
        $project: {
          kind: { $cond: [{ $gte: ['$age', 40] }, 'old', 'young'] },
          home: { $ifNull: ['$home.no', 0] },
        },
      },
      { $limit: 3 },
    ],
    [
      { _id: 1, kind: 'young', home: 1 },
      { _id: 2, kind: 'old', home: 2 },
      { _id: 3, kind: 'old', home: 0 },
    ],
  ],
  [
    'works on lists',
    [
      { $match: { _id: 1 } },
      {
        $project: {
          first: { $arrayElemAt: ['$tags', 0] },
          up: { $map: { input: '$tags', as: 't', in: { $toUpper: '$$t' } } },
          y: { $in: ['y', '$tags'] },
          only: { $filter: { input: '$tags', as: 't', cond: { $ne: ['$$t', 'x'] } } },
        },
      },
    ],
    [{ _id: 1, first: 'x', up: ['X', 'Y'], y: true, only: ['y'] }],
  ],
  [
    'works on dates and text',
    [
      { $match: { _id: 1 } },
      {
        $project: {
          day: { $dateToString: { date: new Date(0), format: '%Y-%m-%d' } },
          later: { $dateAdd: { startDate: new Date(0), unit: 'hour', amount: 1 } },
          text: { $concat: ['$name', ' ', { $toString: '$age' }] },
        },
      },
    ],
    [{ _id: 1, day: '1970-01-01', later: new Date(3_600_000), text: 'Fien 30' }],
  ],
  [
    'adds up exactly',
    [
      { $match: { _id: 1 } },
      { $project: { list: [Long.fromBigInt(2n ** 53n), Long.fromNumber(1)] } },
      { $unwind: '$list' },
      { $group: { _id: null, sum: { $sum: '$list' } } },
    ],
    [{ _id: null, sum: Long.fromBigInt(2n ** 53n + 1n) }],
  ],
  [
    'takes the mean of fractions',
    [{ $match: { _id: { $lte: 2 } } }, { $group: { _id: null, mean: { $avg: { $divide: ['$age', 4] } } } }],
    [{ _id: null, mean: 8.75 }],
  ],
];

/** What a projection does, the projection, what it shows of the first document. */
export const knownProjections: [string, Document, Document, Document?][] = [
  ['shows fields, _id too', { name: 1, 'home.no': 1 }, { _id: 1, name: 'Fien', home: { no: 1 } }],
  ['leaves _id out when asked', { _id: 0, name: 1 }, { name: 'Fien' }],
  ['leaves fields out', { tags: 0, home: 0, street: 0 }, { _id: 1, name: 'Fien', age: 30 }],
  [
    'leaves only _id out',
    { _id: 0 },
    { name: 'Fien', street: 'a', age: 30, tags: ['x', 'y'], home: { no: 1, floor: 2 } },
  ],
  ['shows a part of a list', { _id: 1, tags: { $slice: 1 }, name: 1 }, { _id: 1, name: 'Fien', tags: ['x'] }],
  [
    'shows all, with a part of a list',
    { tags: { $slice: -1 } },
    { _id: 1, name: 'Fien', street: 'a', age: 30, tags: ['y'], home: { no: 1, floor: 2 } },
  ],
  ['shows the first element that fits', { tags: { $elemMatch: { $gt: 'x' } } }, { _id: 1, tags: ['y'] }],
  ['shows the element the filter met', { 'tags.$': 1 }, { _id: 1, tags: ['y'] }, { tags: 'y' }],
  ['computes', { _id: 0, twice: { $multiply: ['$age', 2] } }, { twice: 60 }],
  ['looks into nested names', { _id: 0, home: { floor: 1 } }, { home: { floor: 2 } }],
];
