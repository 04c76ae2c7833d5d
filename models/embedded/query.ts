import type { Collection } from './catalog.ts';
import { compare, type Compare } from './compare.ts';
import type { Filter } from './match.ts';
import { planFor, type IndexWalk, type Plan } from './plan.ts';
import type { Row } from './rows.ts';
import type { Counted, Flow, Keyed, Scanner } from './scan.ts';
import { sorted, type SortField } from './sort.ts';

/** What is asked of a collection. */
export interface Query {
  filter: Filter;
  sort?: SortField[] | undefined;
  skip?: number;
  /** 0 means no limit. */
  limit?: number;
  hint?: unknown;
}

export const uncounted = (): Counted => ({ keys: 0, documents: 0 });

/** The rows a query wants, in its order. `plan` and `counted` are given when someone wants to see them. */
export function* rowsFor(
  scanner: Scanner,
  collection: Collection,
  query: Query,
  counted = uncounted(),
  plan = planOf(scanner, collection, query),
): Flow<Row> {
  const { filter, sort, skip = 0, limit = 0 } = query;
  const most = limit > 0 ? skip + limit : Infinity;
  const met = matching(scanner, collection, plan, filter, most, counted);
  const inOrder =
    sort && !plan.ordered
      ? sorted(
          met,
          sort,
          (row) => row.document,
          (row) => row.bytes.length,
          most,
          filter.compare,
        )
      : met;
  yield* slice(inOrder, skip, most);
}

export function planOf(scanner: Scanner, collection: Collection, { filter, sort, hint }: Query): Plan {
  return planFor(scanner, collection, filter, sort, hint);
}

/** Skips and limits a flow; what lies behind the limit is not looked at. */
export function* slice<T>(flow: Flow<T>, skip: number, most: number): Flow<T> {
  if (most <= skip) return;
  let seen = 0;
  for (const item of flow) {
    if (item === null) yield null;
    else if (++seen > skip) {
      yield item;
      if (seen >= most) return;
    }
  }
}

function* matching(
  scanner: Scanner,
  collection: Collection,
  plan: Plan,
  filter: Filter,
  most: number,
  counted: Counted,
): Flow<Row> {
  const exact = plan.kind === 'index' && plan.exact;
  for (const row of candidates(scanner, collection, plan, exact && plan.ordered ? most : Infinity, counted))
    if (row === null || exact || filter.test(row.document)) yield row;
}

function* candidates(
  scanner: Scanner,
  collection: Collection,
  plan: Plan,
  most: number,
  counted: Counted,
): Flow<Row> {
  switch (plan.kind) {
    case 'table':
      return yield* scanner.table(collection, plan.backwards, counted);
    case 'index':
      return yield* onceEach(
        plan.index.multikey ? new Set() : undefined,
        walk(scanner, collection, plan, most, counted),
      );
    case 'union': {
      const seen = new Set<number>();
      for (const part of plan.walks) yield* onceEach(seen, walk(scanner, collection, part, most, counted));
    }
  }
}

/** A document with several keys in an index is met several times. */
function* onceEach(seen: Set<number> | undefined, flow: Flow<Keyed & { row: Row }>): Flow<Row> {
  for (const item of flow) {
    if (item === null) yield null;
    else if (!seen || !seen.has(item.r)) {
      seen?.add(item.r);
      yield item.row;
    }
  }
}

/** How many rows the first read of an index takes when it is not known how many are wanted. */
const unknownWanted = 16;

function* walk(
  scanner: Scanner,
  collection: Collection,
  plan: IndexWalk,
  most: number,
  counted: Counted,
): Flow<Keyed & { row: Row }> {
  const wanted = Math.min(Number.isFinite(most) ? most : unknownWanted, 256);
  const { intervals } = plan.bounds;
  const inOrder = plan.backwards ? [...intervals].reverse() : intervals;
  const each = (size: number) =>
    inOrder.map((interval) => ({
      fixed: interval.fixed,
      flow: scanner.interval(collection, plan.index, interval, plan.backwards, size, counted),
    }));
  if (plan.merged) yield* merge(each(Math.min(wanted, unknownWanted)), plan.backwards);
  else for (const { flow } of each(wanted)) yield* flow;
}

/** Walks several intervals side by side, in the order of what follows the part that each of them holds fixed. */
function* merge<T extends Keyed>(sources: { fixed: number; flow: Flow<T> }[], backwards: boolean): Flow<T> {
  const heads: { fixed: number; flow: Flow<T>; item: T }[] = [];
  for (const source of sources) {
    const item = yield* next(source.flow);
    if (item) heads.push({ ...source, item });
  }
  while (heads.length) {
    let first = heads[0]!;
    for (const head of heads) {
      const difference = Buffer.compare(
        head.item.key.subarray(head.fixed),
        first.item.key.subarray(first.fixed),
      );
      if (backwards ? difference > 0 : difference < 0) first = head;
    }
    yield first.item;
    const item = yield* next(first.flow);
    if (item) first.item = item;
    else heads.splice(heads.indexOf(first), 1);
  }
}

/** The next item of a flow, passing its pauses on. */
function* next<T>(flow: Flow<T>): Generator<null, T | undefined, undefined> {
  for (;;) {
    const { value, done } = flow.next();
    if (done) return undefined;
    if (value !== null) return value as T;
    yield null;
  }
}

/** How many documents a query wants; answered from the keys alone where the plan is exact. */
export function* countFor(
  scanner: Scanner,
  collection: Collection,
  query: Query,
): Generator<null, number, undefined> {
  const { filter, skip = 0, limit = 0 } = query;
  const everything = filter.conditions.length + filter.alternatives.length + filter.others === 0;
  const most = limit > 0 ? skip + limit : Infinity;
  let total = 0;
  if (everything && filter.compare === compare) total = collection.count;
  else {
    const plan = planOf(scanner, collection, query);
    if (plan.kind === 'index' && plan.exact) total = yield* countIntervals(scanner, collection, plan);
    else
      for (const row of matching(scanner, collection, plan, filter, Infinity, uncounted())) {
        if (row === null) yield null;
        else if (++total >= most) break;
      }
  }
  return Math.max(0, Math.min(total, most) - skip);
}

function* countIntervals(
  scanner: Scanner,
  collection: Collection,
  { index, bounds }: IndexWalk,
): Generator<null, number, undefined> {
  let total = 0;
  for (const interval of bounds.intervals) {
    for (const count of scanner.countAll(collection, index, interval, uncounted())) {
      if (count === null) yield null;
      else total += count;
    }
  }
  return total;
}

export type { Compare };
