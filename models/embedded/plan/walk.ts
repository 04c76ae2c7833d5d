import type { Collection } from '../file/catalog.ts';
import { Row } from '../file/row.ts';
import type { Counted, Met, Scanner } from '../file/scan.ts';
import { mapped, slice, type Flow, type Steps } from '../flow.ts';
import type { Filter } from '../query/match.ts';
import { sorted } from '../query/sort.ts';
import { planFor, type IndexWalk, type Plan, type Query } from './plan.ts';

export const uncounted = (): Counted => ({ keys: 0, documents: 0 });

/** The rows a query wants, in its order. `plan` and `counted` are given when someone wants to see them. */
export function rowsFor(
  scanner: Scanner,
  collection: Collection,
  query: Query,
  counted = uncounted(),
  plan = planFor(scanner, collection, query),
): Flow<Row> {
  const { filter, sort, skip = 0, limit = 0 } = query;
  const most = limit > 0 ? skip + limit : Infinity;
  const met = matching(scanner, collection, plan, filter, plan.ordered ? most : Infinity, counted);
  if (!sort || plan.ordered) return limit || skip ? slice(met, skip, most) : met;
  const shape = { documentOf: (row: Row) => row.document, sizeOf: (row: Row) => row.bytes.length };
  return slice(sorted(met, sort, shape, most, filter.compare), skip, most);
}

function matching(
  scanner: Scanner,
  collection: Collection,
  plan: Plan,
  filter: Filter,
  most: number,
  counted: Counted,
): Flow<Row> {
  if (plan.kind === 'index' && plan.exact) return candidates(scanner, collection, plan, most, counted);
  return mapped(candidates(scanner, collection, plan, Infinity, counted), (rows) =>
    rows.filter((row) => filter.test(row.document)),
  );
}

function candidates(
  scanner: Scanner,
  collection: Collection,
  plan: Plan,
  most: number,
  counted: Counted,
): Flow<Row> {
  if (plan.kind === 'table') return scanner.table(collection, plan.backwards, counted);
  const walks = plan.kind === 'union' ? plan.walks : [plan];
  const seen = new Set<number>();
  // A document with several keys is met several times, as is one that several branches want.
  const repeats = plan.kind === 'union' || plan.index.multikey;
  const isNew = ([r]: Met): boolean => !seen.has(r) && seen.add(r) !== undefined;
  return mapped(walkAll(scanner, collection, walks, most, counted), (met) =>
    (repeats ? met.filter(isNew) : met).map(([r, d]) => new Row(r, d)),
  );
}

/** How many rows the first read of an index takes when it is not known how many are wanted. */
const unknownWanted = 16;

function* walkAll(
  scanner: Scanner,
  collection: Collection,
  walks: IndexWalk[],
  most: number,
  counted: Counted,
): Flow<Met> {
  const wanted = Number.isFinite(most) ? Math.min(most, 256) : unknownWanted;
  for (const { index, bounds, backwards, merged } of walks) {
    const intervals = backwards ? [...bounds.intervals].reverse() : bounds.intervals;
    const reading = {
      collection,
      index,
      backwards,
      wanted: merged ? Math.min(wanted, unknownWanted) : wanted,
      keyed: merged,
    };
    const sources = intervals.map((interval) => ({
      fixed: interval.fixed,
      flow: scanner.interval({ ...reading, interval }, counted),
    }));
    if (merged) yield* merge(sources, backwards);
    else for (const { flow } of sources) yield* flow;
  }
}

interface Head {
  fixed: number;
  flow: Flow<Met>;
  batch: Met[];
  at: number;
}

/** Walks several intervals side by side, in the order of what follows the part that each of them holds fixed. */
function* merge(sources: { fixed: number; flow: Flow<Met> }[], backwards: boolean): Flow<Met> {
  const heads: Head[] = [];
  for (const source of sources) {
    const head = { ...source, batch: [], at: 0 };
    if (refill(head)) heads.push(head);
  }
  let batch: Met[] = [];
  while (heads.length) {
    const first = heads.reduce((best, head) => (isBefore(head, best, backwards) ? head : best));
    batch.push(first.batch[first.at++]!);
    if (first.at < first.batch.length) continue;
    if (!refill(first)) heads.splice(heads.indexOf(first), 1);
    yield batch;
    batch = [];
  }
}

function refill(head: Head): boolean {
  const { value, done } = head.flow.next();
  head.batch = done ? [] : value;
  head.at = 0;
  return head.batch.length > 0;
}

function isBefore(head: Head, other: Head, backwards: boolean): boolean {
  const rest = ({ batch, at, fixed }: Head): Uint8Array => batch[at]![2]!.subarray(fixed);
  const difference = Buffer.compare(rest(head), rest(other));
  return backwards ? difference > 0 : difference < 0;
}

/** How many documents a query wants; answered from the keys alone where the plan is exact. */
export function* countFor(scanner: Scanner, collection: Collection, query: Query): Steps<number> {
  const { skip = 0, limit = 0 } = query;
  const most = limit > 0 ? skip + limit : Infinity;
  return Math.max(0, Math.min(yield* countUpTo(scanner, collection, query, most), most) - skip);
}

function* countUpTo(scanner: Scanner, collection: Collection, query: Query, most: number): Steps<number> {
  const { filter } = query;
  const isEverything = filter.conditions.length + filter.alternatives.length + filter.others === 0;
  if (isEverything) return collection.count;
  const plan = planFor(scanner, collection, query);
  let total = 0;
  if (plan.kind === 'index' && plan.exact) {
    for (const interval of plan.bounds.intervals)
      total += yield* scanner.countAll(collection, plan.index, interval);
    return total;
  }
  for (const rows of matching(scanner, collection, plan, filter, Infinity, uncounted())) {
    total += rows.length;
    if (total >= most) break;
    yield;
  }
  return total;
}
