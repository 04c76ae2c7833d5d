import { CommandError, failedToParse, typeMismatch } from '../errors.ts';
import type { Steps } from '../flow.ts';
import { compileUpdate } from '../update/update.ts';
import { asBuffer, withIdFirst } from '../value/bson.ts';
import { isList, truthy, wholeNumber, type Document } from '../value/values.ts';
import {
  collationOf,
  collectionName,
  environmentOf,
  filterOf,
  hintOf,
  unknownField,
  type Call,
  type Commands,
} from './call.ts';
import { changeRows, documentOf, insertUpserted, updateRow } from './change.ts';

/** How many writes one command may hold, as `hello` announces. */
export const mostWrites = 100_000;

/** Commands that hold many writes, done one by one: each write as a whole or not at all. */
export const writing: Commands = {
  insert: { fields: 'documents ordered bypassDocumentValidation', run: insert },
  update: { fields: 'updates ordered bypassDocumentValidation let', run: update },
  delete: { fields: 'deletes ordered let', run: remove },
};

/** What one write did. */
interface Done {
  n: number;
  nModified?: number;
  upserted?: unknown;
}

function insert(call: Call): Steps<Document> {
  const { store, db } = call;
  const name = collectionName(call);
  const documents = listed(call, 'documents').map((document) => {
    if (document instanceof Uint8Array) return asBuffer(document);
    throw typeMismatch("BSON field 'insert.documents' must be an array of objects");
  });
  return each(call, documents, (bytes) => {
    store.rows.insert(store.catalog.findOrCreate(db, name), withIdFirst(bytes));
    return { n: 1 };
  });
}

function update(call: Call): Steps<Document> {
  return each(
    call,
    statements(call, 'updates', 'q u c upsert multi collation arrayFilters hint upsertSupplied'),
    (statement) => updateMatching(call, statement),
  );
}

function remove(call: Call): Steps<Document> {
  return each(call, statements(call, 'deletes', 'q limit collation hint'), (statement) =>
    deleteMatching(call, statement),
  );
}

/** The writes of a command: in its body, or as a list beside it. */
function listed(call: Call, name: string): unknown[] {
  const list = call.lists.get(name) ?? call.body[name];
  if (!isList(list))
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

/** The statements of a command, all checked before the first one is done. */
function statements(call: Call, name: string, known: string): Document[] {
  return listed(call, name).map((given) => {
    const statement = documentOf(given);
    for (const field of Object.keys(statement))
      if (!known.split(' ').includes(field)) throw unknownField(`${call.name}.${name}.${field}`);
    return statement;
  });
}

/** Does the writes one by one; a failing one ends an ordered command and is noted in an unordered one. */
function* each<T>(call: Call, list: T[], write: (item: T) => Steps<Done> | Done): Steps<Document> {
  const ordered = call.body['ordered'] === undefined || truthy(call.body['ordered']);
  const writeErrors: Document[] = [];
  const upserted: Document[] = [];
  const total: Done = { n: 0 };
  for (const [index, item] of list.entries()) {
    try {
      const work = write(item);
      const done = Symbol.iterator in work ? yield* work : work;
      total.n += done.n;
      if (done.nModified !== undefined) total.nModified = (total.nModified ?? 0) + done.nModified;
      if (done.upserted !== undefined) upserted.push({ index, _id: done.upserted });
    } catch (error) {
      if (!(error instanceof CommandError) || error.isTimeout) throw error;
      writeErrors.push({ index, code: error.code, ...error.details, errmsg: error.message });
      if (ordered) break;
    }
    if (index % 64 === 63) yield;
  }
  return {
    ...total,
    ...(upserted.length && { upserted }),
    ...(writeErrors.length && { writeErrors }),
    ok: 1,
  };
}

function* updateMatching(call: Call, statement: Document): Steps<Done> {
  const { store, db, body } = call;
  const environment = environmentOf({ ...(body['let'] as Document), ...(statement['c'] as Document) });
  const q = documentOf(statement['q']);
  const { arrayFilters, collation, hint } = statement;
  const filter = filterOf(q, collation, environment);
  const change = compileUpdate(statement['u'], {
    arrayFilters,
    compare: collationOf(collation),
    environment,
  });
  const multi = truthy(statement['multi']);
  if (multi && change.kind === 'replacement')
    throw failedToParse('multi update is not supported for replacement-style update');
  const name = collectionName(call);
  const collection = store.catalog.find(db, name);
  let nModified = 0;
  const selection = collection && { store, collection, filter, multi, hint: hintOf(hint) };
  const n = selection
    ? yield* changeRows(selection, (row, places) => {
        if (updateRow(selection, change, row, places).modified) nModified++;
      })
    : 0;
  if (n > 0 || !truthy(statement['upsert'])) return { n, nModified };
  const { _id: upserted } = insertUpserted(store, store.catalog.findOrCreate(db, name), q, change);
  return { n: 1, nModified, upserted };
}

function* deleteMatching(call: Call, { q, limit, collation, hint }: Document): Steps<Done> {
  const { store, db, body } = call;
  const most = wholeNumber(limit);
  if (most !== 0 && most !== 1) throw failedToParse('The limit field in delete objects must be 0 or 1.');
  const filter = filterOf(documentOf(q), collation, environmentOf(body['let']));
  const collection = store.catalog.find(db, collectionName(call));
  if (!collection) return { n: 0 };
  const selection = { store, collection, filter, multi: most === 0, hint: hintOf(hint) };
  return { n: yield* changeRows(selection, (row) => store.rows.remove(collection, row)) };
}
