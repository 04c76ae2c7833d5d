import { ObjectId } from 'bson';
import { asBuffer, withIdFirst } from '../bson.ts';
import type { Collection } from '../catalog.ts';
import type { Work } from '../committer.ts';
import { CommandError } from '../errors.ts';
import type { Steps } from '../flow.ts';
import { compileFilter, type Filter } from '../match.ts';
import { rowsFor } from '../query.ts';
import { stored } from '../rows.ts';
import type { Store } from '../store.ts';
import { compileUpdate, idFirst, upsertBase } from '../update.ts';
import { truthy, wholeNumber, type Document } from '../values.ts';
import { changeRow, documentOf } from './change.ts';
import {
  collationOf,
  collectionName,
  environmentOf,
  filterOptions,
  type Call,
  type Command,
} from './call.ts';
import { hintOf } from './find.ts';

/** How many writes one command may hold, as `hello` announces. */
const mostWrites = 100_000;

type WriteError = { index: number; code: number; errmsg: string };

export const insertCommand: Command = {
  fields: ['documents', 'ordered', 'bypassDocumentValidation'],
  *run(call: Call): Work {
    const { store, db } = call;
    const documents = listed(call, 'documents').map((document) => {
      if (!(document instanceof Uint8Array))
        throw new CommandError('TypeMismatch', "BSON field 'insert.documents' must be an array of objects");
      return asBuffer(document);
    });
    const name = collectionName(call);
    const { n, writeErrors } = yield* each(call, documents, (bytes) => {
      store.rows.insert(store.catalog.findOrCreate(db, name), withIdFirst(bytes));
      return once(1);
    });
    return { n, ...(writeErrors.length && { writeErrors }), ok: 1 };
  },
};

/** The writes of a command: in its body, or as a list beside it. */
function listed(call: Call, name: string): unknown[] {
  const list = call.lists.get(name) ?? call.body[name];
  if (!Array.isArray(list))
    throw new CommandError(
      'Location40414',
      `BSON field '${call.name}.${name}' is missing but a required field`,
    );
  if (list.length === 0 || list.length > mostWrites)
    throw new CommandError(
      16,
      `Write batch sizes must be between 1 and ${mostWrites}. Got ${list.length} operations.`,
    );
  return list;
}

// eslint-disable-next-line require-yield
function* once(n: number): Steps<number> {
  return n;
}

/** Does the writes one by one; a failing one ends an ordered command and is noted in an unordered one. */
function* each<T>(
  call: Call,
  list: T[],
  write: (item: T, index: number) => Steps<number>,
): Steps<{ n: number; writeErrors: WriteError[] }> {
  const ordered = call.body['ordered'] === undefined || truthy(call.body['ordered']);
  const writeErrors: WriteError[] = [];
  let n = 0;
  for (const [index, item] of list.entries()) {
    try {
      n += yield* write(item, index);
    } catch (error) {
      if (!(error instanceof CommandError) || error.code === 50) throw error;
      writeErrors.push({ index, code: error.code, ...error.details, errmsg: error.message });
      if (ordered) break;
    }
    if (index % 64 === 63) yield;
  }
  return { n, writeErrors };
}

const updateFields = new Set([
  'q',
  'u',
  'c',
  'upsert',
  'multi',
  'collation',
  'arrayFilters',
  'hint',
  'upsertSupplied',
]);

export const updateCommand: Command = {
  fields: ['updates', 'ordered', 'bypassDocumentValidation', 'let'],
  *run(call: Call): Work {
    const upserted: { index: number; _id: unknown }[] = [];
    let nModified = 0;
    const { n, writeErrors } = yield* each(
      call,
      statements(call, 'updates', updateFields),
      function* (statement, index) {
        const result = yield* updateMatching(call, statement);
        nModified += result.modified;
        if (result.upserted !== undefined) upserted.push({ index, _id: result.upserted });
        return result.matched + (result.upserted !== undefined ? 1 : 0);
      },
    );
    return {
      n,
      ...(upserted.length && { upserted }),
      nModified,
      ...(writeErrors.length && { writeErrors }),
      ok: 1,
    };
  },
};

