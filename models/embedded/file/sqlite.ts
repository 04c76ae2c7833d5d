import { chmodSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { join } from 'node:path';
import { isDamaged } from './damage.ts';

const formatVersion = 1;
/** How long a start waits for a Brink that is just ending, in ms. */
const lockWaitMs = 500;

/** The file in which the store of a directory lies. */
export const fileOf = (directory: string): string => join(directory, 'brink.db');

/** The file underneath: one SQLite database, written by one process, statements kept ready by their text. */
export class Sqlite {
  readonly file: string;
  readonly #db: DatabaseSync;
  readonly #ready = new Map<string, StatementSync>();
  #inTransaction = false;
  /** Something was written to the log since it was last moved into the file. */
  #logged = false;
  #held = false;
  /** How many writing statements have run. */
  writes = 0;

  /** Opens or makes the file; throws a sentence a person can act on. */
  constructor(directory: string) {
    this.file = fileOf(directory);
    try {
      this.#db = new DatabaseSync(this.file, { timeout: lockWaitMs });
    } catch (error) {
      throw explained(error, directory);
    }
    try {
      chmodSync(this.file, 0o600);
      this.#prepareFile();
    } catch (error) {
      this.#db.close();
      throw explained(error, directory);
    }
  }

  #prepareFile(): void {
    // EXCLUSIVE before the first read: the lock is what keeps a second process out, and it dies with the process.
    this.#db.exec('PRAGMA locking_mode = EXCLUSIVE');
    this.#db.exec('PRAGMA journal_mode = WAL');
    this.#db.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; PRAGMA cache_size = -32768');
    this.#db.exec('BEGIN IMMEDIATE');
    this.#db.exec(`
      CREATE TABLE IF NOT EXISTS format (version INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS collections (
        id INTEGER PRIMARY KEY AUTOINCREMENT, db TEXT NOT NULL, name TEXT NOT NULL, uuid BLOB NOT NULL,
        count INTEGER NOT NULL DEFAULT 0, UNIQUE (db, name));
      CREATE TABLE IF NOT EXISTS indexes (
        id INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, spec BLOB NOT NULL,
        multikey INTEGER NOT NULL DEFAULT 0, ready INTEGER NOT NULL DEFAULT 0);`);
    const found = this.#db.prepare('SELECT version FROM format').get() as { version: number } | undefined;
    if (!found) this.#db.prepare('INSERT INTO format VALUES (?)').run(formatVersion);
    else if (found.version !== formatVersion)
      throw new Error(
        `it was written in format ${found.version}, this version reads format ${formatVersion}`,
      );
    this.#db.exec('COMMIT');
    if (isDamaged(this.#db, this.file)) throw new Error(reasons[11]);
  }

  /** Starts a transaction unless one is open: everything until `commit` is kept together or not at all. */
  begin(): void {
    if (this.#inTransaction) return;
    this.#db.exec('BEGIN IMMEDIATE');
    this.#inTransaction = true;
  }

  /** Whether anything waits for `commit`. */
  get dirty(): boolean {
    return this.#inTransaction;
  }

  /** Keeps what was written since `begin`; it is on the disk when this returns. */
  commit(): void {
    this.#db.exec('COMMIT');
    this.#logged = true;
    this.#inTransaction = false;
  }

  /** Forgets what was written since `begin`. */
  rollback(): void {
    // SQLite rolls back by itself after some errors (a full disk); asking again would then be an error.
    if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
    this.#inTransaction = false;
  }

  all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values) as Row[];
  }

  get<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values) as Row | undefined;
  }

  /** Rows as lists of their columns: two thirds of the time `all` takes. */
  lists<Row extends unknown[]>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql, true).all(...values) as unknown as Row[];
  }

  /** The same one by one. */
  iterate<Row extends unknown[]>(sql: string, ...values: SQLInputValue[]): Iterable<Row> {
    return this.#statement(sql, true).iterate(...values) as unknown as Iterable<Row>;
  }

  /** Runs a writing statement inside the open transaction; gives the row id of an insert. */
  run(sql: string, ...values: SQLInputValue[]): { row: number; changes: number } {
    this.begin();
    this.writes++;
    const { lastInsertRowid, changes } = this.#statement(sql).run(...values);
    return { row: Number(lastInsertRowid), changes: Number(changes) };
  }

  /** Runs statements that make or drop tables. */
  define(sql: string): void {
    this.begin();
    this.writes++;
    this.#db.exec(sql);
  }

  /** Drops the statements kept for a table that is gone. */
  forget(table: string): void {
    for (const sql of this.#ready.keys()) if (new RegExp(`\\b${table}\\b`).test(sql)) this.#ready.delete(sql);
  }

  /**
   * Leaves the file as it is until `release`, whatever is written: it may be copied meanwhile, and holds all that was
   * kept before. New writes wait in the log. False when that cannot be now, because something is reading.
   */
  hold(): boolean {
    this.#db.exec('PRAGMA wal_autocheckpoint = 0');
    const moved = this.#db.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get() as { busy: number };
    this.#held = moved.busy === 0;
    if (!this.#held) this.release();
    return this.#held;
  }

  release(): void {
    this.#db.exec('PRAGMA wal_autocheckpoint = 1000');
    this.#held = false;
  }

  /** Moves the write-ahead log into the file. Should that fail, as on a full disk, the log stays and nothing is lost. */
  checkpoint(): void {
    if (!this.#logged || this.#held) return;
    try {
      this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      this.#logged = false;
    } catch (error) {
      if (sqliteCode(error) === undefined) throw error;
    }
  }

  close(): void {
    this.rollback();
    if (this.#held) this.release();
    this.checkpoint();
    this.#ready.clear();
    this.#db.close();
  }

  #statement(sql: string, asLists = false): StatementSync {
    let statement = this.#ready.get(sql);
    if (!statement) {
      this.#ready.set(sql, (statement = this.#db.prepare(sql)));
      statement.setReturnArrays(asLists);
    }
    return statement;
  }
}

/** SQLite's result codes, as far as there is something to say about them. */
export const busy = 5;
export const diskFull = 13;
const reasons: { [code: number]: string } = {
  8: 'it may not be written. Give the user that runs Brink the right to write there',
  10: 'the disk gives errors. Check the disk, then start again',
  11: 'the file is damaged. Put back the last backup',
  13: 'the disk is full. Make room; until then what is there can be read, but nothing written',
  14: 'it cannot be opened. Give the user that runs Brink the right to read and write there',
  26: 'the file is damaged or is not a Brink store. Put back the last backup',
};

/** SQLite's result code behind an error, or undefined when the error is not SQLite's. */
export function sqliteCode(error: unknown): number | undefined {
  const code = error instanceof Error ? (error as Error & { errcode?: unknown }).errcode : undefined;
  return typeof code === 'number' ? code & 0xff : undefined;
}

/** An error of the file in words a person can act on. */
export function explained(error: unknown, directory: string): Error {
  const code = sqliteCode(error);
  if (code === busy)
    return new Error(
      `another Brink is using ${directory}. Stop that one first, or give this one a directory of its own (DATA_DIR)`,
      { cause: error },
    );
  const reason =
    (code !== undefined && reasons[code]) || (error instanceof Error ? error.message : String(error));
  return new Error(`the store in ${directory} cannot be used: ${reason}`, { cause: error });
}
