import { CommandError } from './errors.ts';
import type { Catalog } from './file/catalog.ts';
import { diskFull, explained, sqliteCode, type Sqlite } from './file/sqlite.ts';
import { waiting, type Steps } from './flow.ts';

interface Task {
  work: Steps<unknown>;
  /** When the command must be over, in ms of `performance.now()`. */
  deadline: number;
  begun: boolean;
  wrote: boolean;
  settle: (answer: never) => void;
}

/**
 * How long one command may go on before others have their turn, one turn before it is kept, and a turn that has written
 * while more keeps coming in, in ms.
 */
const sliceMs = 2;
const turnMs = 12;
const gatherMs = 4;

/** What has been done since the last commit, and whom to tell of it after the next. */
interface Turn {
  since: number;
  taken: Task[];
  done: (() => void)[];
}

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
  #open: Turn | undefined;
  #stopped = false;

  /** `onLoss` is called when a turn had to be undone: what was kept in memory about the file is void. */
  constructor(sqlite: Sqlite, catalog: Catalog, directory: string, onLoss: () => void) {
    this.#sqlite = sqlite;
    this.#catalog = catalog;
    this.#directory = directory;
    this.#onLoss = onLoss;
  }

  /** Runs a command within `maxMs` and hands its answer to `settle`, or the error it ended in. */
  run<T>(work: Steps<T>, maxMs: number, settle: (answer: T | Error) => void): void {
    this.#queue.push({ work, deadline: performance.now() + maxMs, begun: false, wrote: false, settle });
    this.#schedule();
  }

  /** How long nothing has been asked, in ms. */
  get idleMs(): number {
    return this.#queue.length > 0 ? 0 : performance.now() - this.#lastTurn;
  }

  /** Nothing is done any more; what has not been answered will not be. */
  stop(): void {
    this.#queue = [];
    this.#open = undefined;
    this.#stopped = true;
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#stopped) return;
      this.#goOn();
      if (this.#queue.length > 0 || this.#open) this.#schedule();
    });
  }

  #goOn(): void {
    this.#lastTurn = performance.now();
    const turn = (this.#open ??= { since: this.#lastTurn, taken: [], done: [] });
    try {
      const hasNew = this.#step(turn);
      // Writing to the disk takes longer than looking once more who else has something to write.
      const more = hasNew && this.#sqlite.dirty && performance.now() < turn.since + gatherMs;
      if (more) return;
      this.#commit();
    } catch (error) {
      this.#undo(turn.taken, error);
      return;
    } finally {
      if (!this.#sqlite.dirty) this.#open = undefined;
    }
    for (const tell of turn.done) tell();
  }

  /** Lets everybody go on for a slice; tells whether somebody new was among them. */
  #step({ since, taken, done }: Turn): boolean {
    const unfinished: Task[] = [];
    let hasNew = false;
    let had = 0;
    for (const task of this.#queue) {
      if (had > 0 && performance.now() > since + turnMs) break;
      had++;
      hasNew ||= !task.begun;
      taken.push(task);
      task.begun = true;
      const end = this.#advance(task);
      if (end) done.push(() => task.settle(end.answer as never));
      else unfinished.push(task);
    }
    // Who has not had a turn yet comes before who is not finished.
    this.#queue = [...this.#queue.slice(had), ...unfinished];
    return hasNew;
  }

  #commit(): void {
    this.#catalog.saveCounts();
    if (this.#sqlite.dirty) this.#sqlite.commit();
  }

  /** Lets a command go on for a slice; gives its answer when it is finished. */
  #advance(task: Task): { answer: unknown } | undefined {
    const until = performance.now() + sliceMs;
    const before = this.#sqlite.writes;
    try {
      for (;;) {
        const late = performance.now() > task.deadline;
        const { value, done } = late ? task.work.throw(timeIsUp()) : task.work.next();
        if (done) return { answer: value };
        if (value === waiting || performance.now() > until) return undefined;
      }
    } catch (error) {
      if (error instanceof CommandError) return { answer: error };
      // A fault of the disk, or one of ours in the middle of writing: nothing of this turn may be kept.
      if (sqliteCode(error) !== undefined || task.wrote || this.#sqlite.writes > before) throw error;
      return { answer: new CommandError('InternalError', (error as Error).message) };
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
    const failure =
      sqliteCode(error) === undefined
        ? new CommandError('InternalError', `internal error: ${(error as Error).message}`)
        : new CommandError(
            sqliteCode(error) === diskFull ? 'OutOfDiskSpace' : 'InternalError',
            explained(error, this.#directory).message,
          );
    for (const task of lost) task.settle(failure as never);
  }
}

const timeIsUp = (): CommandError => new CommandError('MaxTimeMSExpired', 'operation exceeded time limit');
