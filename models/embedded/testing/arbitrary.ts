import {
  BSONRegExp,
  Binary,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import fc from 'fast-check';
import type { Document } from '../value/values.ts';

/** Numbers of all types, close to each other and at the edges, so that equal and nearly equal ones meet. */
export const someNumber = fc.oneof(
  fc.integer({ min: -3, max: 3 }).map((value) => new Int32(value)),
  fc
    .constantFrom(
      -2.5,
      -1,
      -0,
      0,
      0.1,
      0.5,
      1,
      2.5,
      NaN,
      Infinity,
      -Infinity,
      5e-324,
      1.7976931348623157e308,
      2 ** 53,
      2 ** 63,
    )
    .map((value) => new Double(value)),
  fc
    .constantFrom(-1n, 0n, 1n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n), -(2n ** 53n) - 1n)
    .map((value) => Long.fromBigInt(value)),
  fc
    .constantFrom(
      '-1',
      '-0',
      '0',
      '0.1',
      '0.10',
      '1',
      '1E+3',
      '2.5',
      '9007199254740993',
      '9007199254740992.5',
      'NaN',
      'Infinity',
      '-Infinity',
      '1E-6176',
      '-1E-6176',
      '9.999999999999999999999999999999999E+6144',
      '-1E+400',
      '0.1000000000000000055511151231257827',
    )
    .map((value) => Decimal128.fromString(value)),
);

export const someText = fc.constantFrom(
  '',
  'a',
  'a\0',
  'a\0b',
  'ab',
  'b',
  'B',
  'é',
  'z',
  '\u{1f600}',
  '\uffff',
  '\ud7ff',
  '\ue000',
  '\x01',
);

const scalar = fc.oneof(
  { weight: 4, arbitrary: someNumber },
  { weight: 3, arbitrary: someText },
  { weight: 2, arbitrary: fc.constant(null) },
  fc.boolean(),
  fc.constantFrom(-1, 0, 1, 1e12).map((time) => new Date(time)),
  fc
    .constantFrom('000000000000000000000000', '0000000000000000000000ff', 'ffffffffffffffffffffffff')
    .map((hex) => ObjectId.createFromHexString(hex)),
  fc.constantFrom(0, 1).map((i) => new Timestamp({ t: 5, i })),
  fc.constantFrom('', '\0', 'ab').map((text) => new Binary(Buffer.from(text))),
  fc.constantFrom(new MinKey(), new MaxKey(), new BSONRegExp('^a', 'i')),
);

/** Any value, lists and documents included. */
export const someValue: fc.Arbitrary<unknown> = fc.letrec<{
  value: unknown;
  list: unknown;
  document: unknown;
}>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2 },
    { weight: 5, arbitrary: scalar },
    { weight: 1, arbitrary: tie('list') },
    { weight: 1, arbitrary: tie('document') },
  ),
  list: fc.array(tie('value'), { maxLength: 3 }),
  document: fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), {
    maxKeys: 2,
    noNullPrototype: true,
  }),
})).value;

/** Few values that are often equal, or equal in another type, or just beside each other. */
const few = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 3 }).map((value) => new Int32(value)) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>(
      new Double(1),
      new Double(1.5),
      Long.fromNumber(2),
      Decimal128.fromString('1'),
      new Double(NaN),
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom('a', 'b') },
  { weight: 2, arbitrary: fc.constant(null) },
  fc.constantFrom<unknown>(new Date(0), new Date(1), true, new MinKey(), new MaxKey()),
);
const scalars = fc.oneof({ weight: 9, arbitrary: few }, scalar);
const inner = fc.record(
  { b: few, c: fc.oneof(few, fc.array(few, { maxLength: 2 })) },
  { requiredKeys: [], noNullPrototype: true },
);

const field = fc.oneof(
  { weight: 6, arbitrary: scalars },
  { weight: 2, arbitrary: fc.array(few, { maxLength: 3 }) },
  { weight: 2, arbitrary: inner },
  {
    weight: 2,
    arbitrary: fc.array(fc.oneof({ weight: 1, arbitrary: few }, { weight: 3, arbitrary: inner }), {
      maxLength: 3,
    }),
  },
);

/** A document with few fields of few names, so that filters find something. */
export const someDocument: fc.Arbitrary<Document> = fc.record(
  { a: field, b: fc.oneof({ weight: 3, arbitrary: scalars }, field), e: scalars },
  { requiredKeys: [], noNullPrototype: true },
);

const path = fc.constantFrom('a', 'a', 'a', 'b', 'b', 'b', 'a.b', 'a.b', 'a.c', 'e', 'a.0', 'a.0.b');
export const range = fc.constantFrom('$gt', '$gte', '$lt', '$lte');

