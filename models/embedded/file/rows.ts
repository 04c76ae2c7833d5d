import { CommandError } from '../errors.ts';
import { checkBson, decode, encode, maxDepth, maxDocumentBytes } from '../value/bson.ts';
import { encodeKey } from '../value/key.ts';
import { isDocument, kindOf, type Document } from '../value/values.ts';
import { namespaceOf, type Catalog, type Collection } from './catalog.ts';
import type { Index } from './index-definition.ts';
import { keysOf, valuesOf } from './index-keys.ts';
import { Row } from './row.ts';
import { noteSize, refuseGone } from './scan.ts';
import type { Sqlite } from './sqlite.ts';

/** The statements on one table: put together once, since SQLite's are kept ready by their texts. */
const ofTable = once((id) => ({
  read: `SELECT d FROM c${id} WHERE r = ?`,
  find: `SELECT r FROM c${id} WHERE k = ?`,
  insert: `INSERT INTO c${id} (k, d) VALUES (?, ?) ON CONFLICT DO NOTHING`,
  update: `UPDATE c${id} SET d = ? WHERE r = ?`,
  remove: `DELETE FROM c${id} WHERE r = ?`,
}));
const ofIndex = once((id) => ({
  other: `SELECT r FROM x${id} WHERE k = ? AND r <> ? LIMIT 1`,
  insert: `INSERT OR IGNORE INTO x${id} (k, r) VALUES (?, ?)`,
  remove: `DELETE FROM x${id} WHERE k = ? AND r = ?`,
}));

/** Writes documents together with all their index keys. Everything is checked before anything is written. */
export class Rows {
  readonly #sqlite: Sqlite;
  readonly #catalog: Catalog;

  constructor(sqlite: Sqlite, catalog: Catalog) {
    this.#sqlite = sqlite;
    this.#catalog = catalog;
  }

  /** The document of a row as it is now, or undefined when it is gone. */
  read(collection: Collection, r: number): Row | undefined {
    refuseGone(collection);
    const found = this.#sqlite.get<{ d: Uint8Array }>(ofTable(collection.id).read, r);
    return found && new Row(r, found.d);
  }

  /** Stores a new document. Throws DuplicateKey, or what is wrong with the document. */
  insert(collection: Collection, bytes: Buffer): void {
    refuseGone(collection);
    const document = storable(bytes);
    const id = encodeKey(document['_id']);
    const indexes = secondary(collection);
    const keys = indexes.map((index) => keysOf(document, index));
    const takenId = (): CommandError => duplicate(collection, collection.indexes[0]!, [document['_id']]);
    for (const [i, index] of indexes.entries()) {
      const taken = this.#taken(index, keys[i]!);
      if (!taken) continue;
      // A taken `_id` is said before any other key.
      const hasId = this.#sqlite.get(ofTable(collection.id).find, id);
      throw hasId ? takenId() : duplicate(collection, index, valuesOf(document, index, taken));
    }
    const { row, changes } = this.#sqlite.run(ofTable(collection.id).insert, id, bytes);
    if (changes === 0) throw takenId();
    for (const [i, index] of indexes.entries()) this.#addKeys(index, keys[i]!, row);
    noteSize(collection, bytes);
    collection.count++;
  }

  /** Puts other bytes, with the same `_id`, in the place of a row's document; false when nothing differs. */
  replace(collection: Collection, row: Row, bytes: Buffer): boolean {
    if (bytes.equals(row.bytes)) return false;
    const document = storable(bytes);
    const changes = secondary(collection).map((index) =>
      difference(index, keysOf(row.document, index), keysOf(document, index)),
    );
    for (const { index, added } of changes) this.#refuseDuplicates(collection, index, document, added, row.r);
    this.#sqlite.run(ofTable(collection.id).update, bytes, row.r);
    noteSize(collection, bytes);
    for (const { index, added, removed, several } of changes) {
      this.#removeKeys(index, removed, row.r);
      this.#addKeys(index, added, row.r);
      if (several) this.markMultikey(index);
    }
    return true;
  }

  remove(collection: Collection, row: Row): void {
    for (const index of secondary(collection)) this.#removeKeys(index, keysOf(row.document, index), row.r);
    this.#sqlite.run(ofTable(collection.id).remove, row.r);
    collection.count--;
  }

