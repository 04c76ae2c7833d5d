import type { Catalog } from './catalog.ts';
import { CommandError } from './errors.ts';
import type { Steps } from './flow.ts';
import { diskFull, explained, sqliteCode, type Sqlite } from './sqlite.ts';
import type { Document } from './values.ts';

/** A command at work: steps, then its answer. */
export type Work = Steps<Document | Uint8Array>;

interface Task {
  work: Work;
  /** When the command must be over, in ms of `performance.now()`. */
  deadline: number;
  begun: boolean;
  wrote: boolean;
  settle: (answer: Document | Uint8Array | Error) => void;
}

/** How long one command may go on before others have their turn, and one turn before it is kept, in ms. */
const sliceMs = 4;
const turnMs = 12;

/**
 * Runs commands in turns. What the commands of one turn write is one transaction, and all of them are answered
 * only when it is on the disk: an answer is a promise.
 */
export class Committer {
  readonly #sqlite: Sqlite;
  readonly #catalog: Catalog;
  readonly #onLoss: () => void;
  readonly #directory: string;
  #queue: Task[] = [];
  #scheduled = false;
  #lastTurn = 0;

  /** `onLoss` is called when a turn had to be undone: what was kept in memory about the file is void. */
  constructor(sqlite: Sqlite, catalog: Catalog, directory: string, onLoss: () => void) {
    this.#sqlite = sqlite;
    this.#catalog = catalog;
    this.#directory = directory;
    this.#onLoss = onLoss;
  }

  /** Runs a command within `maxMs`; gives its answer, or the error it ended in, never throws. */
  submit(work: Work, maxMs = Infinity): Promise<Document | Uint8Array | Error> {
    const { promise, resolve } = Promise.withResolvers<Document | Uint8Array | Error>();
    this.run(work, maxMs, resolve);
    return promise;
  }

  /** As `submit`, with the answer handed to `settle`. */
  run(work: Work, maxMs: number, settle: Task['settle']): void {
    this.#queue.push({ work, deadline: performance.now() + maxMs, begun: false, wrote: false, settle });
    this.#schedule();
  }

  /** How long nothing has been asked, in ms. */
  get idleMs(): number {
    return this.#queue.length > 0 ? 0 : performance.now() - this.#lastTurn;
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#turn();
      if (this.#queue.length > 0) this.#schedule();
    });
  }

  #turn(): void {
    const taken: Task[] = [];
    const unfinished: Task[] = [];
    const done: { task: Task; answer: Document | Uint8Array | Error }[] = [];
    this.#lastTurn = performance.now();
    const until = this.#lastTurn + turnMs;
    try {
      for (const task of this.#queue) {
        if (taken.length > 0 && performance.now() > until) break;
        taken.push(task);
        task.begun = true;
        const answer = this.#step(task);
        if (answer) done.push({ task, answer });
        else unfinished.push(task);
      }
      this.#commit();
    } catch (error) {
      this.#undo(taken, error);
      return;
    }
    // Who has not had a turn yet comes before who is not finished.
    this.#queue = [...this.#queue.slice(taken.length), ...unfinished];
    for (const { task, answer } of done) task.settle(answer);
  }

  #commit(): void {
    this.#catalog.saveCounts();
    if (this.#sqlite.dirty) this.#sqlite.commit();
  }

  /** Lets a command go on for a slice; gives its answer when it is finished. */
  #step(task: Task): Document | Uint8Array | Error | undefined {
    const until = performance.now() + sliceMs;
    const before = this.#sqlite.writes;
    try {
      for (;;) {
        const now = performance.now();
        const { value, done } =
          now > task.deadline
            ? task.work.throw(new CommandError('MaxTimeMSExpired', 'operation exceeded time limit'))
            : task.work.next();
        if (done) return value;
        if (now > until) return undefined;
      }
    } catch (error) {
      if (error instanceof CommandError) return error;
      // A fault of the disk, or one of ours in the middle of writing: nothing of this turn may be kept.
      if (sqliteCode(error) !== undefined || task.wrote || this.#sqlite.writes > before) throw error;
      return new CommandError('InternalError', error instanceof Error ? error.message : String(error));
    } finally {
      if (this.#sqlite.writes > before) task.wrote = true;
    }
  }

  #undo(taken: Task[], error: unknown): void {
    this.#sqlite.rollback();
    this.#catalog.reload();
    this.#onLoss();
    // Commands begun in earlier turns hold on to what the catalog said then.
    const lost = new Set([...taken, ...this.#queue.filter(({ begun }) => begun)]);
    this.#queue = this.#queue.filter((task) => !lost.has(task));
    const disk = sqliteCode(error) !== undefined;
    const reason = disk
      ? explained(error, this.#directory).message
      : `internal error: ${(error as Error).message}`;
    for (const task of lost)
      task.settle(
        new CommandError(sqliteCode(error) === diskFull ? 'OutOfDiskSpace' : 'InternalError', reason),
      );
  }
}
