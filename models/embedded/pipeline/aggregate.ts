import { CommandError, failedToParse, unsupported } from '../errors.ts';
import type { Collection } from '../file/catalog.ts';
import { listed, mapped, slice, type Flow } from '../flow.ts';
import type { Query } from '../plan/plan.ts';
import { countFor, rowsFor } from '../plan/walk.ts';
import { compileFilter } from '../query/match.ts';
import { readSort, sorted } from '../query/sort.ts';
import { compileTransform } from '../query/transform.ts';
import { field, isDocument, isList, wholeNumber, type Document } from '../value/values.ts';
import { group } from './group.ts';
import { lookup } from './lookup.ts';
import {
  chain,
  collected,
  each,
  sizeOf,
  within,
  type Pipelines,
  type Stage,
  type Surroundings,
} from './stage.ts';
import { unwind } from './unwind.ts';

/** Runs a pipeline over a collection. What its first stages ask for is left to the indexes. */
export function* aggregate(
  pipeline: readonly Document[],
  collection: Collection | undefined,
  around: Surroundings,
  hint?: unknown,
): Flow<Document> {
  const { query, rest } = pushedDown(pipeline, around);
  const stages = compileStages(rest, around);
  const counted = collection && countedField(rest[0], query);
  if (counted) {
    const n = yield* within(countFor(around.store.scanner, collection, { ...query, hint }));
    const groups = n > 0 ? [{ _id: (rest[0]!['$group'] as Document)['_id'] ?? null, [counted]: n }] : [];
    return yield* chain(stages.slice(1))(listed(groups));
  }
  const rows = collection ? rowsFor(around.store.scanner, collection, { ...query, hint }) : listed([]);
  yield* chain(stages)(mapped(rows, (batch) => batch.map((row) => row.document)));
}

/** The leading `$match`, `$sort`, `$skip` and `$limit` as a query, and the stages after them. */
export function pushedDown(
  pipeline: readonly Document[],
  { environment, order }: Surroundings,
): { query: Query; rest: readonly Document[] } {
  let index = 0;
  const filters: Document[] = [];
  for (; nameOf(pipeline[index]) === '$match'; index++) filters.push(pipeline[index]!['$match'] as Document);
  const filter = compileFilter(filters.length === 1 ? filters[0]! : filters.length ? { $and: filters } : {}, {
    ...environment,
    compare: order,
  });
  const query: Query = { filter };
  if (nameOf(pipeline[index]) === '$sort') query.sort = readSort(pipeline[index++]!['$sort']);
  if (nameOf(pipeline[index]) === '$skip') query.skip = amount(pipeline[index++]!['$skip'], '$skip');
  if (nameOf(pipeline[index]) === '$limit') query.limit = amount(pipeline[index++]!['$limit'], '$limit');
  return { query, rest: pipeline.slice(index) };
}

const nameOf = (stage: Document | undefined): string | undefined => stage && Object.keys(stage)[0];

/** The field in which a `$group` merely counts: so drivers count documents, as `{ _id: <constant>, n: { $sum: 1 } }`. */
function countedField(stage: Document | undefined, { sort }: Query): string | undefined {
  const spec = stage?.['$group'];
  if (sort || !isDocument(spec) || Object.keys(spec).length !== 2) return undefined;
  const { _id, ...fields } = spec;
  if (isDocument(_id) || isList(_id) || typeof _id === 'string') return undefined;
  const [[name, sum] = []] = Object.entries(fields);
  return isDocument(sum) && Object.keys(sum).length === 1 && wholeNumber(sum['$sum']) === 1
    ? name
    : undefined;
}

/** Turns stages into what they do; every stage is checked before the first one runs. */
export function compileStages(pipeline: readonly Document[], around: Surroundings): Stage[] {
  return pipeline.map((stage) => {
    const names = isDocument(stage) ? Object.keys(stage) : [];
    if (names.length !== 1)
      throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
    return compileStage(names[0]!, stage[names[0]!], around);
  });
}

