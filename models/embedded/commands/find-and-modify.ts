import type { Work } from '../committer.ts';
import type { Collection } from '../catalog.ts';
import { CommandError } from '../errors.ts';
import type { Steps } from '../flow.ts';
import { compileFilter, type Places } from '../match.ts';
import { compileProjection } from '../project.ts';
import type { Query } from '../plan.ts';
import { rowsFor } from '../query.ts';
import type { Row } from '../row.ts';
import { readSort } from '../sort.ts';
import type { Store } from '../store.ts';
import { compileUpdate } from '../update.ts';
import { truthy, type Document } from '../values.ts';
import {
  collationOf,
  collectionName,
  environmentOf,
  filterOptions,
  type Call,
  type Command,
} from './call.ts';
import { changeRow } from './change.ts';
import { hintOf } from './find.ts';
import { insertUpserted } from './write.ts';

export const findAndModify: Command = {
  fields: [
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'bypassDocumentValidation',
    'collation',
    'arrayFilters',
    'hint',
    'let',
  ],
  *run(call: Call): Work {
    const { store, db, body } = call;
    const name = collectionName(call);
    const environment = environmentOf(body['let']);
    const order = collationOf(body['collation']);
    const condition = (body['query'] ?? {}) as Document;
    const filter = compileFilter(condition, filterOptions(environment, order));
    const query: Query = { filter, sort: readSort(body['sort']), limit: 1, hint: hintOf(body['hint']) };
    const projection = compileProjection(body['fields'], environment, true);
    const shown = (document: Document, places?: Places): Document =>
      projection ? projection(document, places) : document;
    const collection = store.collection(db, name);
    if (truthy(body['remove'])) {
      refuseBoth(body);
      const row = collection && (yield* removed(store, collection, query));
      return {
        lastErrorObject: { n: row ? 1 : 0 },
        value: row ? shown(row.document, placesOf(query, row)) : null,
        ok: 1,
      };
    }
    if (body['update'] === undefined)
      throw new CommandError('FailedToParse', 'Either an update or remove=true must be specified');
    const update = compileUpdate(body['update'], {
      arrayFilters: body['arrayFilters'],
      compare: order,
      environment,
    });
    const changed =
      collection &&
      (yield* firstChanged(store, collection, query, (r) => changeRow(store, collection, r, filter, update)));
    const wantsNew = truthy(body['new']);
    if (changed) {
      const value = wantsNew ? changed.after : changed.before.document;
      return {
        lastErrorObject: { n: 1, updatedExisting: true },
        value: shown(value, placesOf(query, changed.before)),
        ok: 1,
      };
    }
    if (!truthy(body['upsert']))
      return { lastErrorObject: { n: 0, updatedExisting: false }, value: null, ok: 1 };
    const made = insertUpserted(store, store.catalog.findOrCreate(db, name), condition, update);
    return {
      lastErrorObject: { n: 1, updatedExisting: false, upserted: made['_id'] },
      value: wantsNew ? shown(made) : null,
      ok: 1,
    };
  },
};

function refuseBoth(body: Document): void {
  if (body['update'] !== undefined)
    throw new CommandError('FailedToParse', 'Cannot specify both an update and remove=true');
  if (truthy(body['upsert']))
    throw new CommandError('FailedToParse', 'Cannot specify both upsert=true and remove=true');
  if (truthy(body['new']))
    throw new CommandError(
      'FailedToParse',
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    );
}

function placesOf({ filter }: Query, row: Row): Places {
  const places: Places = new Map();
  filter.test(row.document, places);
  return places;
}

/** Works on the first match; when another command was quicker, looks again. */
function* firstChanged<T>(
  store: Store,
  collection: Collection,
  query: Query,
  change: (r: number) => T | undefined,
): Steps<T | undefined> {
  for (;;) {
    let found: Row | undefined;
    for (const [row] of rowsFor(store.scanner, collection, query)) {
      found = row;
      if (found) break;
      yield;
    }
    if (!found) return undefined;
    const changed = change(found.r);
    if (changed !== undefined) return changed;
  }
}

function* removed(store: Store, collection: Collection, query: Query): Steps<Row | undefined> {
  return yield* firstChanged(store, collection, query, (r) => {
    const row = store.rows.read(collection, r);
    if (!row || !query.filter.test(row.document)) return undefined;
    store.rows.remove(collection, row);
    return row;
  });
}
