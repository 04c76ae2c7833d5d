import { BSONError, deserialize, ObjectId, serialize } from 'bson';
import { CommandError, badValue, unsupported } from '../errors.ts';
import type { Document } from './values.ts';

/** The largest document that is kept, in bytes, as in MongoDB. */
export const maxDocumentBytes = 16 * 1024 * 1024;
/** How deep documents may nest, as in MongoDB: kept ones, and commands around them. */
export const maxDepth = 100;

/** Bytes to values; numbers, binary and regular expressions keep their BSON classes, so types survive a rewrite. */
export function decode(bytes: Uint8Array, raw?: { [field: string]: true }): Document {
  try {
    return deserialize(bytes, { promoteValues: false, bsonRegExp: true, ...(raw && { fieldsAsRaw: raw }) });
  } catch (error) {
    // What the checks do not look at, such as letters that are none.
    throw error instanceof BSONError ? broken(error.message) : error;
  }
}

/** The most an answer may take beside the document in it; beyond 17 MB the bson package gives wrong bytes. */
const envelopeBytes = 64 * 1024;

/** Values to bytes. */
export function encode(document: Document): Buffer {
  const bytes = asBuffer(serialize(document));
  if (bytes.length > maxDocumentBytes + envelopeBytes)
    throw new CommandError(
      'BSONObjectTooLarge',
      `BSONObj size: ${bytes.length} is invalid, the largest is ${maxDocumentBytes}`,
    );
  return bytes;
}

/** The same memory as a Buffer. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Checks that bytes are one whole BSON document, all the way down and not deeper than `deepest`, without names that
 * JavaScript objects cannot hold. With `toStore` DBRefs are refused too: they would not read back as they were written.
 */
export function checkBson(bytes: Buffer, deepest: number, toStore = false): void {
  if (bytes.length < 5 || bytes.readInt32LE(0) !== bytes.length) throw broken('the length is wrong');
  const open = [0];
  const depths = [1];
  for (let start = open.pop(); start !== undefined; start = open.pop()) {
    const depth = depths.pop()!;
    if (depth > deepest) throw new CommandError('Overflow', `documents may nest at most ${deepest} deep`);
    const stop = endOf(bytes, start);
    for (let at = start + 4; at < stop;) {
      const type = bytes[at]!;
      const value = afterName(bytes, at, stop);
      checkName(bytes, at + 1, value - 1, toStore);
      at = value + sizeOf(type, bytes, value, stop);
      if (at > stop) throw broken('a value runs past its document');
      if (type === 0x03 || type === 0x04) {
        open.push(value);
        depths.push(depth + 1);
      } else if (type === 0x09) checkDate(bytes.readBigInt64LE(value));
    }
  }
}

/** The place of a document's closing 0. */
function endOf(bytes: Buffer, start: number): number {
  const size = bytes.readInt32LE(start);
  if (size < 5 || start + size > bytes.length || bytes[start + size - 1] !== 0)
    throw broken('a document is not closed where it says');
  return start + size - 1;
}

function afterName(bytes: Buffer, at: number, stop: number): number {
  let zero = at + 1;
  while (zero < stop && bytes[zero] !== 0) zero++;
  if (zero >= stop) throw broken('a field name has no end');
  return zero + 1;
}

const awkward = new Set(['_bsontype', '__proto__']);

function checkName(bytes: Buffer, from: number, to: number, toStore: boolean): void {
  if (to - from === 9 && bytes[from] === 0x5f && awkward.has(bytes.toString('latin1', from, to)))
    throw unsupported(`a field named ${bytes.toString('latin1', from, to)}`);
  if (toStore && to - from === 4 && bytes.toString('latin1', from, to) === '$ref')
    throw unsupported('a DBRef in a document');
}

/** JavaScript's dates end at ±8.64e15 ms; a later one would silently turn into none. */
function checkDate(time: bigint): void {
  if (time > 8_640_000_000_000_000n || time < -8_640_000_000_000_000n)
    throw badValue('a date lies beyond the years this store can hold (271821 BC to 275760)');
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
  const stop = bytes.length - 1;
  for (let at = 4; at < stop;) {
    const value = afterName(bytes, at, stop);
    const end = value + sizeOf(bytes[at]!, bytes, value, stop);
    if (bytes.toString('latin1', at + 1, value - 1) === '_id') {
      if (at === 4) return bytes;
      return Buffer.concat([
        bytes.subarray(0, 4),
        bytes.subarray(at, end),
        bytes.subarray(4, at),
        bytes.subarray(end),
      ]);
    }
    at = end;
  }
  const id = encode({ _id: new ObjectId() }).subarray(4, -1);
  const whole = Buffer.concat([bytes.subarray(0, 4), id, bytes.subarray(4)]);
  whole.writeInt32LE(whole.length, 0);
  return whole;
}

/** A document that begins with a list, under `name`, of documents that are already bytes. */
export function encodeWithList(name: string, list: readonly Uint8Array[], after: Document): Buffer {
  const label = Buffer.from(`\x04${name}\0`);
  const tail = encode(after);
  let size = 5;
  for (const [i, bytes] of list.entries()) size += elementLabel(i).length + bytes.length;
  const whole = Buffer.allocUnsafe(4 + label.length + size + tail.length - 4);
  let at = whole.writeInt32LE(whole.length, 0);
  const put = (bytes: Uint8Array): void => {
    whole.set(bytes, at);
    at += bytes.length;
  };
  put(label);
  at = whole.writeInt32LE(size, at);
  for (const [i, bytes] of list.entries()) {
    put(elementLabel(i));
    put(bytes);
  }
  whole[at++] = 0;
  put(tail.subarray(4));
  return whole;
}

/** A document whose field `name` is itself already bytes. */
export function encodeAround(name: string, inner: Uint8Array, after: Document): Buffer {
  const tail = encode(after);
  const whole = Buffer.concat([tail.subarray(0, 4), Buffer.from(`\x03${name}\0`), inner, tail.subarray(4)]);
  whole.writeInt32LE(whole.length, 0);
  return whole;
}

const labels: Buffer[] = [];
function elementLabel(i: number): Buffer {
  return i < 1000 ? (labels[i] ??= Buffer.from(`\x03${i}\0`)) : Buffer.from(`\x03${i}\0`);
}
