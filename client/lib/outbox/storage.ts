import { lastingStorage } from './lasting-storage.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Pending } from './pending.ts';

/** Where wishes lie until the hub has them, in the order in which they were first kept. */
export type PendingStorage = {
  keep(unsent: Pending): Promise<void>;
  remove(key: string): Promise<void>;
  of(person: string): Promise<Pending[]>;
};

/** How long until the lasting shelf is tried again; twice as long every time, up to a minute. */
const againMs = { first: 5_000, longest: 60_000 };

/**
 * The shelf of this browser, shared by its tabs. Where it cannot be had (some private windows, a full disk, a browser that
 * does not answer), a wish lives as long as the page does, and lies on the shelf as soon as that is there again.
 * @param changed whether what is kept outlives the page; said at every change, and until then it does
 * @param open opens the lasting shelf. Its own questions are answered or refused after a moment; `lost`: it may have
 * become empty
 */
export function browserStorage(changed: (lasts: boolean) => void, open = lastingStorage): PendingStorage {
  /** What this page knows to be kept. */
  const known = new Map<string, Pending>();
  /** What the lasting shelf was not told yet, by key; undefined: to be taken away. */
  const owed = new Map<string, Pending | undefined>();
  const lasting = open(() => known.forEach((unsent, key) => owed.has(key) || owed.set(key, unsent)));
  let lasts = true;
  let again = againMs.first;

  const pay = oneAtATime(async () => {
    if (lasts) await payAll().catch(doWithout);
  });

  return {
    keep(unsent) {
      known.set(unsent.key, unsent);
      owed.set(unsent.key, unsent);
      return pay();
    },
    remove(key) {
      known.delete(key);
      owed.set(key, undefined);
      return pay();
    },
    async of(person) {
      if (lasts) await learn(person).catch(doWithout);
      return [...known.values()].filter((unsent) => unsent.person === person);
    },
  };

  async function payAll(): Promise<void> {
    for (const [key, unsent] of owed) {
      await (unsent ? lasting.keep(unsent) : lasting.remove(key));
      if (owed.get(key) === unsent) owed.delete(key);
    }
  }

  async function learn(person: string): Promise<void> {
    const before = [...known.values()].filter((unsent) => unsent.person === person);
    const kept = await lasting.of(person);
    for (const { key } of before) if (!owed.has(key)) known.delete(key);
    for (const unsent of kept) if (!owed.has(unsent.key)) known.set(unsent.key, unsent);
  }

  function doWithout(): void {
    if (!lasts) return;
    lasts = false;
    changed(false);
    setTimeout(() => void tryAgain(), again);
  }

  async function tryAgain(): Promise<void> {
    try {
      await lasting.of('');
      await payAll();
    } catch {
      again = Math.min(again * 2, againMs.longest);
      setTimeout(() => void tryAgain(), again);
      return;
    }
    again = againMs.first;
    lasts = true;
    changed(true);
  }
}

/** A shelf that is gone when the page is. */
export function memoryStorage(): PendingStorage {
  const all = new Map<string, Pending>();
  return {
    keep: async (unsent) => void all.set(unsent.key, unsent),
    remove: async (key) => void all.delete(key),
    of: async (owner) => [...all.values()].filter(({ person }) => person === owner),
  };
}
