import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { join } from 'node:path';
import { deserialize, serialize } from 'bson';
import type { Entry } from './entries.ts';
import type { Side } from './side.ts';

/**
 * What somebody would write by hand on `node:sqlite`, knowing all queries beforehand: called directly, in the same
 * thread, without a socket. The same work means: the same BSON bytes kept and turned into objects again, a unique key,
 * the same unique index on channel and number, the same write-ahead log flushed at every commit, one commit for all that
 * is written at the same time.
 */
export class Raw implements Side {
  readonly #db: DatabaseSync;
  readonly #ready = new Map<string, StatementSync>();

  constructor(directory: string, sizes: readonly number[]) {
    this.#db = new DatabaseSync(join(directory, 'raw.db'));
    this.#db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    this.#db.exec('PRAGMA cache_size = -32768');
    for (const size of sizes)
      this.#db.exec(
        `CREATE TABLE e${size} (r INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, channel TEXT NOT NULL, seq INTEGER NOT NULL, d BLOB NOT NULL);
         CREATE UNIQUE INDEX x${size} ON e${size} (channel, seq)`,
      );
  }

  async insertEach(size: number, entries: Entry[]): Promise<void> {
    const insert = this.#statement(`INSERT INTO e${size} (id, channel, seq, d) VALUES (?, ?, ?, ?)`);
    this.#together(() => {
      for (const entry of entries) insert.run(entry._id.id, entry.channel, entry.seq, serialize(entry));
    });
  }

  insertMany(size: number, entries: Entry[]): Promise<void> {
    return this.insertEach(size, entries);
  }

  async last50(size: number, channel: string): Promise<Entry[]> {
    const sql = `SELECT d FROM e${size} WHERE channel = ? ORDER BY seq DESC LIMIT 50`;
    return (this.#statement(sql).all(channel) as { d: Uint8Array }[]).map(({ d }) => deserialize(d) as Entry);
  }

  async get(size: number, { _id }: Entry): Promise<Entry | null> {
    const found = this.#statement(`SELECT d FROM e${size} WHERE id = ?`).get(_id.id) as
      { d: Uint8Array } | undefined;
    return found ? (deserialize(found.d) as Entry) : null;
  }

  async like(size: number, entry: Entry): Promise<void> {
    this.#together(() => {
      const { d } = this.#statement(`SELECT d FROM e${size} WHERE id = ?`).get(entry._id.id) as {
        d: Uint8Array;
      };
      const found = deserialize(d) as Entry;
      found.body.likes++;
      this.#statement(`UPDATE e${size} SET d = ? WHERE id = ?`).run(serialize(found), entry._id.id);
    });
  }

  async upsert(size: number, entry: Entry): Promise<void> {
    const sql = `INSERT INTO e${size} (id, channel, seq, d) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET d = excluded.d`;
    this.#statement(sql).run(entry._id.id, entry.channel, entry.seq, serialize(entry));
  }

  async count(size: number, channel: string): Promise<number> {
    const sql = `SELECT count(*) n FROM e${size} WHERE channel = ?`;
    return (this.#statement(sql).get(channel) as { n: number }).n;
  }

  async byAuthor(size: number): Promise<number> {
    const groups = new Map<string, number>();
    for (const { d } of this.#statement(`SELECT d FROM e${size}`).iterate() as Iterable<{ d: Uint8Array }>) {
      const { author } = deserialize(d) as Entry;
      groups.set(author, (groups.get(author) ?? 0) + 1);
    }
    return groups.size;
  }

  async close(): Promise<void> {
    this.#db.close();
  }

  #together(write: () => void): void {
    this.#db.exec('BEGIN IMMEDIATE');
    write();
    this.#db.exec('COMMIT');
  }

  #statement(sql: string): StatementSync {
    const ready = this.#ready.get(sql) ?? this.#db.prepare(sql);
    this.#ready.set(sql, ready);
    return ready;
  }
}
