import type { Unsent } from './unsent.ts';

/** Where wishes lie until the hub has them, in the order in which they were first kept. */
export type Shelf = {
  keep(unsent: Unsent): Promise<void>;
  remove(key: string): Promise<void>;
  of(person: string): Promise<Unsent[]>;
};

/**
 * The shelf of this browser, shared by its tabs. Where it cannot be had (some private windows, a full disk), a wish lives
 * as long as the page does.
 */
export function browserShelf(): Shelf {
  const lasting = lastingShelf();
  const passing = passingShelf();
  return {
    keep: (unsent) => lasting.keep(unsent).catch(() => passing.keep(unsent)),
    async remove(key) {
      await passing.remove(key);
      await lasting.remove(key).catch(() => undefined);
    },
    of: async (person) => [...(await lasting.of(person).catch(() => [])), ...(await passing.of(person))],
  };
}

/** A shelf that is gone when the page is. */
export function passingShelf(): Shelf {
  const all = new Map<string, Unsent>();
  return {
    keep: async (unsent) => void all.set(unsent.key, unsent),
    remove: async (key) => void all.delete(key),
    of: async (owner) => [...all.values()].filter(({ person }) => person === owner),
  };
}

/** An IndexedDB store that numbers what comes in. */
function lastingShelf(): Shelf {
  let opened: Promise<IDBDatabase> | undefined;
  const open = () => (opened ??= openDatabase());

  return {
    async keep(unsent) {
      const store = await storeOf(open, 'readwrite');
      const place = await answerOf(store.index('key').getKey(unsent.key));
      await answerOf(place === undefined ? store.add(unsent) : store.put(unsent, place));
    },
    async remove(key) {
      const store = await storeOf(open, 'readwrite');
      const place = await answerOf(store.index('key').getKey(key));
      if (place !== undefined) await answerOf(store.delete(place));
    },
    async of(person) {
      const store = await storeOf(open, 'readonly');
      const all = (await answerOf(store.getAll())) as Unsent[];
      return all.filter((unsent) => unsent.person === person);
    },
  };
}

const storeName = 'unsent';

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open('brink', 1);
  request.onupgradeneeded = () => {
    request.result
      .createObjectStore(storeName, { autoIncrement: true })
      .createIndex('key', 'key', { unique: true });
  };
  return answerOf(request);
}

const storeOf = async (open: () => Promise<IDBDatabase>, mode: IDBTransactionMode) =>
  (await open()).transaction(storeName, mode).objectStore(storeName);

const answerOf = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the shelf did not answer'));
  });
