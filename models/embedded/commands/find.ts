import { unsupported } from '../errors.ts';
import type { Collection } from '../file/catalog.ts';
import type { Row } from '../file/row.ts';
import { listed, mapped, type Flow } from '../flow.ts';
import type { Query } from '../plan/plan.ts';
import { rowsFor } from '../plan/walk.ts';
import type { Filter, Places } from '../query/match.ts';
import { compileProjection, type Projection } from '../query/project.ts';
import { readSort } from '../query/sort.ts';
import type { Store } from '../store.ts';
import { encode } from '../value/bson.ts';
import { isDocument, truthy, type Document } from '../value/values.ts';
import { collectionName, count, environmentOf, filterOf, hintOf, type Command } from './call.ts';

const refused = ['returnKey', 'showRecordId', 'tailable', 'awaitData', 'min', 'max'];

/** `find`: the documents a filter wants, in an order, skipped and limited, as a projection shows them. */
export const find: Command = {
  fields: `filter sort projection hint skip limit batchSize singleBatch noCursorTimeout allowDiskUse allowPartialResults collation let oplogReplay ${refused.join(' ')}`,
  run: (call) => {
    const { store, db, body } = call;
    const name = collectionName(call);
    const { query, projection } = readFind(body);
    const collection = store.catalog.find(db, name);
    return store.cursors.start(
      `${db}.${name}`,
      collection ? found(store, collection, query, projection) : listed([]),
      {
        batchSize: count(body['batchSize'], 'batchSize'),
        single: truthy(body['singleBatch']),
        timeless: truthy(body['noCursorTimeout']),
      },
    );
  },
};

/** Reads what a `find` asks for. */
export function readFind(body: Document): { query: Query; projection: Projection | undefined } {
  for (const option of refused) if (truthy(body[option])) throw unsupported(`find with '${option}'`);
  const environment = environmentOf(body['let']);
  const { sort, hint } = body;
  // `{ $natural: ±1 }` as a sort is a hint to read the table itself.
  const natural = isDocument(sort) && '$natural' in sort;
  const query: Query = {
    filter: filterOf(body['filter'], body['collation'], environment),
    sort: natural ? undefined : readSort(sort),
    skip: count(body['skip'], 'skip') ?? 0,
    limit: count(body['limit'], 'limit') ?? 0,
    hint: hintOf(hint ?? (natural ? sort : undefined)),
  };
  return { query, projection: compileProjection(body['projection'], environment, true) };
}

/** The documents as they are sent: stored bytes where nothing is left out. */
function found(
  store: Store,
  collection: Collection,
  query: Query,
  projection: Projection | undefined,
): Flow<Uint8Array> {
  const shown = projection ? showing(query.filter, projection) : (row: Row) => row.bytes;
  return mapped(rowsFor(store.scanner, collection, query), (rows) => rows.map(shown));
}

function showing(filter: Filter, projection: Projection): (row: Row) => Uint8Array {
  return ({ document }) => {
    const places: Places = new Map();
    filter.test(document, places);
    return encode(projection(document, places));
  };
}
