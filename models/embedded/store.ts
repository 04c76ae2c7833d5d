import { Committer } from './committer.ts';
import { Cursors } from './cursors.ts';
import { badValue } from './errors.ts';
import { FailPoints } from './fail-point.ts';
import { Catalog } from './file/catalog.ts';
import { Rows } from './file/rows.ts';
import { Scanner } from './file/scan.ts';
import { Sqlite } from './file/sqlite.ts';
import type { Steps } from './flow.ts';

/** Everything one open store consists of. */
export class Store {
  readonly directory: string;
  readonly sqlite: Sqlite;
  readonly catalog: Catalog;
  readonly rows: Rows;
  readonly scanner: Scanner;
  readonly cursors = new Cursors();
  readonly failPoints = new FailPoints();
  readonly committer: Committer;
  /** Seconds between two rounds of deleting what has expired. */
  ttlSeconds = 60;
  #holder: number | undefined;

  /** Opens the store in a directory; throws a sentence a person can act on. */
  constructor(directory: string) {
    this.directory = directory;
    this.sqlite = new Sqlite(directory);
    this.catalog = new Catalog(this.sqlite);
    this.rows = new Rows(this.sqlite, this.catalog);
    this.scanner = new Scanner(this.sqlite);
    this.committer = new Committer(this.sqlite, this.catalog, directory, () => this.#afterLoss());
  }

  /** After an undone turn no cursor and no half-built index has anyone to go on with it. */
  #afterLoss(): void {
    this.cursors.killAll();
    this.committer.run(this.#dropUnfinished(), Infinity, () => undefined);
  }

  *#dropUnfinished(): Steps<void> {
    yield;
    this.catalog.dropUnfinished();
  }

  /** Lets the file be copied as it is at this moment, until the connection that asked for it releases it or ends. */
  hold(connection: number): void {
    if (this.#holder !== undefined) throw badValue('the file is being copied already');
    this.catalog.saveCounts();
    if (this.sqlite.dirty) this.sqlite.commit();
    if (!this.sqlite.hold()) throw badValue('the file is being read; try again');
    this.#holder = connection;
  }

  /** Ends what `hold` began; false when this connection held nothing. */
  release(connection: number): boolean {
    if (this.#holder !== connection) return false;
    this.sqlite.release();
    this.#holder = undefined;
    return true;
  }

  /** In a quiet moment moves the write-ahead log into the file, so that it does not grow. */
  tidy(): void {
    if (this.committer.idleMs > quietMs) this.sqlite.checkpoint();
  }

  close(): void {
    this.committer.stop();
    this.sqlite.close();
  }
}

const quietMs = 2000;
