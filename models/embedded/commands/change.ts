import { ObjectId } from 'bson';
import { typeMismatch } from '../errors.ts';
import type { Collection } from '../file/catalog.ts';
import type { Row } from '../file/row.ts';
import { stored } from '../file/rows.ts';
import type { Steps } from '../flow.ts';
import type { Query } from '../plan/plan.ts';
import { rowsFor } from '../plan/walk.ts';
import type { Places } from '../query/match.ts';
import type { Store } from '../store.ts';
import { idFirst, upsertBase, type Update } from '../update/update.ts';
import { decode } from '../value/bson.ts';
import { isDocument, type Document } from '../value/values.ts';

/** Documents to change: the first that a query finds, or all of them. */
export interface Selection extends Query {
  store: Store;
  collection: Collection;
  multi: boolean;
}

/** Changes what a selection holds, giving the number. `change` gets each row as it is at that moment. */
export function* changeRows(selection: Selection, change: (row: Row, places: Places) => void): Steps<number> {
  const { store, collection, filter, multi } = selection;
  for (;;) {
    let changed = 0;
    const found = yield* rowNumbers(selection);
    for (const r of found) {
      const row = store.rows.read(collection, r);
      const places: Places = new Map();
      // Others may have written since the row was found.
      if (!row || !filter.test(row.document, places)) continue;
      change(row, places);
      if (++changed % 32 === 0) yield;
    }
    if (multi || changed > 0 || found.size === 0) return changed;
  }
}

/**
 * All rows are known before the first is changed: a change must not bring a document before the scan again. One that
 * somebody else moves meanwhile may be met twice.
 */
function* rowNumbers({ store, collection, multi, ...query }: Selection): Steps<Set<number>> {
  const numbers = new Set<number>();
  for (const rows of rowsFor(store.scanner, collection, { ...query, limit: multi ? 0 : 1 })) {
    for (const { r } of rows) numbers.add(r);
    // A single one is changed in the same step, before others can be quicker.
    if (numbers.size > 0 && !multi) break;
    yield;
  }
  return numbers;
}

/** What an update makes of a row, stored; `modified` says whether anything differs. */
export function updateRow(
  { store, collection }: Selection,
  update: Update,
  row: Row,
  places: Places,
): { after: Document; modified: boolean } {
  const after = update.apply(decode(row.bytes), places, false);
  return { after, modified: store.rows.replace(collection, row, stored(after)) };
}

/** Stores the document an upsert makes; gives it. */
export function insertUpserted(
  store: Store,
  collection: Collection,
  query: Document,
  update: Update,
): Document {
  const base = upsertBase(query);
  const start = update.kind !== 'replacement' ? base : '_id' in base ? { _id: base['_id'] } : {};
  const made = update.apply(start, undefined, true);
  const document = idFirst('_id' in made ? made : { _id: new ObjectId(), ...made });
  store.rows.insert(collection, stored(document));
  return document;
}

/** A document given by a client, or a refusal. */
export function documentOf(value: unknown): Document {
  if (value instanceof Uint8Array) return decode(value);
  if (isDocument(value)) return value;
  throw typeMismatch('a document was expected');
}
