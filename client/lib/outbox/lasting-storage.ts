import type { Pending, PendingStorage } from './pending.ts';

const storeName = 'unsent';

/** A browser that takes longer may never answer: seen with `open` in Safari and with a disk that is full. */
const longestMs = 2_000;

/**
 * An IndexedDB store that numbers what comes in. Whatever is asked is answered or refused within a moment; what closed the
 * database under us (the browser, a newer page of ours, a phone that slept) is answered by opening it again.
 * @param lost the browser closed the database: what lay in it may be gone
 */
export function lastingStorage(lost: () => void, timeoutMs = longestMs): PendingStorage {
  const database = new Database(lost, timeoutMs);
  return {
    keep: (unsent) =>
      database.inStore('readwrite', async (store) => {
        const place = await answerOf(store.index('key').getKey(unsent.key));
        await answerOf(place === undefined ? store.add(unsent) : store.put(unsent, place));
      }),
    remove: (key) =>
      database.inStore('readwrite', async (store) => {
        const place = await answerOf(store.index('key').getKey(key));
        if (place !== undefined) await answerOf(store.delete(place));
      }),
    of: (person) =>
      database.inStore('readonly', async (store) => {
        const all = (await answerOf(store.getAll())) as Pending[];
        return all.filter((unsent) => unsent.person === person);
      }),
  };
}

type Work<Result> = (store: IDBObjectStore) => Promise<Result>;

/** The database, opened when it is needed, and again after it was closed or did not answer. */
class Database {
  readonly #lost: () => void;
  readonly #timeoutMs: number;
  #opened: Promise<IDBDatabase> | undefined;

  constructor(lost: () => void, timeoutMs: number) {
    this.#lost = lost;
    this.#timeoutMs = timeoutMs;
  }

  async inStore<Result>(mode: IDBTransactionMode, work: Work<Result>): Promise<Result> {
    try {
      return await within(this.#timeoutMs, this.#once(mode, work));
    } catch (error) {
      this.#forget();
      if (error === late) throw error;
    }
    try {
      return await within(this.#timeoutMs, this.#once(mode, work));
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  async #once<Result>(mode: IDBTransactionMode, work: Work<Result>): Promise<Result> {
    const database = await (this.#opened ??= openDatabase(() => this.#hearClosed()));
    const transaction = database.transaction(storeName, mode);
    // A full disk is only noticed when all of it is written.
    const [result] = await Promise.all([work(transaction.objectStore(storeName)), endOf(transaction)]);
    return result;
  }

  #hearClosed(): void {
    this.#forget();
    this.#lost();
  }

  /** The next question opens anew. */
  #forget(): void {
    const before = this.#opened;
    this.#opened = undefined;
    before?.then(
      (database) => database.close(),
      () => undefined,
    );
  }
}

async function openDatabase(closed: () => void): Promise<IDBDatabase> {
  const request = indexedDB.open('brink', 1);
  request.onupgradeneeded = () => {
    request.result
      .createObjectStore(storeName, { autoIncrement: true })
      .createIndex('key', 'key', { unique: true });
  };
  const database = await answerOf(request);
  database.onclose = closed;
  database.onversionchange = closed;
  return database;
}

const late = new Error('the shelf does not answer');

function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const answerOf = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? late);
  });

const endOf = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? late);
    transaction.onabort = () => reject(transaction.error ?? late);
  });
