import type { Collection } from '../catalog.ts';
import { decode } from '../bson.ts';
import { CommandError } from '../errors.ts';
import type { Filter, Places } from '../match.ts';
import type { Row } from '../row.ts';
import { stored } from '../rows.ts';
import type { Store } from '../store.ts';
import type { Update } from '../update.ts';
import { isDocument, type Document } from '../values.ts';

export interface Changed {
  before: Row;
  after: Document;
  modified: boolean;
}

/** Changes one row, when it is still there and still what the filter wants: others may have written since it was found. */
export function changeRow(
  store: Store,
  collection: Collection,
  r: number,
  filter: Filter,
  update: Update,
): Changed | undefined {
  const before = store.rows.read(collection, r);
  const places: Places = new Map();
  if (!before || !filter.test(before.document, places)) return undefined;
  const after = update.apply(decode(before.bytes), places, false);
  const modified = store.rows.replace(collection, before, stored(after));
  return { before, after, modified };
}

/** A document given by a client, or a refusal. */
export function documentOf(value: unknown): Document {
  if (value instanceof Uint8Array) return decode(value);
  if (isDocument(value)) return value;
  throw new CommandError('TypeMismatch', 'a document was expected');
}
