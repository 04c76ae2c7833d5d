import type { ObjectId } from 'bson';
import { encodeKey } from './key.ts';
import { kindOf, numeric, rank, type NumberValue } from './values.ts';

/** Orders two values; negative, zero or positive. */
export type Compare = (a: unknown, b: unknown) => number;

/** MongoDB's order of values. Agrees with the index keys by construction: what is not plain compares by its key. */
export function compare(a: unknown, b: unknown): number {
  const kind = kindOf(a);
  const other = kindOf(b);
  if (kind !== other) return rank[kind] - rank[other];
  switch (kind) {
    case 'number':
      return compareNumbers(a as NumberValue, b as NumberValue);
    case 'string':
      return compareText(a as string, b as string);
    case 'bool':
      return Number(a) - Number(b);
    case 'date':
      return (a as Date).getTime() - (b as Date).getTime();
    case 'objectId':
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
    case 'null':
    case 'undefined':
    case 'minKey':
    case 'maxKey':
      return 0;
    default:
      return Buffer.compare(encodeKey(a), encodeKey(b));
  }
}

/** The order of values under a collation: strings by the collator, also inside arrays and documents. */
export function collated(collator: Intl.Collator): Compare {
  return function order(a, b): number {
    const kind = kindOf(a);
    if (kind !== kindOf(b)) return compare(a, b);
    if (kind === 'string') return collator.compare(a as string, b as string);
    if (kind === 'array') return orderLists(a as unknown[], b as unknown[], order);
    if (kind === 'object')
      return orderLists(Object.entries(a as object).flat(), Object.entries(b as object).flat(), order);
    return compare(a, b);
  };
}

function orderLists(a: unknown[], b: unknown[], order: Compare): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const difference = order(a[i], b[i]);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareNumbers(a: NumberValue, b: NumberValue): number {
  const left = numeric(a);
  const right = numeric(b);
  if (typeof left === 'object' || typeof right === 'object')
    return Buffer.compare(encodeKey(a), encodeKey(b));
  if (left < right) return -1;
  if (left > right) return 1;
  return Number(Number.isNaN(right)) - Number(Number.isNaN(left));
}

/** By code point, as UTF-8 bytes order; JavaScript's own order differs only beyond the surrogates. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right)
      return isSurrogate(left) !== isSurrogate(right) ? (isSurrogate(left) ? 1 : -1) : left - right;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
