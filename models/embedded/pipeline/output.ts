import { ObjectId } from 'bson';
import { CommandError, badValue, failedToParse, unsupported } from '../errors.ts';
import type { Collection } from '../file/catalog.ts';
import type { Row } from '../file/row.ts';
import { stored } from '../file/rows.ts';
import type { Flow } from '../flow.ts';
import { rowsFor } from '../plan/walk.ts';
import { compileFilter } from '../query/match.ts';
import { compileUpdate, idFirst } from '../update/update.ts';
import { decode } from '../value/bson.ts';
import { plainAt, steps } from '../value/path.ts';
import { isDocument, isList, type Document } from '../value/values.ts';
import type { Surroundings } from './stage.ts';

/** Writes a pipeline's documents as its last stage says; gives nothing back. */
export function* writeInto(stage: Document, documents: Flow<Document>, around: Surroundings): Flow<never> {
  if ('$out' in stage) yield* out(stage['$out'], documents, around);
  else yield* merge(stage['$merge'], documents, around);
}

function namespaceOf(target: unknown, around: Surroundings): { db: string; name: string } {
  if (typeof target === 'string') return { db: around.db, name: target };
  const { db = around.db, coll }: Document = isDocument(target) ? target : {};
  if (typeof db === 'string' && typeof coll === 'string') return { db, name: coll };
  throw failedToParse('an output stage needs a collection');
}

/** `$out`: the documents take the place of a collection, all at once, and its indexes stay. */
function* out(target: unknown, documents: Flow<Document>, { store, ...around }: Surroundings): Flow<never> {
  const { db, name } = namespaceOf(target, { store, ...around });
  const { catalog } = store;
  const fresh = catalog.create(db, `tmp.out.${new ObjectId().toHexString()}`);
  for (const index of store.catalog.find(db, name)?.indexes.slice(1) ?? [])
    catalog.finishIndex(catalog.addIndex(fresh, index.spec));
  try {
    for (const batch of documents) {
      for (const document of batch) store.rows.insert(fresh, stored(withId(document)));
      yield [];
    }
    const old = store.catalog.find(db, name);
    if (old) catalog.drop(old);
    catalog.rename(fresh, db, name);
  } finally {
    if (fresh.name !== name && !fresh.dropped) catalog.drop(fresh);
  }
}

const withId = (document: Document): Document =>
  '_id' in document ? idFirst(document) : { _id: new ObjectId(), ...document };

/** `$merge`: each document changes its counterpart in a collection, or is added. */
function* merge(spec: unknown, documents: Flow<Document>, around: Surroundings): Flow<never> {
  const given: Document = isDocument(spec) ? spec : { into: spec };
  const { db, name } = namespaceOf(given['into'], around);
  const on = given['on'] === undefined ? ['_id'] : [given['on']].flat().map(String);
  const collection = around.store.catalog.findOrCreate(db, name);
  const isUnique =
    on.join() === '_id' ||
    collection.indexes.some(
      ({ unique, paths, partial }) =>
        unique && !partial && [...paths].sort().join() === [...on].sort().join(),
    );
  if (!isUnique) throw new CommandError(51183, 'Cannot find index to verify that join fields will be unique');
  const whenMatched = given['whenMatched'] ?? 'merge';
  const whenNotMatched = given['whenNotMatched'] ?? 'insert';
  for (const batch of documents) {
    for (const document of batch)
      mergeOne(withId(document), collection, on, whenMatched, whenNotMatched, around);
    yield [];
  }
}

function mergeOne(
  document: Document,
  collection: Collection,
  on: string[],
  whenMatched: unknown,
  whenNotMatched: unknown,
  around: Surroundings,
): void {
  const { store } = around;
  const found = counterpart(document, collection, on, around);
  // With 'fail' a document that is there already makes the insert fail, with the error that says which.
  if (found && whenMatched !== 'fail') {
    const after = merged(found, document, whenMatched, around);
    if (after) store.rows.replace(collection, found, stored(after));
  } else if (found || whenNotMatched === 'insert') store.rows.insert(collection, stored(document));
  else if (whenNotMatched === 'fail')
    throw new CommandError(13113, '$merge could not find a matching document in the target collection');
  else if (whenNotMatched !== 'discard')
    throw badValue(`$merge: whenNotMatched '${String(whenNotMatched)}' is unknown`);
}

function counterpart(
  document: Document,
  collection: Collection,
  on: string[],
  { store }: Surroundings,
): Row | undefined {
  const filter = compileFilter(
    Object.fromEntries(on.map((path) => [path, { $eq: plainAt(document, steps(path)) ?? null }])),
  );
  for (const [row] of rowsFor(store.scanner, collection, { filter, limit: 1 })) if (row) return row;
  return undefined;
}

function merged(
  found: Row,
  document: Document,
  how: unknown,
  { environment }: Surroundings,
): Document | undefined {
  if (isList(how)) {
    const variables = { ...environment.variables, new: document };
    return compileUpdate(how, { environment: { ...environment, variables } }).apply(
      decode(found.bytes),
      undefined,
      false,
    );
  }
  switch (how) {
    case 'replace':
      return { ...document, _id: found.document['_id'] };
    case 'merge':
      return { ...found.document, ...document, _id: found.document['_id'] };
    case 'keepExisting':
      return undefined;
  }
  throw unsupported(`$merge with whenMatched '${String(how)}'`);
}