const condition: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: scalars },
  {
    weight: 4,
    arbitrary: fc
      .tuple(range, scalars.filter(isComparable))
      .map(([operator, value]) => ({ [operator]: value })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(range, range, few, few)
      .filter(([one, other]) => one !== other)
      .map(([one, other, x, y]) => ({ [one]: x, [other]: y })),
  },
  { weight: 2, arbitrary: fc.array(scalars, { maxLength: 4 }).map((list) => ({ $in: list })) },
  fc.array(scalars, { maxLength: 3 }).map((list) => ({ $nin: list })),
  fc.array(scalars, { maxLength: 2 }),
  scalars.filter(isComparable).map((value) => ({ $ne: value })),
  fc.boolean().map((yes) => ({ $exists: yes })),
  fc
    .constantFrom('number', 'string', 'array', 'null', 'objectId', 'int', 'date')
    .map((type) => ({ $type: type })),
  fc.tuple(range, few).map(([operator, value]) => ({ $elemMatch: { [operator]: value } })),
  fc.tuple(scalars, scalars).map(([b, c]) => ({ $elemMatch: { b, c } })),
  fc.array(scalars, { minLength: 1, maxLength: 2 }).map((list) => ({ $all: list })),
  fc.tuple(range, few).map(([operator, value]) => ({ $not: { [operator]: value } })),
  fc.integer({ min: 0, max: 2 }).map((size) => ({ $size: size })),
);

function isComparable(value: unknown): boolean {
  return !(value instanceof BSONRegExp);
}

const plainFilter = fc.dictionary(path, condition, { minKeys: 1, maxKeys: 3, noNullPrototype: true });

/** A filter over the fields of `someDocument`. */
export const someFilter: fc.Arbitrary<Document> = fc.oneof(
  { weight: 5, arbitrary: plainFilter },
  fc
    .tuple(plainFilter, fc.array(plainFilter, { minLength: 1, maxLength: 3 }))
    .map(([filter, branches]) => ({ ...filter, $or: branches })),
  fc.array(plainFilter, { minLength: 1, maxLength: 3 }).map((parts) => ({ $and: parts })),
);

/** A sort over the same fields. */
export const someSort: fc.Arbitrary<Document> = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom('a', 'a', 'b', 'b', 'a.b', 'a.c', 'e', '_id'), fc.constantFrom(1, -1)),
    { minLength: 1, maxLength: 3, selector: ([name]) => name },
  )
  .map((fields) => Object.fromEntries(fields));

const keyPath = fc.constantFrom('a', 'a', 'b', 'b', 'a.b', 'a.c', 'e');

/** The specification of an index that any set of documents may have: not unique. */
export const someIndex: fc.Arbitrary<Document> = fc
  .record({
    key: fc
      .uniqueArray(fc.tuple(keyPath, fc.constantFrom(1, -1)), {
        minLength: 1,
        maxLength: 3,
        selector: ([name]) => name,
      })
      .map((fields) => Object.fromEntries(fields)),
    extra: fc.oneof(
      { weight: 6, arbitrary: fc.constant({}) },

      fc.constant({ sparse: true }),
      fc
        .constantFrom<Document>(
          { b: { $exists: true } },
          { b: { $gt: 0 } },
          { e: { $type: 'number' } },
          { b: 1 },
          { e: { $in: [1, 'a'] } },
        )
        .map((partialFilterExpression) => ({ partialFilterExpression })),
    ),
  })
  .map(({ key, extra }) => ({ key, ...extra }));

/** An update over the same fields; some of them the store refuses. */
export const someUpdate: fc.Arbitrary<Document> = fc.oneof(
  fc.tuple(path, field).map(([name, value]) => ({ $set: { [name]: value } })),
  path.map((name) => ({ $unset: { [name]: '' } })),
  fc.tuple(path, fc.integer({ min: -2, max: 2 })).map(([name, value]) => ({ $inc: { [name]: value } })),
  fc.tuple(path, scalars).map(([name, value]) => ({ $push: { [name]: value } })),
  fc.tuple(path, scalars).map(([name, value]) => ({ $addToSet: { [name]: value } })),
  fc.tuple(path, scalars).map(([name, value]) => ({ $max: { [name]: value } })),
  fc.tuple(path, scalars).map(([name, value]) => ({ $pull: { [name]: value } })),
  fc.tuple(path, path).map(([from, to]) => ({ $rename: { [from]: to } })),
  someDocument.map((set) => [{ $set: set }] as never),
);
