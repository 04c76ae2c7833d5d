import type { Binary, BSONRegExp, Code, Decimal128, ObjectId, Timestamp } from 'bson';
import { decimalParts, splitDecimal } from './decimal.ts';
import { kindOf, numeric, rank, type Document, type NumberValue } from './values.ts';

/**
 * A value as bytes whose order by memcmp is MongoDB's order of values, exactly. No encoding is the beginning
 * of another, so encodings can be joined to compound keys, and inverted for descending fields.
 */
export function encodeKey(value: unknown): Buffer {
  length = 0;
  write(value);
  return Buffer.from(scratch.subarray(0, length));
}

/** One index key: the values in the order of the index, the descending ones inverted. */
export function encodeCompound(values: readonly unknown[], descending: readonly boolean[]): Buffer {
  length = 0;
  for (const [i, value] of values.entries()) {
    const start = length;
    write(value);
    if (descending[i]) invert(scratch, start, length);
  }
  return Buffer.from(scratch.subarray(0, length));
}

/** The same bytes with every bit turned: what a descending field stores. */
export function inverted(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  invert(copy, 0, copy.length);
  return copy;
}

/** The least bytes above everything that begins with `prefix`. No key begins with ff, so that ends them all. */
export function beyond(prefix: Buffer): Buffer {
  let last = prefix.length - 1;
  while (last >= 0 && prefix[last] === 0xff) last--;
  if (last < 0) return Buffer.of(0xff);
  const next = Buffer.from(prefix.subarray(0, last + 1));
  next[last]!++;
  return next;
}

let scratch = Buffer.allocUnsafe(4096);
let length = 0;

function room(extra: number): void {
  if (length + extra <= scratch.length) return;
  const larger = Buffer.allocUnsafe(Math.max(scratch.length * 2, length + extra));
  scratch.copy(larger, 0, 0, length);
  scratch = larger;
}

function byte(value: number): void {
  room(1);
  scratch[length++] = value;
}

function write(value: unknown): void {
  const kind = kindOf(value);
  switch (kind) {
    case 'number':
      return writeNumber(value as NumberValue);
    case 'string':
      byte(rank.string);
      return writeText(value as string);
    case 'object':
      return writeDocument(value as Document);
    case 'array':
      byte(rank.array);
      for (const element of value as unknown[]) write(element);
      return byte(0);
    case 'bool':
      byte(rank.bool);
      return byte(value ? 2 : 1);
    case 'date':
      byte(rank.date);
      return writeSigned64(BigInt((value as Date).getTime()));
    case 'objectId':
      byte(rank.objectId);
      return writeBytes((value as ObjectId).id);
    case 'timestamp':
      byte(rank.timestamp);
      return writeUnsigned64((value as Timestamp).toBigInt());
    case 'binData':
      return writeBinary(value as Binary);
    case 'regex':
      byte(rank.regex);
      writeText((value as BSONRegExp).pattern);
      return writeText((value as BSONRegExp).options);
    case 'javascript':
      byte(rank.javascript);
      return writeText((value as Code).code);
    default:
      return byte(rank[kind]);
  }
}

function writeDocument(document: Document): void {
  byte(rank.object);
  for (const name of Object.keys(document)) {
    const value = document[name];
    byte(rank[kindOf(value)]);
    writeText(name);
    write(value);
  }
  byte(0);
}

/** UTF-8 with 00 written as 00 ff, closed by 00 01. */
function writeText(text: string): void {
  room(text.length * 3 + 2);
  const start = length;
  length += scratch.write(text, length, 'utf8');
  if (text.includes('\0')) escapeZeros(start);
  scratch[length++] = 0;
  scratch[length++] = 1;
}

function escapeZeros(start: number): void {
  const plain = Buffer.from(scratch.subarray(start, length));
  room(plain.length + 2);
  length = start;
  for (const value of plain) {
    scratch[length++] = value;
    if (value === 0) scratch[length++] = 0xff;
  }
}

function writeBytes(bytes: Uint8Array): void {
  room(bytes.length);
  scratch.set(bytes, length);
  length += bytes.length;
}

/** Binary compares by length, then subtype, then content. */
function writeBinary(value: Binary): void {
  byte(rank.binData);
  const bytes = value.buffer.subarray(0, value.position);
  room(5);
  length = scratch.writeUInt32BE(bytes.length, length);
  byte(value.sub_type);
  writeBytes(bytes);
}

function writeUnsigned64(value: bigint): void {
  room(8);
  length = scratch.writeBigUInt64BE(BigInt.asUintN(64, value), length);
}

const signBit = 1n << 63n;
function writeSigned64(value: bigint): void {
  writeUnsigned64(BigInt.asUintN(64, value) ^ signBit);
}

/**
 * NaN, negative, zero and positive begin with bytes of their own. Then the size: the nearest double not above
 * it, and what that leaves (00 for nothing), so doubles, 64-bit integers and decimals fall in one exact order.
 */
function writeNumber(value: NumberValue): void {
  const plain = numeric(value);
  if (typeof plain === 'number') return writeDouble(plain);
  if (typeof plain === 'bigint' && plain >= -maxSafe && plain <= maxSafe) return writeDouble(Number(plain));
  return writeExact(plain);
}

const maxSafe = BigInt(Number.MAX_SAFE_INTEGER);

function writeDouble(value: number): void {
  if (Number.isNaN(value)) return byte(rank.number);
  if (value === 0) return byte(rank.number + 2);
  room(10);
  const start = length;
  scratch[length++] = value < 0 ? rank.number + 1 : rank.number + 3;
  length = scratch.writeDoubleBE(Math.abs(value), length);
  scratch[length++] = 0;
  if (value < 0) invert(scratch, start + 1, length);
}

function writeExact(value: bigint | Decimal128): void {
  const parts = decimalParts(value);
  if (typeof parts === 'number') return writeDouble(parts);
  const { double, digits, exponent } = splitDecimal(parts);
  room(16 + digits.length);
  const start = length;
  scratch[length++] = parts.negative ? rank.number + 1 : rank.number + 3;
  length = scratch.writeDoubleBE(double, length);
  if (digits === '') scratch[length++] = 0;
  else {
    scratch[length++] = 1;
    length = scratch.writeUInt16BE(exponent + 0x8000, length);
    for (const digit of digits) scratch[length++] = digit.charCodeAt(0) - 47;
    scratch[length++] = 0;
  }
  if (parts.negative) invert(scratch, start + 1, length);
}

function invert(bytes: Buffer, from: number, to: number): void {
  for (let i = from; i < to; i++) bytes[i] = ~bytes[i]! & 0xff;
}
