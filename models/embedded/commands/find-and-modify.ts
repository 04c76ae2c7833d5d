import { failedToParse } from '../errors.ts';
import type { Collection } from '../file/catalog.ts';
import type { Steps } from '../flow.ts';
import type { Places } from '../query/match.ts';
import { compileProjection } from '../query/project.ts';
import { readSort } from '../query/sort.ts';
import { compileUpdate } from '../update/update.ts';
import { truthy, type Document } from '../value/values.ts';
import {
  collationOf,
  collectionName,
  environmentOf,
  filterOf,
  hintOf,
  type Call,
  type Command,
} from './call.ts';
import { changeRows, insertUpserted, updateRow, type Selection } from './change.ts';

/** `findAndModify`: changes or deletes one document and shows it. */
export const findAndModify: Command = {
  fields:
    'query sort remove update new fields upsert bypassDocumentValidation collation arrayFilters hint let',
  run,
};

function* run(call: Call): Steps<Document> {
  const { store, db, body } = call;
  const name = collectionName(call);
  const environment = environmentOf(body['let']);
  const { query, collation, arrayFilters, update } = body;
  const removes = truthy(body['remove']);
  const wantsNew = truthy(body['new']);
  refuseContradictions(body, removes);
  const change = removes
    ? undefined
    : compileUpdate(update, { arrayFilters, compare: collationOf(collation), environment });
  const projection = compileProjection(body['fields'], environment, true);
  const shown = (document: Document, places?: Places): Document =>
    projection ? projection(document, places) : document;

  const filter = filterOf(query, collation, environment);
  const collection = store.catalog.find(db, name);
  const selection = collection && firstOf(call, collection, filter);
  let value: Document | null = null;
  const n = selection
    ? yield* changeRows(selection, (row, places) => {
        const after = change ? updateRow(selection, change, row, places).after : undefined;
        if (!change) store.rows.remove(collection, row);
        value = shown(wantsNew && after ? after : row.document, places);
      })
    : 0;
  if (!change) return { lastErrorObject: { n }, value, ok: 1 };
  if (n > 0 || !truthy(body['upsert']))
    return { lastErrorObject: { n, updatedExisting: n > 0 }, value, ok: 1 };
  const made = insertUpserted(store, store.catalog.findOrCreate(db, name), (query ?? {}) as Document, change);
  return {
    lastErrorObject: { n: 1, updatedExisting: false, upserted: made['_id'] },
    value: wantsNew ? shown(made) : null,
    ok: 1,
  };
}

/** The first document that the filter finds, in the order that is asked for. */
const firstOf = ({ store, body }: Call, collection: Collection, filter: Selection['filter']): Selection => ({
  store,
  collection,
  filter,
  multi: false,
  sort: readSort(body['sort']),
  hint: hintOf(body['hint']),
});

function refuseContradictions(body: Document, removes: boolean): void {
  if (!removes && body['update'] === undefined)
    throw failedToParse('Either an update or remove=true must be specified');
  if (!removes) return;
  for (const option of ['update', 'upsert', 'new'])
    if (truthy(body[option])) throw failedToParse(`Cannot specify both ${option} and remove=true`);
}
