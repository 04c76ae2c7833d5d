import { randomUUID } from 'node:crypto';
import { CommandError } from '../errors.ts';
import { decode, encode } from '../value/bson.ts';
import type { Document } from '../value/values.ts';
import { indexFromSpec, idIndex, type Index } from './index-definition.ts';
import type { Sqlite } from './sqlite.ts';

/** A collection: its documents are in table `c<id>`, its indexes beside `_id` in tables `x<id of the index>`. */
export interface Collection {
  readonly id: number;
  db: string;
  name: string;
  readonly uuid: Buffer;
  indexes: Index[];
  count: number;
  /** The count that is in the file. */
  savedCount: number;
  /** The largest document met or written since the start, in bytes; 0 before the first. */
  largest: number;
  dropped: boolean;
}

export const namespaceOf = (collection: Collection): string => `${collection.db}.${collection.name}`;

/** Which collections and indexes there are. Everything in memory can be read back from the file. */
export class Catalog {
  readonly #sqlite: Sqlite;
  readonly #databases = new Map<string, Map<string, Collection>>();

  constructor(sqlite: Sqlite) {
    this.#sqlite = sqlite;
    this.reload();
    this.dropUnfinished();
    if (sqlite.dirty) sqlite.commit();
  }

  /** Forgets what is in memory and reads the file again, as after a transaction that failed. */
  reload(): void {
    for (const collection of this.all()) collection.dropped = true;
    this.#databases.clear();
    for (const row of this.#sqlite.all<CollectionRow>('SELECT * FROM collections ORDER BY id'))
      this.#add({
        id: row.id,
        db: row.db,
        name: row.name,
        uuid: Buffer.from(row.uuid),
        indexes: [idIndex, ...this.#indexesOf(row.id)],
        count: row.count,
        savedCount: row.count,
        largest: 0,
        dropped: false,
      });
  }

  *all(): Generator<Collection> {
    for (const collections of this.#databases.values()) yield* collections.values();
  }

  databases(): string[] {
    return [...this.#databases.keys()];
  }

  collections(db: string): Collection[] {
    return [...(this.#databases.get(db)?.values() ?? [])];
  }

  find(db: string, name: string): Collection | undefined {
    return this.#databases.get(db)?.get(name);
  }

  /** The collection, made when it is not there: a first write makes it, as in MongoDB. */
  findOrCreate(db: string, name: string): Collection {
    return this.find(db, name) ?? this.create(db, name);
  }

  create(db: string, name: string): Collection {
    checkName(db, name);
    const uuid = Buffer.from(randomUUID().replaceAll('-', ''), 'hex');
    const { row: id } = this.#sqlite.run(
      'INSERT INTO collections (db, name, uuid) VALUES (?, ?, ?)',
      db,
      name,
      uuid,
    );
    this.#sqlite.define(
      `CREATE TABLE c${id} (r INTEGER PRIMARY KEY, k BLOB NOT NULL UNIQUE, d BLOB NOT NULL)`,
    );
    const collection = {
      id,
      db,
      name,
      uuid,
      indexes: [idIndex],
      count: 0,
      savedCount: 0,
      largest: 0,
      dropped: false,
    };
    this.#add(collection);
    return collection;
  }

  drop(collection: Collection): void {
    for (const index of collection.indexes.slice(1)) this.dropIndex(collection, index);
    this.#sqlite.run('DELETE FROM collections WHERE id = ?', collection.id);
    this.#sqlite.forget(`c${collection.id}`);
    this.#sqlite.define(`DROP TABLE c${collection.id}`);
    collection.dropped = true;
    this.#remove(collection);
  }

  rename(collection: Collection, db: string, name: string): void {
    checkName(db, name);
    this.#sqlite.run('UPDATE collections SET db = ?, name = ? WHERE id = ?', db, name, collection.id);
    this.#remove(collection);
    collection.db = db;
    collection.name = name;
    this.#add(collection);
  }

  /** Adds an index that is still empty; no plan uses it before `finishIndex`. */
  addIndex(collection: Collection, spec: Document): Index {
    const { row: id } = this.#sqlite.run(
      'INSERT INTO indexes (collection, spec) VALUES (?, ?)',
      collection.id,
      encode(spec),
    );
    this.#sqlite.define(
      `CREATE TABLE x${id} (k BLOB NOT NULL, r INTEGER NOT NULL, PRIMARY KEY (k, r)) WITHOUT ROWID`,
    );
    const index = indexFromSpec(id, spec);
    collection.indexes = [...collection.indexes, index];
    return index;
  }

  finishIndex(index: Index): void {
    this.#sqlite.run('UPDATE indexes SET ready = 1 WHERE id = ?', index.id);
    index.ready = true;
  }

  markMultikey(index: Index): void {
    this.#sqlite.run('UPDATE indexes SET multikey = 1 WHERE id = ?', index.id);
    index.multikey = true;
  }

  dropIndex(collection: Collection, index: Index): void {
    this.#sqlite.run('DELETE FROM indexes WHERE id = ?', index.id);
    this.#sqlite.forget(`x${index.id}`);
    this.#sqlite.define(`DROP TABLE x${index.id}`);
    index.dropped = true;
    collection.indexes = collection.indexes.filter((other) => other !== index);
  }

  /** Writes the document counts that changed, in the transaction of the documents themselves. */
  saveCounts(): void {
    for (const collection of this.all()) {
      if (collection.count === collection.savedCount) continue;
      this.#sqlite.run('UPDATE collections SET count = ? WHERE id = ?', collection.count, collection.id);
      collection.savedCount = collection.count;
    }
  }

  /** Drops what nobody will finish: an index whose building was cut off holds only a part of the keys. */
  dropUnfinished(): void {
    for (const collection of this.all())
      for (const index of collection.indexes) if (!index.ready) this.dropIndex(collection, index);
  }

  #add(collection: Collection): void {
    const siblings = this.#databases.get(collection.db) ?? new Map<string, Collection>();
    this.#databases.set(collection.db, siblings.set(collection.name, collection));
  }

  #remove(collection: Collection): void {
    const siblings = this.#databases.get(collection.db);
    siblings?.delete(collection.name);
    if (siblings?.size === 0) this.#databases.delete(collection.db);
  }

  #indexesOf(collection: number): Index[] {
    const rows = this.#sqlite.all<IndexRow>(
      'SELECT * FROM indexes WHERE collection = ? ORDER BY id',
      collection,
    );
    return rows.map((row) => {
      const index = indexFromSpec(row.id, decode(row.spec));
      index.multikey = row.multikey === 1;
      index.ready = row.ready === 1;
      return index;
    });
  }
}

interface CollectionRow {
  id: number;
  db: string;
  name: string;
  uuid: Uint8Array;
  count: number;
}

interface IndexRow {
  id: number;
  spec: Uint8Array;
  multikey: number;
  ready: number;
}

/** Refuses names MongoDB refuses too. */
export function checkName(db: string, name: string): void {
  if (db === '' || db.length > 63 || /[/\\. "$*<>:|?\0]/.test(db))
    throw new CommandError('InvalidNamespace', `Invalid database name: '${db}'`);
  if (
    name === '' ||
    name.includes('\0') ||
    name.includes('$') ||
    name.startsWith('.') ||
    Buffer.byteLength(`${db}.${name}`) > 255
  )
    throw new CommandError('InvalidNamespace', `Invalid collection name: '${name}'`);
}
