import { statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

/** A file up to this size is looked through as a whole: about 70 ms of work. */
const checkedBytes = 64 * 1024 * 1024;

/**
 * Whether a file can be seen to be damaged. A small one is looked through as a whole. Of a large one, which would take
 * seconds, it must be as long as it says and both ends of every table must be readable; damage in between is met, and
 * said, by whoever reads there. Throws SQLite's error when it cannot even be looked at.
 */
export function isDamaged(db: DatabaseSync, file: string, small = checkedBytes): boolean {
  const number = (sql: string): number => Number(Object.values(db.prepare(sql).get()!)[0]);
  const bytes = number('PRAGMA page_count') * number('PRAGMA page_size');
  // What is still in the log is not in the file yet.
  const isMoved = number('PRAGMA wal_checkpoint(TRUNCATE)') === 0;
  if (isMoved && statSync(file).size < bytes) return true;
  if (bytes <= small) return db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] !== 'ok';
  for (const table of db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all()) {
    const isIndex = /^x\d/.test(String(table['name']));
    for (const way of ['ASC', 'DESC'])
      db.prepare(
        `SELECT * FROM ${String(table['name'])} ORDER BY ${isIndex ? 'k' : 'rowid'} ${way} LIMIT 1`,
      ).get();
  }
  return false;
}
