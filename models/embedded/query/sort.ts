import { CommandError, typeMismatch, unsupported } from '../errors.ts';
import { mapped, memoryLimit, tooMuchMemory, type Flow } from '../flow.ts';
import type { Compare } from '../value/compare.ts';
import { anyAt, steps } from '../value/path.ts';

import { isDocument, isList, wholeNumber, type Document } from '../value/values.ts';

export interface SortField {
  path: string;
  parts: readonly string[];
  descending: boolean;
}

/** Reads a sort such as `{ at: -1 }`; undefined when there is nothing to sort by. */
export function readSort(sort: unknown): SortField[] | undefined {
  if (sort === undefined || sort === null) return undefined;
  if (!isDocument(sort)) throw typeMismatch('sort must be a document');
  const fields = Object.entries(sort).map(([path, direction]) => {
    if (isDocument(direction)) throw unsupported('sorting by $meta');
    const way = wholeNumber(direction);
    if (way !== 1 && way !== -1)
      throw new CommandError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    return { path, parts: steps(path), descending: way === -1 };
  });
  return fields.length ? fields : undefined;
}

interface Entry<T> {
  keys: unknown[];
  item: T;
  /** When it came: equal items stay in the order they came in. */
  nth: number;
}

/** How to look at what is sorted. */
interface Shape<T> {
  documentOf: (item: T) => Document;
  /** Its size in memory, in bytes. */
  sizeOf: (item: T) => number;
}

/** How many items are sorted in one step; a limit below this is kept to on the way. */
const runLength = 2048;

/** Sorts a flow in memory, in steps. With a `limit` it keeps no more than it must. */
export function* sorted<T>(
  flow: Flow<T>,
  fields: SortField[],
  shape: Shape<T>,
  limit: number,
  order: Compare,
): Flow<T> {
  const compareEntries = (a: Entry<T>, b: Entry<T>): number =>
    compareKeys(a.keys, b.keys, fields, order) || a.nth - b.nth;
  const runs: Entry<T>[][] = [];
  const run: Entry<T>[] = [];
  let bytes = 0;
  let nth = 0;
  for (const batch of flow) {
    for (const item of batch) {
      run.push({ keys: sortKeys(shape.documentOf(item), fields, order), item, nth: nth++ });
      bytes += shape.sizeOf(item);
    }
    if (run.length >= runLength || bytes > memoryLimit) {
      run.sort(compareEntries);
      if (limit < runLength / 2) {
        for (const { item } of run.splice(limit)) bytes -= shape.sizeOf(item);
      } else runs.push(run.splice(0));
    }
    if (bytes > memoryLimit) throw tooMuchMemory('Sort', 'Add an index that gives this order, or a limit');
    yield [];
  }
  runs.push(run.sort(compareEntries));
  yield* mapped(merged(runs, compareEntries), (batch) => batch.map(({ item }) => item));
}

/** Merges sorted runs into one flow, in batches. The heads of the runs are kept as a heap, the least on top. */
export function* merged<T>(runs: T[][], order: (a: T, b: T) => number, size = 128): Flow<T> {
  const heads = runs.filter((run) => run.length).map((run) => ({ run, at: 0 }));
  type Head = (typeof heads)[number];
  const isLess = (a: Head, b: Head): boolean => order(a.run[a.at]!, b.run[b.at]!) < 0;
  const settle = (place: number): void => {
    for (let least = place; ; place = least) {
      for (const child of [2 * place + 1, 2 * place + 2])
        if (child < heads.length && isLess(heads[child]!, heads[least]!)) least = child;
      if (least === place) return;
      [heads[place], heads[least]] = [heads[least]!, heads[place]!];
    }
  };
  for (let place = heads.length >> 1; place >= 0; place--) settle(place);
  let batch: T[] = [];
  while (heads.length) {
    const top = heads[0]!;
    batch.push(top.run[top.at++]!);
    if (top.at === top.run.length) {
      const end = heads.pop()!;
      if (end !== top) heads[0] = end;
    }
    settle(0);
    if (batch.length < size && heads.length) continue;
    yield batch;
    batch = [];
  }
}

/** What a document is sorted by: of an array the least element, or the greatest when descending. */
export function sortKeys(document: Document, fields: readonly SortField[], order: Compare): unknown[] {
  return fields.map(({ parts, descending }) => {
    let best: unknown;
    let found = false;
    const consider = (value: unknown): void => {
      const difference = found ? order(value, best) : 0;
      if (!found || (descending ? difference > 0 : difference < 0)) best = value;
      found = true;
    };
    anyAt(document, parts, false, (value) => {
      if (!isList(value)) consider(value ?? null);
      else if (value.length === 0) consider(undefined);
      else for (const element of value) consider(element);
      return false;
    });
    return found ? best : null;
  });
}

/** Orders two lists of sort keys. */
export function compareKeys(
  a: readonly unknown[],
  b: readonly unknown[],
  fields: readonly SortField[],
  order: Compare,
): number {
  for (const [i, { descending }] of fields.entries()) {
    const difference = order(a[i], b[i]);
    if (difference !== 0) return descending ? -difference : difference;
  }
  return 0;
}