/** The statements of a command, all checked before the first one is done. */
function statements(call: Call, name: string, known: ReadonlySet<string>): Document[] {
  return listed(call, name).map((given) => {
    const statement = documentOf(given);
    for (const field of Object.keys(statement))
      if (!known.has(field))
        throw new CommandError(
          'Location40415',
          `BSON field '${call.name}.${name}.${field}' is an unknown field.`,
        );
    return statement;
  });
}

interface Updated {
  matched: number;
  modified: number;
  upserted?: unknown;
}

function* updateMatching(call: Call, statement: Document): Steps<Updated> {
  const { store, db, body } = call;
  const environment = environmentOf({
    ...(body['let'] as Document | undefined),
    ...(statement['c'] as Document | undefined),
  });
  const order = collationOf(statement['collation']);
  const query = documentOf(statement['q']);
  const filter = compileFilter(query, filterOptions(environment, order));
  const update = compileUpdate(statement['u'], {
    arrayFilters: statement['arrayFilters'],
    compare: order,
    environment,
  });
  const multi = truthy(statement['multi']);
  if (multi && update.kind === 'replacement')
    throw new CommandError('FailedToParse', 'multi update is not supported for replacement-style update');
  const name = collectionName(call);
  const collection = store.collection(db, name);
  const result: Updated = { matched: 0, modified: 0 };
  if (collection) {
    for (const r of yield* matchingRows(store, collection, filter, hintOf(statement['hint']), multi)) {
      const changed = changeRow(store, collection, r, filter, update);
      if (!changed) continue;
      result.matched++;
      if (changed.modified) result.modified++;
      if (result.matched % 32 === 0) yield;
    }
  }
  if (result.matched === 0 && truthy(statement['upsert'])) {
    result.upserted = insertUpserted(store, store.catalog.findOrCreate(db, name), query, update)['_id'];
  }
  return result;
}

/** All matches are known before the first is changed: a change must not bring a document before the scan again. */
function* matchingRows(
  store: Store,
  collection: Collection,
  filter: Filter,
  hint: unknown,
  multi: boolean,
): Steps<number[]> {
  const rows: number[] = [];
  for (const found of rowsFor(store.scanner, collection, { filter, hint, limit: multi ? 0 : 1 })) {
    for (const { r } of found) rows.push(r);
    // One that is found is changed in the same step, before others can be quicker.
    if (rows.length > 0 && !multi) break;
    yield;
  }
  return rows;
}

/** Stores the document an upsert makes; gives it. */
export function insertUpserted(
  store: Store,
  collection: Collection,
  query: Document,
  update: ReturnType<typeof compileUpdate>,
): Document {
  const base = upsertBase(query);
  const start = update.kind === 'replacement' ? ('_id' in base ? { _id: base['_id'] } : {}) : base;
  const made = update.apply(start, undefined, true);
  const document = idFirst('_id' in made ? made : { _id: new ObjectId(), ...made });
  store.rows.insert(collection, stored(document));
  return document;
}

const deleteFields = new Set(['q', 'limit', 'collation', 'hint']);

export const deleteCommand: Command = {
  fields: ['deletes', 'ordered', 'let'],
  *run(call: Call): Work {
    const { store, db, body } = call;
    const { n, writeErrors } = yield* each(
      call,
      statements(call, 'deletes', deleteFields),
      function* (statement) {
        const limit = wholeNumber(statement['limit']);
        if (limit !== 0 && limit !== 1)
          throw new CommandError('FailedToParse', 'The limit field in delete objects must be 0 or 1.');
        const filter = compileFilter(
          documentOf(statement['q']),
          filterOptions(environmentOf(body['let']), collationOf(statement['collation'])),
        );
        const collection = store.collection(db, collectionName(call));
        return collection
          ? yield* deleteMatching(store, collection, filter, hintOf(statement['hint']), limit === 0)
          : 0;
      },
    );
    return { n, ...(writeErrors.length && { writeErrors }), ok: 1 };
  },
};

/** Deletes what a filter finds, giving the number. */
export function* deleteMatching(
  store: Store,
  collection: Collection,
  filter: Filter,
  hint: unknown,
  multi: boolean,
): Steps<number> {
  let deleted = 0;
  for (const r of yield* matchingRows(store, collection, filter, hint, multi)) {
    const row = store.rows.read(collection, r);
    if (!row || !filter.test(row.document)) continue;
    store.rows.remove(collection, row);
    if (++deleted % 64 === 0) yield;
  }
  return deleted;
}
