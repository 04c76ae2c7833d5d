import type { Compare } from './compare.ts';
import { CommandError, typeMismatch, unsupported } from './errors.ts';
import { listed, type Flow } from './flow.ts';
import { anyAt, steps } from './path.ts';

import { isDocument, wholeNumber, type Document } from './values.ts';

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

/** The most a sort may hold in memory, in bytes of documents, as in MongoDB. */
const memoryLimit = 100 * 1024 * 1024;

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
  let run: Entry<T>[] = [];
  let bytes = 0;
  let nth = 0;
  for (const batch of flow) {
    for (const item of batch) {
      run.push({ keys: sortKeys(shape.documentOf(item), fields, order), item, nth: nth++ });
      bytes += shape.sizeOf(item);
    }
    if (run.length >= runLength) {
      run.sort(compareEntries);
      if (limit < runLength / 2) {
        for (const { item } of run.splice(limit)) bytes -= shape.sizeOf(item);
      } else runs.push(run.splice(0));
    }
    if (bytes > memoryLimit) throw tooMuch();
    yield [];
  }
  runs.push(run.sort(compareEntries));
  yield* merged(runs, compareEntries);
}

function tooMuch(): CommandError {
  return new CommandError(
    'QueryExceededMemoryLimitNoDiskUseAllowed',
    `Sort exceeded memory limit of ${memoryLimit} bytes. Add an index that gives this order, or a limit`,
  );
}

/** Merges sorted runs by repeatedly taking the least head. */
function* merged<T>(runs: Entry<T>[][], order: (a: Entry<T>, b: Entry<T>) => number): Flow<T> {
  if (runs.length === 1) return yield* listed(runs[0]!.map(({ item }) => item));
  const heads = runs.filter((run) => run.length).map((run) => ({ run, at: 0 }));
  let batch: T[] = [];
  while (heads.length) {
    const least = heads.reduce((best, head) =>
      order(head.run[head.at]!, best.run[best.at]!) < 0 ? head : best,
    );
    batch.push(least.run[least.at++]!.item);
    if (least.at === least.run.length) heads.splice(heads.indexOf(least), 1);
    if (batch.length < 128 && heads.length) continue;
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
      if (!Array.isArray(value)) consider(value ?? null);
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
