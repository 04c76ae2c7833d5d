import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { busy, explained, fileOf, Sqlite, sqliteCode } from './sqlite.ts';

/** How many documents each collection has, by `<database>.<collection>`. */
export type Counts = Record<string, number>;

/** Whether any process has the store of a directory open, answering or not. */
export function isInUse(directory: string): boolean {
  if (!existsSync(fileOf(directory))) return false;
  const db = new DatabaseSync(fileOf(directory), { timeout: 500 });
  try {
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; ROLLBACK');
    return false;
  } catch (error) {
    return sqliteCode(error) === busy;
  } finally {
    db.close();
  }
}

/** Copies the store of a directory nobody is using; throws a sentence when somebody is. */
export function copyAtRest(directory: string, to: string): Counts {
  const sqlite = new Sqlite(directory);
  try {
    sqlite.all('VACUUM INTO ?', to);
    return countsOf(sqlite);
  } catch (error) {
    throw explained(error, directory);
  } finally {
    sqlite.close();
  }
}

/**
 * Reads a copied file from end to end and makes it one file, without a log beside it. Gives what its collections really
 * hold; throws a sentence when anything in it is not as it should be.
 */
export function checkCopy(file: string): Counts {
  const db = new DatabaseSync(file);
  try {
    db.exec('PRAGMA journal_mode = DELETE');
    const [first] = db.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
    if (first?.integrity_check !== 'ok') throw new Error(`${file} is damaged: ${first?.integrity_check}`);
    const counts: Counts = {};
    for (const { id, db: database, name, count } of db.prepare(collections).all() as unknown as Found[]) {
      const { n } = db.prepare(`SELECT count(*) AS n FROM c${id}`).get() as { n: number };
      if (n !== count)
        throw new Error(`${file} is damaged: ${name} holds ${n} documents instead of ${count}`);
      counts[`${database}.${name}`] = n;
    }
    return counts;
  } catch (error) {
    if (sqliteCode(error) === undefined) throw error;
    throw new Error(`${file} is damaged or is not a Brink store: ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    db.close();
  }
}

const collections = 'SELECT id, db, name, count FROM collections ORDER BY db, name';
type Found = { id: number; db: string; name: string; count: number };

const countsOf = (sqlite: Sqlite): Counts =>
  Object.fromEntries(sqlite.all<Found>(collections).map(({ db, name, count }) => [`${db}.${name}`, count]));
