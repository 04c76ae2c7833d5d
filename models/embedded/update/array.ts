import { badValue, failedToParse, typeMismatch } from '../errors.ts';
import { compileLeaf } from '../query/match-leaf.ts';
import { compileElement } from '../query/match.ts';
import { compareKeys, readSort, sortKeys } from '../query/sort.ts';
import type { Compare } from '../value/compare.ts';
import { isDocument, isList, kindOf, wholeNumber, type Document } from '../value/values.ts';
import { unchanged, type Change } from './path.ts';

/** `$push`: appends, or with `$each` inserts, sorts and cuts, in that order. */
export function push(operand: unknown, path: string, order: Compare): Change {
  const extra = eachOf(operand, ['$each', '$position', '$slice', '$sort'], '$push');
  const added = extra ? (extra['$each'] as unknown[]) : [operand];
  const position = extra && whole(extra, '$position');
  const cut = extra && whole(extra, '$slice');
  const sort = extra && sorter(extra['$sort'], order);
  return (old) => {
    const list = [...listAt(old, path, '$push')];
    const at =
      position === undefined ? list.length : position < 0 ? Math.max(0, list.length + position) : position;
    list.splice(at, 0, ...added);
    if (sort) list.sort(sort);
    if (cut === undefined) return list;
    return cut < 0 ? list.slice(cut) : list.slice(0, cut);
  };
}

/** `$addToSet`: appends what is not there yet. */
export function addToSet(operand: unknown, path: string, order: Compare): Change {
  const extra = eachOf(operand, ['$each'], '$addToSet');
  const added = extra ? (extra['$each'] as unknown[]) : [operand];
  return (old) => {
    const list = [...listAt(old, path, '$addToSet')];
    const before = list.length;
    for (const value of added) if (!list.some((element) => order(element, value) === 0)) list.push(value);
    return old !== undefined && list.length === before ? unchanged : list;
  };
}

/** `$pull`: takes out the elements equal to a value or fulfilling a condition. */
export function pull(operand: unknown, path: string, order: Compare): Change {
  const test = pullTest(operand, order);
  return keeping(path, '$pull', (element) => !test(element));
}

function pullTest(operand: unknown, order: Compare): (element: unknown) => boolean {
  if (kindOf(operand) === 'regex') return compileLeaf('$regex', operand, {}, order).test;
  if (isDocument(operand)) return compileElement(operand, { compare: order });
  return (element) => order(element, operand) === 0;
}

/** `$pullAll`: takes out every element equal to one of a list. */
export function pullAll(operand: unknown, path: string, order: Compare): Change {
  if (!isList(operand)) throw badValue('$pullAll requires an array argument');
  return keeping(path, '$pullAll', (element) => !operand.some((value) => order(element, value) === 0));
}

function keeping(path: string, name: string, keeps: (element: unknown) => boolean): Change {
  return (old) => {
    if (old === undefined) return unchanged;
    const list = listAt(old, path, name);
    const kept = list.filter(keeps);
    return kept.length === list.length ? unchanged : kept;
  };
}

/** `$pop`: takes off the last element (1) or the first (-1). */
export function pop(operand: unknown, path: string): Change {
  const end = wholeNumber(operand);
  if (end !== 1 && end !== -1) throw failedToParse('$pop expects 1 or -1');
  return (old) => {
    if (old === undefined) return unchanged;
    if (!isList(old)) throw typeMismatch(`Path '${path}' contains an element of non-array type`);
    if (old.length === 0) return unchanged;
    return end === 1 ? old.slice(0, -1) : old.slice(1);
  };
}

function listAt(old: unknown, path: string, name: string): unknown[] {
  if (old === undefined) return [];
  if (isList(old)) return old;
  throw badValue(`The field '${path}' must be an array for ${name} but is of type ${kindOf(old)}`);
}

function eachOf(operand: unknown, known: readonly string[], name: string): Document | undefined {
  if (!isDocument(operand) || !('$each' in operand)) return undefined;
  for (const key of Object.keys(operand))
    if (!known.includes(key)) throw badValue(`Unrecognized clause in ${name}: ${key}`);
  if (!isList(operand['$each'])) throw badValue(`The argument to $each in ${name} must be an array`);
  return operand;
}

function whole(extra: Document, name: string): number | undefined {
  if (!(name in extra)) return undefined;
  const value = wholeNumber(extra[name]);
  if (value === undefined) throw badValue(`The value for ${name} must be a whole number`);
  return value;
}

function sorter(sort: unknown, order: Compare): ((a: unknown, b: unknown) => number) | undefined {
  if (sort === undefined) return undefined;
  const way = wholeNumber(sort);
  if (way === 1 || way === -1) return (a, b) => way * order(a, b);
  const fields = readSort(sort);
  if (!fields) throw badValue('The $sort of a $push must not be empty');
  const keys = (value: unknown): unknown[] =>
    isDocument(value) ? sortKeys(value, fields, order) : fields.map(() => null);
  return (a, b) => compareKeys(keys(a), keys(b), fields, order);
}