function compileStage(name: string, operand: unknown, around: Surroundings): Stage {
  const { environment } = around;
  const transform = compileTransform(name, operand, environment);
  if (transform) return each((document) => [transform(document)]);
  switch (name) {
    case '$match':
      return match(operand, around);
    case '$sort':
      return sort(operand, around);
    case '$skip': {
      const skip = amount(operand, '$skip');
      return (input) => slice(input, skip, Infinity);
    }
    case '$limit': {
      const limit = amount(operand, '$limit');
      return (input) => slice(input, 0, limit);
    }
    case '$group':
      return group(operand, environment);
    case '$count':
      return count(operand);
    case '$sortByCount':
      return chain(
        compileStages([{ $group: { _id: operand, count: { $sum: 1 } } }, { $sort: { count: -1 } }], around),
      );
    case '$unwind':
      return unwind(operand);
    case '$lookup':
      return lookup(operand, around, inner);
    case '$facet':
      return facet(operand, around);
    case '$sample':
      return sample(operand);
    case '$unionWith':
      return unionWith(operand, around);
  }
  throw refusedStage(name);
}

const known = new Set([
  '$bucket',
  '$bucketAuto',
  '$graphLookup',
  '$setWindowFields',
  '$densify',
  '$fill',
  '$redact',
  '$geoNear',
  '$search',
  '$collStats',
  '$indexStats',
  '$currentOp',
  '$listLocalSessions',
  '$listSessions',
  '$documents',
  '$planCacheStats',
  '$listSearchIndexes',
]);

function refusedStage(name: string): CommandError {
  if (name === '$changeStream')
    return new CommandError('Location40573', 'The $changeStream stage is only supported on replica sets');
  if (name === '$out' || name === '$merge')
    return new CommandError(40601, `${name} can only be the final stage in the pipeline`);
  if (known.has(name)) return unsupported(`the stage ${name}`);
  return new CommandError('Location40324', `Unrecognized pipeline stage name: '${name}'`);
}

function amount(operand: unknown, stage: string): number {
  const number = wholeNumber(operand);
  if (number === undefined || number < 0 || (stage === '$limit' && number === 0))
    throw new CommandError(
      stage === '$limit' ? 15958 : 15956,
      `the ${stage} must be a positive whole number`,
    );
  return number;
}

function match(operand: unknown, { environment, order }: Surroundings): Stage {
  const { test } = compileFilter(operand as Document, { ...environment, compare: order });
  return each((document) => (test(document) ? [document] : []));
}

function sort(operand: unknown, { order }: Surroundings): Stage {
  const fields = readSort(operand);
  if (!fields) throw new CommandError(15976, '$sort stage must have at least one sort key');
  return (input) => sorted(input, fields, { documentOf: (document) => document, sizeOf }, Infinity, order);
}

function count(operand: unknown): Stage {
  if (typeof operand !== 'string' || operand === '' || operand.startsWith('$') || operand.includes('.'))
    throw new CommandError(40156, 'the count field must be a non-empty string, without $ or .');
  return function* (input) {
    let n = 0;
    for (const documents of input) {
      n += documents.length;
      yield [];
    }
    if (n > 0) yield [{ [operand]: n }];
  };
}

function facet(operand: unknown, around: Surroundings): Stage {
  if (!isDocument(operand) || Object.keys(operand).length === 0)
    throw new CommandError(40169, 'the $facet specification must be a non-empty object');
  const parts = Object.entries(operand).map(
    ([name, pipeline]) => [name, compileStages(pipeline as Document[], around)] as const,
  );
  return function* (input) {
    const all = yield* collected(input);
    const result: Document = {};
    for (const [name, stages] of parts) result[name] = yield* collected(chain(stages)(listed(all)));
    yield [result];
  };
}

function sample(operand: unknown): Stage {
  const size = isDocument(operand) ? amount(operand['size'], '$limit') : amount(undefined, '$limit');
  return function* (input) {
    const all = yield* collected(input);
    for (let i = 0; i < size && i < all.length; i++) {
      const other = i + Math.floor(Math.random() * (all.length - i));
      [all[i], all[other]] = [all[other]!, all[i]!];
    }
    yield* listed(all.slice(0, size));
  };
}

function unionWith(operand: unknown, around: Surroundings): Stage {
  const spec = isDocument(operand) ? operand : { coll: operand };
  const name = field(spec, 'coll');
  if (typeof name !== 'string') throw failedToParse('$unionWith needs a collection');
  const pipeline = (field(spec, 'pipeline') ?? []) as Document[];
  inner.check(pipeline, around);
  return function* (input) {
    yield* input;
    yield* inner.run(pipeline, name, around);
  };
}

/** Pipelines within a stage, over another collection. */
const inner: Pipelines = {
  check: (pipeline, around) => void compileStages(pushedDown(pipeline, around).rest, around),
  run: (pipeline, name, around) => aggregate(pipeline, around.store.catalog.find(around.db, name), around),
};
