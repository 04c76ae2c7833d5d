import type { Decimal128, Double, Int32, Long } from 'bson';

/** A BSON document as this store holds it: numbers stay in their BSON classes, so no type is ever lost. */
export type Document = { [field: string]: unknown };

/** MongoDB's order of types, as the byte that begins an encoded value. Numbers take rank..rank+3. */
export const rank = {
  minKey: 0x01,
  undefined: 0x02,
  null: 0x05,
  number: 0x0a,
  string: 0x0f,
  object: 0x14,
  array: 0x19,
  binData: 0x1e,
  objectId: 0x23,
  bool: 0x28,
  date: 0x2d,
  timestamp: 0x2f,
  regex: 0x32,
  javascript: 0x3c,
  maxKey: 0x7f,
} as const;

export type Kind = keyof typeof rank;

export type NumberValue = number | bigint | Int32 | Double | Long | Decimal128;

/** The kind of a value by which MongoDB compares it. A missing field is `undefined`. */
export function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'number':
    case 'bigint':
      return 'number';
    case 'undefined':
      return 'undefined';
    default:
  }
  if (value === null) return 'null';
  if (isList(value)) return 'array';
  if (value instanceof Date) return 'date';
  const tag = (value as { _bsontype?: unknown })._bsontype;
  return typeof tag === 'string' ? (tagged[tag] ?? 'object') : 'object';
}

const tagged: { [tag: string]: Kind } = {
  Int32: 'number',
  Double: 'number',
  Long: 'number',
  Decimal128: 'number',
  ObjectId: 'objectId',
  Binary: 'binData',
  Timestamp: 'timestamp',
  BSONRegExp: 'regex',
  Code: 'javascript',
  MinKey: 'minKey',
  MaxKey: 'maxKey',
};

/** Whether a value is an embedded document (not an array, not one of BSON's own classes). */
export function isDocument(value: unknown): value is Document {
  return value !== null && typeof value === 'object' && kindOf(value) === 'object';
}

/** Whether a value is an array. */
export const isList = (value: unknown): value is unknown[] => Array.isArray(value);

/** A field of a document, never something inherited. */
export function field(document: Document, name: string): unknown {
  return Object.hasOwn(document, name) ? document[name] : undefined;
}

/** Sets a field, also one with an awkward name such as `__proto__`. */
export function setField(document: Document, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(document, name, { value, writable: true, enumerable: true, configurable: true });
  else document[name] = value;
}

/** The number behind a numeric value: exact as number or bigint; a Decimal128 is left as it is. */
export function numeric(value: NumberValue): number | bigint | Decimal128 {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (value._bsontype === 'Long') return value.toBigInt();
  if (value._bsontype === 'Decimal128') return value;
  return value.value;
}

/** The nearest plain number of a value; NaN when it is no number. */
export function plainNumber(value: unknown): number {
  if (kindOf(value) !== 'number') return NaN;
  return Number(numeric(value as NumberValue).toString());
}

/** A whole number given by a client (limit, skip, index direction …), or undefined when it is none. */
export function wholeNumber(value: unknown): number | undefined {
  const plain = plainNumber(value);
  return Number.isInteger(plain) ? plain : undefined;
}

/** Whether a client means yes: `true` or any number but 0. */
export function truthy(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (kindOf(value) === 'number') return plainNumber(value) !== 0;
  return value !== undefined && value !== null;
}
