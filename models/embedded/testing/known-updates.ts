import type { Document } from '../value/values.ts';

/** What belongs to an update beside itself. */
export interface More {
  q?: Document;
  arrayFilters?: Document[];
}

/** What an update does, a document before it, the update, the document after it. */
export const knownUpdates: [string, Document, Document | Document[], Document, More?][] = [
  [
    'sets fields, in steps where they are missing',
    { a: 1 },
    { $set: { a: 2, 'b.c': 3 } },
    { a: 2, b: { c: 3 } },
  ],
  ['sets places in a list, with null between', { a: [1] }, { $set: { 'a.3': 9 } }, { a: [1, null, null, 9] }],
  [
    'takes fields away, and leaves null in a list',
    { a: 1, b: [1, 2] },
    { $unset: { a: '', 'b.0': '', c: '' } },
    { b: [null, 2] },
  ],
  [
    'adds and multiplies, from nothing too',
    { a: 2 },
    { $inc: { a: 3, b: 1 }, $mul: { c: 5 } },
    { a: 5, b: 1, c: 0 },
  ],
  [
    'keeps the least and the greatest',
    { a: 5, b: 5 },
    { $min: { a: 3 }, $max: { b: 3, c: 1 } },
    { a: 3, b: 5, c: 1 },
  ],
  [
    'renames, also into another document',
    { a: 1, b: { c: 2 } },
    { $rename: { a: 'x', 'b.c': 'd.e', no: 'y' } },
    { b: {}, x: 1, d: { e: 2 } },
  ],
  ['pushes one value, also a list', { a: [1] }, { $push: { a: [2], b: 1 } }, { a: [1, [2]], b: [1] }],
  [
    'pushes several in a place',
    { a: [1, 4] },
    { $push: { a: { $each: [2, 3], $position: 1 } } },
    { a: [1, 2, 3, 4] },
  ],
  [
    'pushes before the last',
    { a: [1, 4] },
    { $push: { a: { $each: [3], $position: -1 } } },
    { a: [1, 3, 4] },
  ],
  [
    'pushes, sorts and keeps the last',
    { a: [3, 1] },
    { $push: { a: { $each: [2], $sort: 1, $slice: -2 } } },
    { a: [2, 3] },
  ],
  [
    'sorts documents by a field',
    { a: [{ n: 1 }, { n: 3 }] },
    { $push: { a: { $each: [{ n: 2 }], $sort: { n: -1 } } } },
    { a: [{ n: 3 }, { n: 2 }, { n: 1 }] },
  ],
  ['empties a list by slicing', { a: [1] }, { $push: { a: { $each: [2], $slice: 0 } } }, { a: [] }],
  [
    'adds to a set what is not in it',
    { a: [1, { x: 1, y: 2 }] },
    { $addToSet: { a: { $each: [1, 2, { x: 1, y: 2 }, { y: 2, x: 1 }] } } },
    { a: [1, { x: 1, y: 2 }, 2, { y: 2, x: 1 }] },
  ],
  ['pulls equal values', { a: [1, 2, 1, '1'] }, { $pull: { a: 1 } }, { a: [2, '1'] }],
  ['pulls by a comparison', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  [
    'pulls documents by their fields',
    { a: [{ b: 1, c: 1 }, { b: 2 }] },
    { $pull: { a: { b: 1 } } },
    { a: [{ b: 2 }] },
  ],
  ['pulls each of a list', { a: [1, 2, 3, 2] }, { $pullAll: { a: [2, 3] } }, { a: [1] }],
  ['takes off an end', { a: [1, 2, 3], b: [1, 2] }, { $pop: { a: 1, b: -1 } }, { a: [1, 2], b: [2] }],
  [
    'changes the element the filter met',
    { a: [{ n: 1 }, { n: 2 }] },
    { $set: { 'a.$.ok': true } },
    { a: [{ n: 1 }, { n: 2, ok: true }] },
    { q: { 'a.n': 2 } },
  ],
  [
    'changes the element of the right list',
    { a: [1, 2], b: [7, 8, 9] },
    { $inc: { 'a.$': 10 } },
    { a: [1, 12], b: [7, 8, 9] },
    { q: { a: 2, b: 9 } },
  ],
  [
    'changes every element',
    { a: [{ n: 1 }, { n: 2 }] },
    { $inc: { 'a.$[].n': 1 } },
    { a: [{ n: 2 }, { n: 3 }] },
  ],
  [
    'changes the elements that pass a filter',
    { a: [1, 5, 9] },
    { $set: { 'a.$[big]': 0 } },
    { a: [1, 0, 0] },
    { arrayFilters: [{ big: { $gte: 5 } }] },
  ],
  [
    'changes elements inside elements',
    { a: [{ b: [1, 2] }, { b: [2] }] },
    { $mul: { 'a.$[].b.$[x]': 10 } },
    { a: [{ b: [1, 20] }, { b: [20] }] },
    { arrayFilters: [{ x: 2 }] },
  ],
  [
    'filters elements by several fields',
    {
      a: [
        { p: 1, q: 1 },
        { p: 1, q: 2 },
      ],
    },
    { $set: { 'a.$[e].z': 1 } },
    {
      a: [
        { p: 1, q: 1 },
        { p: 1, q: 2, z: 1 },
      ],
    },
    { arrayFilters: [{ 'e.p': 1, 'e.q': 2 }] },
  ],
  ['replaces all but the _id', { a: 1, b: 2 }, { c: 3 }, { c: 3 }],
  [
    'adds new fields in the order of their paths',
    {},
    { $set: { b: 1, a: 1, 'c.10': 1, 'c.2': 1 } },
    { a: 1, b: 1, c: { 2: 1, 10: 1 } },
  ],
  [
    'computes from the document itself',
    { a: 2, b: { c: 1 } },
    [{ $set: { d: { $add: ['$a', 1] }, b: { e: '$a' } } }, { $unset: 'a' }],
    { b: { c: 1, e: 2 }, d: 3 },
  ],
  ['replaces by what it computes', { a: { x: 1 } }, [{ $replaceWith: '$a' }], { x: 1 }],
];
