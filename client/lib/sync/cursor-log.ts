import type { Entry } from '#contract';
import type { Activity } from '#contract/agenda/index.ts';

/** A piece of a log, as `log:page` gives it. */
export type Page = { entries: Entry[]; head: number; more: boolean; activities?: Activity[] };

/**
 * What one entry did: it stands now (with others that waited for it), it waits for one before it, it was known already,
 * or its number was known with another id: then what we hold is not this log any more.
 */
export type Received =
  { kind: 'shown'; entries: Entry[] } | { kind: 'waits' } | { kind: 'known' } | { kind: 'diverged' };

/**
 * One channel's log as far as we hold it: a stretch without holes. Whatever order, twice or not at all the entries are
 * told, number n+1 is held only after n, and what is missing is asked for by its number.
 */
export class CursorLog {
  /** In order, without holes. A new array at every change. */
  entries: readonly Entry[];
  /** The number of the last entry we hold. */
  cursor: number;
  /** How far the log is, as far as we have heard. */
  head: number;
  /** Whether the log goes on before the first entry we hold. */
  more: boolean;
  readonly #waiting = new Map<number, Entry>();

  /** Begins with the newest page, or one further back. */
  constructor({ entries, head, more }: Page) {
    this.entries = entries;
    this.cursor = entries.at(-1)?.seq ?? head;
    this.head = Math.max(head, this.cursor);
    this.more = more;
  }

  /** Whether something is missing at the end. */
  get isBehind(): boolean {
    return this.head > this.cursor;
  }

  /** Whether something later has come than what is missing. */
  get hasGap(): boolean {
    return this.#waiting.size > 0;
  }

  /** Takes an entry that was told. */
  receive(entry: Entry): Received {
    this.hear(entry.seq);
    if (entry.seq <= this.cursor) return this.#isKnown(entry) ? { kind: 'known' } : { kind: 'diverged' };
    if (this.#waiting.has(entry.seq)) return { kind: 'known' };
    this.#waiting.set(entry.seq, entry);
    const entries = this.#next();
    if (entries.length > 0) return { kind: 'shown', entries };
    this.#dropFurthest();
    return { kind: 'waits' };
  }

  /** Takes a page that was asked for after the cursor. Gives what stands now, or undefined when it is not this log any more. */
  fill({ entries, head }: Page): Entry[] | undefined {
    this.hear(head);
    const shown: Entry[] = [];
    for (const entry of entries) {
      const received = this.receive(entry);
      if (received.kind === 'diverged') return undefined;
      if (received.kind === 'shown') shown.push(...received.entries);
    }
    return shown;
  }

  /** Takes a page that was asked for before the first entry we hold. */
  prepend({ entries, more }: Page): void {
    const first = this.entries[0]?.seq ?? this.cursor + 1;
    if (entries.at(-1)?.seq !== first - 1) return;
    this.entries = [...entries, ...this.entries];
    this.more = more;
  }

  /** The log is at least this far. */
  hear(head: number): void {
    this.head = Math.max(this.head, head);
  }

  #isKnown({ seq, id }: Entry): boolean {
    const held = this.entries[seq - (this.entries[0]?.seq ?? 0)];
    return held === undefined || held.id === id;
  }

  #next(): Entry[] {
    const entries: Entry[] = [];
    for (let next = this.#take(this.cursor + 1); next; next = this.#take(this.cursor + 1)) {
      entries.push(next);
      this.cursor = next.seq;
    }
    if (entries.length > 0) this.entries = [...this.entries, ...entries];
    return entries;
  }

  #take(seq: number): Entry | undefined {
    const entry = this.#waiting.get(seq);
    this.#waiting.delete(seq);
    return entry;
  }

  /** What is too much will be asked for when its turn comes. */
  #dropFurthest(): void {
    if (this.#waiting.size <= mostWaiting) return;
    this.#waiting.delete(Math.max(...this.#waiting.keys()));
  }
}

export const mostWaiting = 500;
