import { unsupported } from '../errors.ts';
import type { Collection } from '../file/catalog.ts';
import type { Steps } from '../flow.ts';
import { planFor, type IndexWalk, type Plan, type Query } from '../plan/plan.ts';
import { rowsFor, uncounted } from '../plan/walk.ts';
import type { Store } from '../store.ts';
import type { Document } from '../value/values.ts';
import type { Call, Command } from './call.ts';
import { documentOf } from './change.ts';
import { readFind } from './find.ts';

/** Says how a command would find its documents, in MongoDB's words, and with `executionStats` does it and counts. */
export const explain: Command = { fields: 'verbosity', run };

function* run({ store, db, body }: Call): Steps<Document> {
  const inner = documentOf(body['explain']);
  const { name, query } = explained(inner);
  const collection = store.catalog.find(db, name);
  const plan: Plan = collection
    ? planFor(store.scanner, collection, query)
    : { kind: 'table', backwards: false, ordered: true };
  const queryPlanner = { namespace: `${db}.${name}`, winningPlan: stages(plan, query), rejectedPlans: [] };
  if (body['verbosity'] === 'queryPlanner' || !collection) return { queryPlanner, ok: 1 };
  return { queryPlanner, executionStats: yield* executed(store, collection, query, plan), ok: 1 };
}

function explained(inner: Document): { name: string; query: Query } {
  const [command] = Object.keys(inner) as [string];
  const name = String(inner[command]);
  const [first = {}] = (inner['pipeline'] ?? inner['updates'] ?? inner['deletes'] ?? []) as Document[];
  switch (command) {
    case 'find':
      return { name, query: readFind(inner).query };
    case 'count':
    case 'distinct':
    case 'findAndModify':
      return {
        name,
        query: readFind({ filter: inner['query'], sort: inner['sort'], hint: inner['hint'] }).query,
      };
    case 'aggregate':
      return { name, query: readFind({ filter: first['$match'], hint: inner['hint'] }).query };
    case 'update':
    case 'delete':
      return { name, query: readFind({ filter: first['q'], hint: first['hint'] }).query };
  }
  throw unsupported(`explain of '${command}'`);
}

function* executed(store: Store, collection: Collection, query: Query, plan: Plan): Steps<Document> {
  const counted = uncounted();
  let nReturned = 0;
  const started = performance.now();
  for (const rows of rowsFor(store.scanner, collection, query, counted, plan)) {
    nReturned += rows.length;
    yield;
  }
  return {
    executionSuccess: true,
    nReturned,
    executionTimeMillis: Math.round(performance.now() - started),
    totalKeysExamined: counted.keys,
    totalDocsExamined: counted.documents,
  };
}

function stages(plan: Plan, { sort, skip, limit }: Query): Document {
  let stage = access(plan);
  if (sort && !plan.ordered)
    stage = {
      stage: 'SORT',
      sortPattern: Object.fromEntries(sort.map(({ path, descending }) => [path, descending ? -1 : 1])),
      inputStage: stage,
    };
  if (skip) stage = { stage: 'SKIP', skipAmount: skip, inputStage: stage };
  return limit ? { stage: 'LIMIT', limitAmount: limit, inputStage: stage } : stage;
}

function access(plan: Plan): Document {
  if (plan.kind === 'table') return { stage: 'COLLSCAN', direction: plan.backwards ? 'backward' : 'forward' };
  if (plan.kind === 'union')
    return { stage: 'FETCH', inputStage: { stage: 'OR', inputStages: plan.walks.map(indexStage) } };
  return { stage: 'FETCH', inputStage: indexStage(plan) };
}

function indexStage({ index, backwards, bounds, merged }: IndexWalk): Document {
  return {
    stage: merged ? 'SORT_MERGE_IXSCAN' : 'IXSCAN',
    keyPattern: index.key,
    indexName: index.name,
    isMultiKey: index.multikey,
    isUnique: index.unique,
    isSparse: index.sparse,
    isPartial: index.partial !== undefined,
    direction: backwards ? 'backward' : 'forward',
    intervals: bounds.intervals.length,
  };
}
