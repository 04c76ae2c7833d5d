import type { Work } from '../committer.ts';
import { encode } from '../bson.ts';
import type { Collection } from '../catalog.ts';
import { compare } from '../compare.ts';
import { CommandError } from '../errors.ts';
import { listed, mapped, type Flow, type Steps } from '../flow.ts';
import { encodeKey } from '../key.ts';
import { compileFilter, type Filter, type Places } from '../match.ts';
import { anyAt, steps } from '../path.ts';
import { compileProjection, type Projection } from '../project.ts';
import type { Query } from '../plan.ts';
import { countFor, rowsFor } from '../query.ts';
import type { Row } from '../row.ts';
import { readSort } from '../sort.ts';
import type { Store } from '../store.ts';
import { isDocument, truthy, type Document } from '../values.ts';
import {
  collationOf,
  collectionName,
  count,
  environmentOf,
  filterOptions,
  type Call,
  type Command,
} from './call.ts';

const refused = ['returnKey', 'showRecordId', 'tailable', 'awaitData', 'min', 'max'];

export const findCommand: Command = {
  fields: [
    'filter',
    'sort',
    'projection',
    'hint',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'noCursorTimeout',
    'allowDiskUse',
    'allowPartialResults',
    'collation',
    'let',
    'oplogReplay',
    ...refused,
  ],
  *run(call: Call): Work {
    const { store, db, body } = call;
    for (const option of refused)
      if (truthy(body[option]))
        throw new CommandError(
          'CommandNotSupported',
          `find with '${option}' is not supported by the embedded store`,
        );
    const name = collectionName(call);
    const { query, projection } = readFind(body);
    const batchSize = count(body['batchSize'], 'batchSize');
    const collection = store.collection(db, name);
    const flow = collection ? found(store, collection, query, projection) : listed([]);
    return yield* store.cursors.start(
      `${db}.${name}`,
      flow,
      batchSize,
      truthy(body['singleBatch']),
      truthy(body['noCursorTimeout']),
    );
  },
};

/** Reads what a `find` asks for. */
export function readFind(body: Document): { query: Query; projection: Projection | undefined } {
  const environment = environmentOf(body['let']);
  const order = collationOf(body['collation']);
  const filter = compileFilter((body['filter'] ?? {}) as Document, filterOptions(environment, order));
  const projection = compileProjection(body['projection'], environment, true);
  const sort = sortOf(body);
  return { query: { filter, ...pagingOf(body), sort }, projection };
}

function pagingOf(body: Document): Pick<Query, 'skip' | 'limit' | 'hint'> {
  return {
    skip: count(body['skip'], 'skip') ?? 0,
    limit: count(body['limit'], 'limit') ?? 0,
    hint: hintOf(body['hint']),
  };
}

/** `{ $natural: ±1 }` as a sort is a hint to read the table itself. */
function sortOf(body: Document): Query['sort'] {
  const sort = body['sort'];
  if (isDocument(sort) && '$natural' in sort) {
    body['hint'] ??= sort;
    return undefined;
  }
  return readSort(sort);
}

/** An empty hint is none. */
export function hintOf(hint: unknown): unknown {
  if (hint === undefined || hint === null) return undefined;
  if (typeof hint !== 'string' && !isDocument(hint))
    throw new CommandError('FailedToParse', 'hint must be a string or an object');
  return isDocument(hint) && Object.keys(hint).length === 0 ? undefined : hint;
}

/** The documents a query finds, as they are sent: stored bytes where nothing is left out. */
function found(
  store: Store,
  collection: Collection,
  query: Query,
  projection: Projection | undefined,
): Flow<Uint8Array> {
  const reshape = projection ? reshaping(query.filter, projection) : (row: Row) => row.bytes;
  return mapped(rowsFor(store.scanner, collection, query), (rows) => rows.map(reshape));
}

function reshaping(filter: Filter, projection: Projection): (row: Row) => Uint8Array {
  return ({ document }) => {
    const places: Places = new Map();
    filter.test(document, places);
    return encode(projection(document, places));
  };
}

export const countCommand: Command = {
  fields: ['query', 'limit', 'skip', 'hint', 'collation', 'fields'],
  *run(call: Call): Work {
    const { store, db, body } = call;
    const collection = store.collection(db, collectionName(call));
    const limit = Math.abs(Number(String(body['limit'] ?? 0)));
    const filter = compileFilter(
      (body['query'] ?? {}) as Document,
      filterOptions(environmentOf(undefined), collationOf(body['collation'])),
    );
    const query = { filter, skip: count(body['skip'], 'skip') ?? 0, limit, hint: hintOf(body['hint']) };
    return { n: collection ? yield* countFor(store.scanner, collection, query) : 0, ok: 1 };
  },
};

export const distinctCommand: Command = {
  fields: ['key', 'query', 'collation', 'hint'],
  *run(call: Call): Work {
    const { store, db, body } = call;
    if (typeof body['key'] !== 'string')
      throw new CommandError('TypeMismatch', "BSON field 'distinct.key' must be a string");
    const collection = store.collection(db, collectionName(call));
    const order = collationOf(body['collation']);
    const filter = compileFilter(
      (body['query'] ?? {}) as Document,
      filterOptions(environmentOf(undefined), order),
    );
    const values = collection
      ? yield* distinct(store, collection, { filter, hint: hintOf(body['hint']) }, body['key'])
      : [];
    return { values, ok: 1 };
  },
};

/** Each value a path has, once, in order; elements instead of their array. */
function* distinct(store: Store, collection: Collection, query: Query, key: string): Steps<unknown[]> {
  const seen = new Map<string, unknown>();
  const values: unknown[] = [];
  const order = query.filter.compare;
  const parts = steps(key);
  const take = (value: unknown): void => {
    if (value === undefined) return;
    if (order !== compare) {
      if (!values.some((known) => order(known, value) === 0)) values.push(value);
      return;
    }
    const name = encodeKey(value).toString('latin1');
    if (!seen.has(name)) seen.set(name, value);
  };
  for (const rows of rowsFor(store.scanner, collection, query)) {
    for (const { document } of rows)
      anyAt(document, parts, false, (value) => {
        if (Array.isArray(value)) value.forEach(take);
        else take(value);
        return false;
      });
    yield;
  }
  return [...seen.values(), ...values].sort(order);
}
