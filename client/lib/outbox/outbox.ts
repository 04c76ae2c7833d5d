import type { Answer, Code } from '#contract';
import type { Posted } from '#contract/shapes.ts';
import { newKey } from './key.ts';
import type { Pending, PendingCommand, PendingStorage } from './pending.ts';

/** What the outbox needs of the world; the browser's is put together in outbox.svelte.ts. */
export type World = {
  shelf: PendingStorage;
  /** Asks the hub; silence and a lost line are answers too. */
  ask: (wish: Pending) => Promise<Answer<Posted>>;
  /** The clock of the place, as an instant. */
  now: () => string;
  /** What is on its way changed. */
  changed: (unsent: readonly Pending[]) => void;
  /** Tells the other tabs of this browser. */
  tell: (news: News) => void;
};

/** What tabs tell each other: look on the shelf again, or what the hub answered. */
export type News = { kind: 'kept' } | { kind: 'sent'; key: string; seq: number };

/**
 * What somebody wants to say is kept before it is tried and tried until it is answered: in order within a channel, one at
 * a time, with the same key, so that the hub carries it out once however often it is asked. It survives a reload, an empty
 * battery and a hub that is away.
 */
export class Outbox {
  readonly #world: World;
  #person: string | undefined;
  #unsent: readonly Pending[] = [];
  /** Of these we know that they are on the shelf. */
  readonly #kept = new Set<string>();
  readonly #busy = new Set<string>();
  readonly #pauses = new Set<() => void>();
  #drains = false;

  constructor(world: World) {
    this.#world = world;
  }

  /** Shows the wishes of this person, of earlier visits too. Nobody: shows none; what is kept stays. */
  async belongTo(person: string | undefined): Promise<void> {
    this.#person = person;
    this.#set([]);
    await this.look();
  }

  /** From now on this tab sends, or no longer. */
  drain(drains: boolean): void {
    this.#drains = drains;
    this.#drainAll();
  }

  /** Keeps a wish, then sends it. Gives its key. */
  async send(wish: PendingCommand, key = newKey()): Promise<string> {
    if (this.#person === undefined) throw new Error('a guest sends nothing');
    const asks = { ...wish.asks, key };
    const { channel } = asks;
    const moment = { at: this.#world.now(), since: Date.now() };
    const unsent = {
      command: wish.command,
      asks,
      key,
      channel,
      person: this.#person,
      ...moment,
      state: 'waiting',
    } as Pending;
    this.#set([...this.#unsent, unsent]);
    await this.#keep(unsent);
    return key;
  }

  /** The person wants it after all. */
  async retry(key: string): Promise<void> {
    const unsent = this.#change(key, { state: 'waiting', since: Date.now() });
    if (unsent) await this.#keep(unsent);
  }

  /** The person wants it no more. What is being asked at this moment may still happen. */
  async drop(key: string): Promise<void> {
    this.#set(this.#unsent.filter((one) => one.key !== key));
    await this.#world.shelf.remove(key);
    this.#world.tell({ kind: 'kept' });
  }

  /** The line is back: no reason to wait longer. */
  wake(): void {
    for (const end of this.#pauses) end();
    this.#drainAll();
  }

  /** Another tab has news. */
  async hear(news: News): Promise<void> {
    if (news.kind === 'sent') this.#change(news.key, { state: 'sent', seq: news.seq });
    await this.look();
  }

  /** Takes what is on the shelf. What only this tab knows stays: not kept yet, or sent and not seen yet. */
  async look(): Promise<void> {
    const person = this.#person;
    const keptBefore = new Set(this.#kept);
    const shelf = person === undefined ? [] : await this.#world.shelf.of(person);
    if (person !== this.#person) return;
    for (const { key } of shelf) this.#kept.add(key);
    const own = this.#unsent.filter(({ key, state }) => state === 'sent' || !keptBefore.has(key));
    const others = shelf.filter(({ key }) => !own.some((one) => one.key === key));
    this.#set(
      [...others.map((one) => this.#aged(one)), ...own].sort((one, other) => one.since - other.since),
    );
    this.#drainAll();
  }

  /** What lay here for more than an hour may not be meant any more; what was wished in this very tab is. */
  #aged(unsent: Pending): Pending {
    const isNew = !this.#unsent.some(({ key, state }) => key === unsent.key && state === 'waiting');
    const isOld = unsent.state === 'waiting' && Date.now() - unsent.since > hourMs;
    return isNew && isOld ? { ...unsent, state: 'old' } : unsent;
  }

  async #keep(unsent: Pending): Promise<void> {
    await this.#world.shelf.keep(unsent);
    this.#kept.add(unsent.key);
    this.#world.tell({ kind: 'kept' });
    this.#drainAll();
  }

  #drainAll(): void {
    if (!this.#drains) return;
    for (const channel of new Set(this.#unsent.map(({ channel }) => channel))) void this.#drainOne(channel);
  }

  async #drainOne(channel: string): Promise<void> {
    if (this.#busy.has(channel)) return;
    this.#busy.add(channel);
    for (let tries = 0, wish = this.#next(channel); wish; wish = this.#next(channel)) {
      const answer = await this.#world.ask(wish);
      const again = await this.#settle(wish, answer);
      tries = again ? tries + 1 : 0;
      if (again) await this.#pause(delayOf(tries, answer));
    }
    this.#busy.delete(channel);
  }

  /** The first that waits, when it is kept: nothing overtakes it. */
  #next(channel: string): Pending | undefined {
    const first = this.#unsent.find((one) => one.channel === channel && one.state === 'waiting');
    return this.#drains && first && this.#kept.has(first.key) ? first : undefined;
  }

  /** Whether it must be asked again. */
  async #settle({ key }: Pending, answer: Answer<Posted>): Promise<boolean> {
    if (!answer.ok && waits.has(answer.code)) return true;
    if (answer.ok) {
      this.#change(key, { state: 'sent', seq: answer.value.seq });
      await this.#world.shelf.remove(key);
      this.#world.tell({ kind: 'sent', key, seq: answer.value.seq });
    } else {
      const failed = this.#change(key, { state: 'failed', refusal: answer.message });
      if (failed) await this.#world.shelf.keep(failed);
      this.#world.tell({ kind: 'kept' });
    }
    return false;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#pauses.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#pauses.add(end);
    });
  }

  #change(
    key: string,
    change: Partial<Pick<Pending, 'state' | 'since' | 'seq' | 'refusal'>>,
  ): Pending | undefined {
    this.#set(this.#unsent.map((one) => (one.key === key ? { ...one, ...change } : one)));
    return this.#unsent.find((one) => one.key === key);
  }

  #set(unsent: readonly Pending[]): void {
    const sent = unsent.filter(({ state }) => state === 'sent').slice(0, -mostSent);
    this.#unsent = unsent.filter((one) => !sent.includes(one));
    this.#world.changed(this.#unsent);
  }
}

/** Not now; or not as who is signed in now: then it waits until its person is here again. */
const waits = new Set<Code>(['UNAVAILABLE', 'RATE_LIMITED', 'REAUTHENTICATE']);

/** What was sent is remembered until its entry is there; more than this is certainly there. */
const mostSent = 50;

const hourMs = 3_600_000;

/** Half a second, doubled every time up to half a minute, full jitter; never sooner than the hub asked for. */
const delayOf = (tries: number, answer: Answer<Posted>): number =>
  Math.max(Math.random() * Math.min(30_000, 500 * 2 ** tries), answer.ok ? 0 : (answer.afterMs ?? 0));
