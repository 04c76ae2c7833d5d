import { badValue } from '../errors.ts';
import type { Collection } from '../file/catalog.ts';
import { findIndex, type Index } from '../file/index-definition.ts';
import type { Scanner } from '../file/scan.ts';
import type { Condition, Filter } from '../query/match.ts';
import type { SortField } from '../query/sort.ts';
import { compare } from '../value/compare.ts';
import { kindOf, wholeNumber, type Document } from '../value/values.ts';
import { boundsOf, type Bounds } from './bounds.ts';
import { leavesNothingOut } from './implied.ts';

/** A walk over part of an index. */
export interface IndexWalk {
  kind: 'index';
  index: Index;
  bounds: Bounds;
  backwards: boolean;
  /** The rows come in the order that was asked for. */
  ordered: boolean;
  /** For that, the intervals must be walked side by side and merged. */
  merged: boolean;
  /** Every key within the bounds fulfils the whole filter: the documents need not be tested. */
  exact: boolean;
}

export type Plan =
  | { kind: 'table'; backwards: boolean; ordered: boolean }
  | IndexWalk
  /** One walk for each branch of an `$or`. */
  | { kind: 'union'; walks: IndexWalk[]; ordered: false };

/** More intervals than this are not merged: each keeps rows in memory. */
const mostMerged = 100;
/** Estimates do not count further than this. */
const mostCounted = 1000;

/** What is asked of a collection. */
export interface Query {
  filter: Filter;
  sort?: SortField[] | undefined;
  skip?: number;
  /** 0 means no limit. */
  limit?: number;
  /** Names an index or gives its keys. */
  hint?: unknown;
}

/** Chooses how to find what a query wants. */
export function planFor(scanner: Scanner, collection: Collection, query: Query): Plan {
  const { filter, sort, limit, hint } = query;
  if (hint !== undefined) return hinted(collection, query);
  const walks = collection.indexes
    .filter((index) => index.ready && filter.compare === compare && leavesNothingOut(index, filter))
    .map((index) => walkOf(index, filter, sort));
  const bounded = walks.filter(({ bounds }) => bounds.equal > 0 || bounds.ranged);
  // Keys in the order that is asked for, and no more of them than are wanted: nothing can be better.
  const direct = limit ? bounded.find(({ exact, ordered }) => exact && ordered) : undefined;
  if (direct) return direct;
  if (bounded.length > 0) return cheapest(scanner, collection, bounded, sort);
  const union = unionOf(scanner, collection, filter);
  if (union) return union;
  const inOrder = sort && walks.find(({ ordered }) => ordered);
  return inOrder ?? { kind: 'table', backwards: false, ordered: !sort };
}

function hinted(collection: Collection, { filter, sort, hint }: Query): Plan {
  const natural = kindOf(hint) === 'object' ? wholeNumber((hint as Document)['$natural']) : undefined;
  if (natural !== undefined) return { kind: 'table', backwards: natural < 0, ordered: !sort };
  const index = findIndex(collection.indexes, hint);
  if (index?.ready) return walkOf(index, filter, sort);
  throw badValue(
    'error processing query: planner returned error :: caused by :: hint provided does not correspond to an existing index',
  );
}

function walkOf(index: Index, filter: Filter, sort: SortField[] | undefined): IndexWalk {
  const usable = filter.compare === compare ? filter.conditions : [];
  const bounds = boundsOf(index, usable);
  const exact =
    !index.multikey &&
    filter.others === 0 &&
    filter.alternatives.length === 0 &&
    filter.conditions.every((condition) => bounds.met.has(condition));
  return { kind: 'index', index, bounds, exact, ...orderOf(index, bounds, filter, sort) };
}

type Order = Pick<IndexWalk, 'backwards' | 'ordered' | 'merged'>;

/** Whether walking an index forwards or backwards gives the order that is asked for. */
function orderOf(index: Index, bounds: Bounds, filter: Filter, sort: SortField[] | undefined): Order {
  const unordered = { backwards: false, ordered: !sort, merged: false };
  if (!sort || index.multikey || filter.compare !== compare) return unordered;
  const held = new Set(
    filter.conditions
      .filter(({ operator, operand }) => operator === '$eq' && kindOf(operand) !== 'array')
      .map(({ path }) => path),
  );
  const wanted = sort.filter(({ path }) => !(held.has(path) && index.paths.includes(path)));
  const one = bounds.intervals.length <= 1;
  for (const skipped of one ? [bounds.equal] : [0, bounds.equal]) {
    const way = wayThrough(index, wanted, skipped, held);
    if (way === undefined) continue;
    const merged = !one && skipped > 0;
    if (!merged || bounds.intervals.length <= mostMerged)
      return { backwards: way < 0, ordered: true, merged };
  }
  return unordered;
}

/** 1 or -1 when the parts of an index from some on give an order, forwards or backwards; undefined when not. */
function wayThrough(
  index: Index,
  wanted: readonly SortField[],
  skipped: number,
  held: ReadonlySet<string>,
): number | undefined {
  let way = 0;
  let part = 0;
  for (const { path, descending } of wanted) {
    while (
      part < index.paths.length &&
      index.paths[part] !== path &&
      (part < skipped || held.has(index.paths[part]!))
    )
      part++;
    if (index.paths[part] !== path) return undefined;
    const needed = index.descending[part] === descending ? 1 : -1;
    if (way !== 0 && way !== needed) return undefined;
    way = needed;
    part++;
  }
  return way === 0 ? 1 : way;
}

/** Of several walks the one that meets the fewest keys; a sort in memory counts as meeting them twice. */
function cheapest(
  scanner: Scanner,
  collection: Collection,
  walks: IndexWalk[],
  sort: SortField[] | undefined,
): IndexWalk {
  if (walks.length === 1) return walks[0]!;
  const priced = walks.map((walk) => {
    const keys = estimate(scanner, collection, walk);
    return { walk, keys, cost: sort && !walk.ordered ? keys * 2 : keys };
  });
  priced.sort(
    (a, b) =>
      a.cost - b.cost ||
      Number(b.walk.exact) - Number(a.walk.exact) ||
      b.walk.bounds.equal - a.walk.bounds.equal ||
      Number(b.walk.bounds.ranged) - Number(a.walk.bounds.ranged),
  );
  return priced[0]!.walk;
}

function estimate(scanner: Scanner, collection: Collection, { index, bounds }: IndexWalk): number {
  if (index.unique && bounds.equal === index.paths.length) return bounds.intervals.length;
  let keys = 0;
  for (const interval of bounds.intervals) {
    keys += scanner.countKeys(collection, index, interval, mostCounted - keys);
    if (keys >= mostCounted) break;
  }
  return keys;
}

/** An `$or` whose every branch has an index of its own. */
function unionOf(scanner: Scanner, collection: Collection, filter: Filter): Plan | undefined {
  for (const branches of filter.alternatives) {
    const plans = branches.map((branch) => planFor(scanner, collection, { filter: joined(filter, branch) }));
    if (plans.every((plan) => plan.kind === 'index' && (plan.bounds.equal > 0 || plan.bounds.ranged)))
      return { kind: 'union', walks: plans as IndexWalk[], ordered: false };
  }
  return undefined;
}

/** What holds in one branch of an `$or`: its own conditions and those beside it. Never exact: the whole filter is tested. */
function joined(filter: Filter, branch: Filter): Filter {
  const conditions: Condition[] = [...filter.conditions, ...branch.conditions];
  return { ...branch, conditions, others: 1 };
}
