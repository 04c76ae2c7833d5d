import { CommandError, typeMismatch } from '../errors.ts';
import type { Collection } from '../file/catalog.ts';
import type { Steps } from '../flow.ts';
import type { Query } from '../plan/plan.ts';
import { countFor, rowsFor } from '../plan/walk.ts';
import type { Store } from '../store.ts';
import { maxDocumentBytes } from '../value/bson.ts';
import { compare } from '../value/compare.ts';
import { encodeKey } from '../value/key.ts';
import { anyAt, steps } from '../value/path.ts';
import { isList, type Document, wholeNumber } from '../value/values.ts';
import { collectionName, count, filterOf, hintOf, type Call, type Commands } from './call.ts';

/** Questions about documents that are answered without showing them. */
export const counting: Commands = {
  count: { fields: 'query limit skip hint collation fields', run: counted },
  distinct: { fields: 'key query collation hint', run: distinct },
};

function* counted(call: Call): Steps<Document> {
  const { store, db, body } = call;
  const collection = store.catalog.find(db, collectionName(call));
  const query: Query = {
    filter: filterOf(body['query'], body['collation']),
    skip: count(body['skip'], 'skip') ?? 0,
    limit: Math.abs(wholeNumber(body['limit']) ?? 0),
    hint: hintOf(body['hint']),
  };
  return { n: collection ? yield* countFor(store.scanner, collection, query) : 0, ok: 1 };
}

function* distinct(call: Call): Steps<Document> {
  const { store, db, body } = call;
  const { key } = body;
  if (typeof key !== 'string') throw typeMismatch("BSON field 'distinct.key' must be a string");
  const collection = store.catalog.find(db, collectionName(call));
  const query: Query = { filter: filterOf(body['query'], body['collation']), hint: hintOf(body['hint']) };
  return { values: collection ? yield* valuesOf(store, collection, query, steps(key)) : [], ok: 1 };
}

/** Each value a path has, once; elements instead of their array. */
function* valuesOf(
  store: Store,
  collection: Collection,
  query: Query,
  path: readonly string[],
): Steps<unknown[]> {
  const order = query.filter.compare;
  const values = new Map<string, unknown>();
  let bytes = 0;
  const take = (value: unknown): void => {
    if (value === undefined) return;
    const name = encodeKey(value).toString('latin1');
    const alike = order !== compare && [...values.values()].some((known) => order(known, value) === 0);
    if (alike || values.has(name)) return;
    values.set(name, value);
    bytes += name.length;
    // All of them are one document in the end.
    if (bytes > maxDocumentBytes) throw new CommandError(17217, 'distinct too big, 16mb cap');
  };
  for (const rows of rowsFor(store.scanner, collection, query)) {
    for (const { document } of rows)
      anyAt(document, path, false, (value) => {
        if (isList(value)) value.forEach(take);
        else take(value);
        return false;
      });
    yield;
  }
  return [...values.values()];
}
