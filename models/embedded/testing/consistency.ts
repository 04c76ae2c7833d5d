import { keysOf } from '../file/index-keys.ts';
import type { Store } from '../store.ts';
import { asBuffer, decode } from '../value/bson.ts';
import { encodeKey } from '../value/key.ts';

/** Works every key of every index out again from the documents; gives what does not agree. */
export function inconsistencies(store: Store): string[] {
  const found: string[] = [];
  for (const collection of store.catalog.all()) {
    const rows = store.sqlite.all<{ r: number; k: Uint8Array; d: Uint8Array }>(
      `SELECT r, k, d FROM c${collection.id}`,
    );
    if (rows.length !== collection.count)
      found.push(`${collection.name}: ${rows.length} documents, counted ${collection.count}`);
    const documents = rows.map(({ r, k, d }) => ({ r, k, document: decode(d) }));
    for (const { k, document } of documents)
      if (!encodeKey(document['_id']).equals(k)) found.push(`${collection.name}: a wrong _id key`);
    for (const index of collection.indexes.slice(1)) {
      const expected = new Set(
        documents.flatMap(({ r, document }) =>
          keysOf(document, index).map((key) => `${key.toString('hex')}:${r}`),
        ),
      );
      const kept = store.sqlite.all<{ k: Uint8Array; r: number }>(`SELECT k, r FROM x${index.id}`);
      for (const { k, r } of kept)
        if (!expected.delete(`${asBuffer(k).toString('hex')}:${r}`))
          found.push(`${index.name}: a key too many for row ${r}`);
      if (index.unique && new Set(kept.map(({ k }) => asBuffer(k).toString('hex'))).size < kept.length)
        found.push(`${index.name}: a key twice`);
      for (const key of expected) found.push(`${index.name}: the key ${key} is missing`);
      if (kept.length > new Set(kept.map(({ r }) => r)).size && !index.multikey)
        found.push(`${index.name}: should be marked multikey`);
    }
  }
  const [check] = store.sqlite.all<{ integrity_check: string }>('PRAGMA integrity_check');
  if (check?.integrity_check !== 'ok') found.push(`file: ${check?.integrity_check}`);
  return found;
}
