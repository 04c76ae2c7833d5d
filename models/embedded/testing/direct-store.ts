import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { perform } from '../commands/index.ts';
import type { Collection } from '../file/catalog.ts';
import { Store } from '../store.ts';
import { decode, encode } from '../value/bson.ts';
import type { Document } from '../value/values.ts';

/** A store without a socket: commands are done at once, in one transaction that is never kept. */
export class DirectStore {
  readonly directory = mkdtempSync(join(tmpdir(), 'brink-direct-'));
  readonly store = new Store(this.directory);

  /** Does a command; throws what a client would be refused with. Answers are values with their BSON classes. */
  run(given: Document): Document {
    const body = decode(encode({ ...given, $db: 'test' }));
    const documents = (given['documents'] as Document[] | undefined)?.map(encode);
    const lists = new Map(documents && [['documents', documents]]);
    delete body['documents'];
    const work = perform({
      store: this.store,
      name: Object.keys(body)[0]!,
      db: 'test',
      body,
      lists,
      connection: 1,
    });
    for (;;) {
      const { value, done } = work.next();
      if (!done) continue;
      this.store.catalog.saveCounts();
      return decode(value);
    }
  }

  collection(): Collection {
    return this.store.catalog.find('test', 'c')!;
  }

  /** All documents a `find` gives. */
  find(filter: Document, more: Document = {}): Document[] {
    const { cursor } = this.run({ find: 'c', filter, batchSize: 1_000_000, ...more }) as {
      cursor: { firstBatch: Document[] };
    };
    return cursor.firstBatch;
  }

  end(): void {
    this.store.close();
    rmSync(this.directory, { recursive: true });
  }
}