  /** Adds the keys of a document that was there before the index. A key that is there already is left. */
  index(collection: Collection, index: Index, row: Row): void {
    refuseGone(collection, index);
    const keys = keysOf(row.document, index);
    this.#refuseDuplicates(collection, index, row.document, keys, row.r);
    this.#addKeys(index, keys, row.r);
  }

  /** Adds one key of such a document. */
  addKey(collection: Collection, index: Index, key: Buffer, r: number): void {
    refuseGone(collection, index);
    if (index.unique && this.#otherWith(index, key, r))
      this.index(collection, index, this.read(collection, r)!);
    this.#sqlite.run(ofIndex(index.id).insert, key, r);
  }

  markMultikey(index: Index): void {
    if (!index.multikey) this.#catalog.markMultikey(index);
  }

  #addKeys(index: Index, keys: Buffer[], r: number): void {
    for (const key of keys) this.#sqlite.run(ofIndex(index.id).insert, key, r);
    if (keys.length > 1) this.markMultikey(index);
    index.changed?.add(r);
  }

  #removeKeys(index: Index, keys: Buffer[], r: number): void {
    for (const key of keys) this.#sqlite.run(ofIndex(index.id).remove, key, r);
    index.changed?.add(r);
  }

  #refuseDuplicates(
    collection: Collection,
    index: Index,
    document: Document,
    keys: Buffer[],
    own: number | undefined,
  ): void {
    const key = this.#taken(index, keys, own);
    if (key) throw duplicate(collection, index, valuesOf(document, index, key));
  }

  /** The first of the keys that another document has in a unique index. */
  #taken(index: Index, keys: Buffer[], own?: number): Buffer | undefined {
    return index.unique ? keys.find((key) => this.#otherWith(index, key, own)) : undefined;
  }

  #otherWith(index: Index, key: Buffer, own = -1): boolean {
    return this.#sqlite.get(ofIndex(index.id).other, key, own) !== undefined;
  }
}

function once<T>(make: (id: number) => T): (id: number) => T {
  const made: T[] = [];
  return (id) => (made[id] ??= make(id));
}

const secondary = (collection: Collection): Index[] => collection.indexes.slice(1);

interface Change {
  index: Index;
  added: Buffer[];
  removed: Buffer[];
  several: boolean;
}

function difference(index: Index, before: Buffer[], after: Buffer[]): Change {
  const had = new Set(before.map((key) => key.toString('latin1')));
  const has = new Set(after.map((key) => key.toString('latin1')));
  return {
    index,
    added: after.filter((key) => !had.has(key.toString('latin1'))),
    removed: before.filter((key) => !has.has(key.toString('latin1'))),
    several: after.length > 1,
  };
}

/** Checks what may be stored and gives the values: size, depth, `_id`, nothing that would read back differently. */
function storable(bytes: Buffer): Document {
  if (bytes.length > maxDocumentBytes)
    throw new CommandError(
      'BSONObjectTooLarge',
      `object to insert too large. size in bytes: ${bytes.length}, max size: ${maxDocumentBytes}`,
    );
  checkBson(bytes, maxDepth, true);
  const document = decode(bytes);
  const id = document['_id'];
  const kind = kindOf(id);
  if (kind === 'array' || kind === 'regex' || kind === 'undefined')
    throw new CommandError('InvalidIdField', `The '_id' value cannot be of type ${kind}`);
  if (isDocument(id) && Object.keys(id).some((name) => name.startsWith('$')))
    throw new CommandError('DollarPrefixedFieldName', "_id fields may not contain '$'-prefixed fields");
  return document;
}

/** Values to the bytes that are stored. */
export const stored = (document: Document): Buffer => encode(document);

function duplicate(collection: Collection, index: Index, values: unknown[]): CommandError {
  const keyValue: Document = {};
  for (const [i, path] of index.paths.entries()) keyValue[path] = values[i];
  const shown = index.paths.map((path, i) => `${path}: ${shownValue(values[i])}`).join(', ');
  return new CommandError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${namespaceOf(collection)} index: ${index.name} dup key: { ${shown} }`,
    { keyPattern: index.spec['key'], keyValue },
  );
}

function shownValue(value: unknown): string {
  const kind = kindOf(value);
  if (kind === 'string') return JSON.stringify(value);
  if (kind === 'objectId') return `ObjectId('${String(value)}')`;
  if (kind === 'date') return `new Date(${(value as Date).getTime()})`;
  if (kind === 'number' || kind === 'bool' || kind === 'null') return String(value);
  return JSON.stringify(value);
}
