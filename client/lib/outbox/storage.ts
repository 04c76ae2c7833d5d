import { lastingStorage } from './lasting-storage.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { Pending, PendingStorage } from './pending.ts';

/** How long until the lasting shelf is tried again; twice as long every time, up to a minute. */
const againMs = { first: 5_000, longest: 60_000 };

/**
 * The shelf of this browser, shared by its tabs. Where it cannot be had (some private windows, a full disk, a browser that
 * does not answer), a wish lives as long as the page does, and lies on the shelf as soon as that is there again.
 * @param changed whether what is kept outlives the page; said at every change, and until then it does
 * @param open opens the lasting shelf. Its own questions are answered or refused after a moment; `lost`: it may have
 * become empty
 */
export const browserStorage = (changed: (lasts: boolean) => void, open = lastingStorage): PendingStorage =>
  new BrowserStorage(changed, open);

class BrowserStorage implements PendingStorage {
  readonly #changed: (lasts: boolean) => void;
  readonly #lasting: PendingStorage;
  /** What this page knows to be kept. */
  readonly #known = new Map<string, Pending>();
  /** What the lasting shelf was not told yet, by key; undefined: to be taken away. */
  readonly #owed = new Map<string, Pending | undefined>();
  #lasts = true;
  #again = againMs.first;

  constructor(changed: (lasts: boolean) => void, open: typeof lastingStorage) {
    this.#changed = changed;
    this.#lasting = open(() => this.#oweAll());
  }

  keep(unsent: Pending): Promise<void> {
    this.#known.set(unsent.key, unsent);
    this.#owed.set(unsent.key, unsent);
    return this.#pay();
  }

  remove(key: string): Promise<void> {
    this.#known.delete(key);
    this.#owed.set(key, undefined);
    return this.#pay();
  }

  async of(person: string): Promise<Pending[]> {
    if (this.#lasts) await this.#learn(person).catch(() => this.#doWithout());
    return [...this.#known.values()].filter((unsent) => unsent.person === person);
  }

  readonly #pay = oneAtATime(async () => {
    if (this.#lasts) await this.#payAll().catch(() => this.#doWithout());
  });

  async #payAll(): Promise<void> {
    for (const [key, unsent] of this.#owed) {
      await (unsent ? this.#lasting.keep(unsent) : this.#lasting.remove(key));
      if (this.#owed.get(key) === unsent) this.#owed.delete(key);
    }
  }

  #oweAll(): void {
    for (const [key, unsent] of this.#known) if (!this.#owed.has(key)) this.#owed.set(key, unsent);
  }

  async #learn(person: string): Promise<void> {
    const before = [...this.#known.values()].filter((unsent) => unsent.person === person);
    const kept = await this.#lasting.of(person);
    for (const { key } of before) if (!this.#owed.has(key)) this.#known.delete(key);
    for (const unsent of kept) if (!this.#owed.has(unsent.key)) this.#known.set(unsent.key, unsent);
  }

  #doWithout(): void {
    if (!this.#lasts) return;
    this.#lasts = false;
    this.#changed(false);
    this.#tryLater();
  }

  #tryLater(): void {
    setTimeout(() => void this.#tryAgain(), this.#again);
  }

  async #tryAgain(): Promise<void> {
    try {
      await this.#lasting.of('');
      await this.#payAll();
    } catch {
      this.#again = Math.min(this.#again * 2, againMs.longest);
      return this.#tryLater();
    }
    this.#again = againMs.first;
    this.#lasts = true;
    this.#changed(true);
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
