import { deserialize, ObjectId, serialize } from 'bson';
import { CommandError } from './errors.ts';
import type { Document } from './values.ts';

/** The largest document that is kept, in bytes, as in MongoDB. */
export const maxDocumentBytes = 16 * 1024 * 1024;
/** How deep documents may nest, as in MongoDB: kept ones, and commands around them. */
export const maxDepth = 100;

/** Bytes to values; numbers, binary and regular expressions keep their BSON classes, so types survive a rewrite. */
export function decode(bytes: Uint8Array, raw?: { [field: string]: true }): Document {
  return deserialize(bytes, { promoteValues: false, bsonRegExp: true, ...(raw && { fieldsAsRaw: raw }) });
}

/** Values to bytes. */
export function encode(document: Document): Buffer {
  return asBuffer(serialize(document));
}

/** The same memory as a Buffer. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** One field of a document that was not decoded: `at` is its type byte, `value` where its value begins, `end` where it ends. */
export interface RawField {
  type: number;
  name: string;
  at: number;
  value: number;
  end: number;
}

/** The fields of an undecoded document, without going deeper. Broken bytes throw InvalidBSON. */
export function* rawFields(bytes: Buffer, start = 0): Generator<RawField> {
  const stop = start + bytes.readInt32LE(start) - 1;
  for (let at = start + 4; at < stop;) {
    const type = bytes[at]!;
    const zero = bytes.indexOf(0, at + 1);
    if (zero < 0 || zero >= stop) throw broken('a field name has no end');
    const end = zero + 1 + sizeOf(type, bytes, zero + 1, stop);
    if (end > stop) throw broken('a value runs past its document');
    yield { type, name: bytes.toString('utf8', at + 1, zero), at, value: zero + 1, end };
    at = end;
  }
}

/** Checks that bytes are one whole BSON document, all the way down and not deeper than `deepest`. */
export function checkBson(bytes: Buffer, deepest: number): void {
  if (bytes.length < 5 || bytes.readInt32LE(0) !== bytes.length) throw broken('the length is wrong');
  const open: { start: number; depth: number }[] = [{ start: 0, depth: 1 }];
  for (let part = open.pop(); part; part = open.pop()) {
    if (part.depth > deepest)
      throw new CommandError('Overflow', `documents may nest at most ${deepest} deep`);
    closeAt(bytes, part.start);
    for (const { type, value, end } of rawFields(bytes, part.start)) {
      if (type === 0x03 || type === 0x04) {
        if (value + bytes.readInt32LE(value) !== end)
          throw broken('an embedded document has the wrong length');
        open.push({ start: value, depth: part.depth + 1 });
      } else if (type === 0x09) checkDate(bytes.readBigInt64LE(value));
    }
  }
}

function closeAt(bytes: Buffer, start: number): void {
  const size = start + 5 <= bytes.length ? bytes.readInt32LE(start) : 0;
  if (size < 5 || start + size > bytes.length || bytes[start + size - 1] !== 0)
    throw broken('a document is not closed where it says');
}

/** JavaScript's dates end at ±8.64e15 ms; a later one would silently turn into none. */
function checkDate(time: bigint): void {
  if (time > 8_640_000_000_000_000n || time < -8_640_000_000_000_000n)
    throw new CommandError(
      'BadValue',
      'a date lies beyond the years this store can hold (271821 BC to 275760)',
    );
}

function sizeOf(type: number, bytes: Buffer, at: number, stop: number): number {
  switch (type) {
    case 0x01: // double
    case 0x09: // date
    case 0x11: // timestamp
    case 0x12: // long
      return 8;
    case 0x02: // string
    case 0x0d: // code
      return 4 + counted(bytes, at, stop, 1);
    case 0x03: // document
    case 0x04: // array
      return counted(bytes, at, stop, 5);
    case 0x05: // binary
      return 5 + counted(bytes, at, stop, 0);
    case 0x07: // object id
      return 12;
    case 0x08: // boolean
      return 1;
    case 0x0a: // null
    case 0x7f: // max key
    case 0xff: // min key
      return 0;
    case 0x0b: // regular expression: two texts, each closed by 0
      return regexSize(bytes, at, stop);
    case 0x10: // int32
      return 4;
    case 0x13: // decimal128
      return 16;
  }
  throw broken(`type 0x${type.toString(16)} is unknown or no longer in use`);
}

function counted(bytes: Buffer, at: number, stop: number, least: number): number {
  const size = at + 4 <= stop ? bytes.readInt32LE(at) : -1;
  if (size < least || size > stop - at) throw broken('a length is wrong');
  return size;
}

function regexSize(bytes: Buffer, at: number, stop: number): number {
  const pattern = bytes.indexOf(0, at);
  const options = pattern < 0 ? -1 : bytes.indexOf(0, pattern + 1);
  if (options < 0 || options >= stop) throw broken('a regular expression has no end');
  return options + 1 - at;
}

function broken(why: string): CommandError {
  return new CommandError('InvalidBSON', `not valid BSON: ${why}`);
}

/** A document to be stored: with `_id` first, given one when it has none. Other bytes are left as they are. */
export function withIdFirst(bytes: Buffer): Buffer {
  for (const { name, at, end } of rawFields(bytes)) {
    if (name !== '_id') continue;
    if (at === 4) return bytes;
    return Buffer.concat([
      bytes.subarray(0, 4),
      bytes.subarray(at, end),
      bytes.subarray(4, at),
      bytes.subarray(end),
    ]);
  }
  const id = encode({ _id: new ObjectId() }).subarray(4, -1);
  const whole = Buffer.concat([bytes.subarray(0, 4), id, bytes.subarray(4)]);
  whole.writeInt32LE(whole.length, 0);
  return whole;
}

/** A document made of plain fields and, under `name`, a list of documents that are already bytes. */
export function encodeWithList(
  before: Document,
  name: string,
  list: readonly Uint8Array[],
  after: Document,
): Buffer {
  const head = encode(before);
  const tail = encode(after);
  const parts: Uint8Array[] = [
    head.subarray(0, -1),
    Buffer.from(`\x04${name}\0`),
    ...listParts(list),
    tail.subarray(4),
  ];
  const whole = Buffer.concat(parts);
  whole.writeInt32LE(whole.length, 0);
  return whole;
}

/** A document whose field `name` is itself already bytes. */
export function encodeAround(name: string, inner: Uint8Array, after: Document): Buffer {
  const tail = encode(after);
  const whole = Buffer.concat([tail.subarray(0, 4), Buffer.from(`\x03${name}\0`), inner, tail.subarray(4)]);
  whole.writeInt32LE(whole.length, 0);
  return whole;
}

function listParts(list: readonly Uint8Array[]): Uint8Array[] {
  let size = 5;
  const parts: Uint8Array[] = [Buffer.alloc(4)];
  for (const [i, bytes] of list.entries()) {
    const label = elementLabel(i);
    parts.push(label, bytes);
    size += label.length + bytes.length;
  }
  parts.push(Buffer.of(0));
  (parts[0] as Buffer).writeInt32LE(size, 0);
  return parts;
}

const labels: Buffer[] = [];
function elementLabel(i: number): Buffer {
  return i < 1000 ? (labels[i] ??= Buffer.from(`\x03${i}\0`)) : Buffer.from(`\x03${i}\0`);
}
