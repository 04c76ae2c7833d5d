import type { Entry } from '#contract';
import type { Hub } from './hub.ts';

/** A log that is followed. */
export type Subscriber = {
  /** The last entry it holds. */
  readonly cursor: number;
  receive: (entry: Entry) => void;
  /** The log is this far. `sync`: as answered after joining, so what is missing was not told and never will be. */
  hear: (head: number, from: 'beat' | 'sync') => void;
  /** It is not ours to read any more. */
  gone: () => void;
};

/**
 * Keeps the logs of this page abreast of the hub: on every connection it says how far each is and hears how far it should
 * be, and what is told goes to the log it belongs to. Joined first, read second, so nothing falls between the two.
 */
export class Subscriptions {
  readonly #hub: Hub;
  readonly #on: { synced: (now: string) => void; onDiverged: () => void };
  readonly #followed = new Map<string, Set<Subscriber>>();
  #epoch: string | undefined;
  #isSyncing = false;
  #isStale = false;

  /** @param on `synced`: the hub's clock; `onDiverged`: what we hold is another life of the log, start anew */
  constructor(hub: Hub, on: { synced: (now: string) => void; onDiverged: () => void }) {
    this.#hub = hub;
    this.#on = on;
  }

  /** Listens from now on. Gives what ends it. */
  start(): () => void {
    const ends = [
      this.#hub.on('connect', () => void this.sync()),
      this.#hub.on('slow', () => void this.sync()),
      this.#hub.on('entry', (entry) => this.#of(entry.channel).forEach((log) => log.receive(entry))),
      this.#hub.on('heads', (heads) => this.#hear(heads, 'beat')),
    ];
    return () => ends.forEach((end) => end());
  }

  /** Follows a log. Gives what ends it. */
  follow(channel: string, log: Subscriber): () => void {
    this.#followed.set(channel, new Set([...this.#of(channel), log]));
    if (this.#hub.isOpen()) void this.sync();
    return () => {
      const others = new Set([...this.#of(channel)].filter((one) => one !== log));
      if (others.size > 0) this.#followed.set(channel, others);
      else this.#followed.delete(channel);
    };
  }

  /** Says how far we are and hears how far everything is. One at a time; asked meanwhile, once more. */
  async sync(): Promise<void> {
    this.#isStale = true;
    if (this.#isSyncing) return;
    this.#isSyncing = true;
    while (this.#isStale && this.#hub.isOpen()) {
      this.#isStale = false;
      await this.#syncOnce();
    }
    this.#isSyncing = false;
  }

  async #syncOnce(): Promise<void> {
    const answer = await this.#hub.ask('log:sync', {
      cursors: this.#cursors(),
      ...(this.#epoch !== undefined && { epoch: this.#epoch }),
    });
    if (!answer.ok) {
      if (answer.retry) await new Promise((resolve) => setTimeout(resolve, answer.afterMs ?? 1_000));
      this.#isStale = answer.retry === true;
      return;
    }
    if (answer.value.reload) return this.#on.onDiverged();
    this.#epoch = answer.value.epoch;
    this.#on.synced(answer.value.now);
    for (const channel of answer.value.gone) this.#of(channel).forEach((log) => log.gone());
    this.#hear(answer.value.heads, 'sync');
  }

  /** Of two logs of one channel, the one that is least far. */
  #cursors(): Record<string, number> {
    return Object.fromEntries(
      [...this.#followed].map(([channel, logs]) => [
        channel,
        Math.min(...[...logs].map(({ cursor }) => cursor)),
      ]),
    );
  }

  #hear(heads: Record<string, number>, from: 'beat' | 'sync'): void {
    for (const [channel, head] of Object.entries(heads))
      this.#of(channel).forEach((log) => log.hear(head, from));
  }

  #of(channel: string): ReadonlySet<Subscriber> {
    return this.#followed.get(channel) ?? new Set();
  }
}
