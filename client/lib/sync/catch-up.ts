import type { Answer, Entry } from '#contract';
import type { CursorLog, Page } from './cursor-log.ts';

/** What a log needs to stay complete. */
export type Source = {
  /** Asks for what comes after a number. */
  page: (after: number) => Promise<Answer<Page>>;
  /** These stand now. `told`: they happen at this moment; `fetched`: they were missed before. */
  shown: (entries: Entry[], how: 'told' | 'fetched') => void;
  /** Whether something is being fetched: the list must not look complete. */
  fetching: (isFetching: boolean) => void;
  /** What we hold is another life of the log. */
  onDiverged: () => void;
  gone: () => void;
};

/** A gap is given this long to fill by itself; what may be missing at the end, this long. */
export const patience = { gapMs: 300, endMs: 1_000 };

/** Fetches what a log misses, when it was not told in time. */
export class CatchUp {
  readonly #log: CursorLog;
  readonly #source: Source;
  #timer: { id: ReturnType<typeof setTimeout>; at: number } | undefined;
  #isFetching = false;
  #isOver = false;

  constructor(log: CursorLog, source: Source) {
    this.#log = log;
    this.#source = source;
  }

  /** An entry was told. */
  receive(entry: Entry): void {
    const received = this.#log.receive(entry);
    if (received.kind === 'diverged') return this.#source.onDiverged();
    if (received.kind === 'shown') this.#source.shown(received.entries, 'told');
    this.#plan(this.#log.hasGap ? patience.gapMs : patience.endMs);
  }

  /** The log is this far. After a sync nothing of it will be told any more, so it is fetched at once. */
  hear(head: number, from: 'beat' | 'sync'): void {
    this.#log.hear(head);
    this.#plan(from === 'sync' ? 0 : patience.endMs);
  }

  stop(): void {
    this.#isOver = true;
    clearTimeout(this.#timer?.id);
  }

  #plan(waitMs: number): void {
    if (!this.#log.isBehind) {
      clearTimeout(this.#timer?.id);
      this.#timer = undefined;
      return;
    }
    const at = performance.now() + waitMs;
    if (this.#isFetching || this.#isOver || (this.#timer && this.#timer.at <= at)) return;
    clearTimeout(this.#timer?.id);
    this.#timer = { id: setTimeout(() => void this.#fetch(), waitMs), at };
  }

  async #fetch(): Promise<void> {
    this.#timer = undefined;
    this.#isFetching = true;
    this.#source.fetching(true);
    for (let idle = 0; this.#log.isBehind && !this.#isOver;) {
      const before = this.#log.cursor;
      const answer = await this.#source.page(before);
      if (this.#isOver) return;
      if (!this.#take(answer)) break;
      idle = this.#log.cursor > before ? 0 : idle + 1;
      if (idle > 0) await pause(Math.min(10_000, 500 * 2 ** idle) * (0.5 + Math.random() / 2));
    }
    this.#isFetching = false;
    this.#source.fetching(false);
  }

  /** Whether it is worth going on. */
  #take(answer: Answer<Page>): boolean {
    if (!answer.ok) {
      if (answer.retry !== true) this.#source.gone();
      return answer.retry === true;
    }
    const shown = this.#log.fill(answer.value);
    if (shown === undefined) this.#source.onDiverged();
    else if (shown.length > 0) this.#source.shown(shown, 'fetched');
    return shown !== undefined;
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
