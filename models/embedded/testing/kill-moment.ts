import { setImmediate } from 'node:timers/promises';
import type { Random } from './diary.ts';
import { loggedPages, movedAt, pagesBeforeMoving } from './left-log.ts';

/** What is known of a store while it is written to. */
export class Watch {
  readonly directory: string;
  /** When the file was last written before anything was asked of the store. */
  #openedAt = 0;
  acknowledged = 0;
  /** The first indexes were acknowledged. */
  hasIndexes = false;
  isBuilding = false;
  /** Nothing more will happen. */
  isOver = false;
  #look = (): void => undefined;

  constructor(directory: string) {
    this.directory = directory;
  }

  /** The store is open, and nothing has been asked of it yet. */
  begin(): void {
    this.#openedAt = movedAt(this.directory);
  }

  acknowledge(): void {
    this.acknowledged++;
    this.#look();
  }

  /** Settles once something holds after an acknowledgement. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((settle) => {
      this.#look = () => {
        if (holds()) settle();
      };
    });
  }

  /** Something of this round's log is in the file already. */
  get hasMoved(): boolean {
    return movedAt(this.directory) !== this.#openedAt;
  }
}

/** Waits until shortly before a moment; gives how long the moment is at most, in ms. */
type Aim = (watch: Watch, random: Random) => Promise<number>;

const after = (watch: Watch, acknowledged: number): Promise<void> =>
  watch.until(() => watch.acknowledged > acknowledged);

/** The moments at which a store is killed that is written to. */
export const moments = {
  /** While the collection and its first indexes are made, or soon after. */
  'the first writes': async () => 25,
  /** At any time. */
  'any time': async (watch, random) => {
    await after(watch, random(60));
    return 5;
  },
  /** While a turn is written to the log, or flushed. */
  'a commit': async (watch, random) => {
    await after(watch, random(60));
    const pages = loggedPages(watch.directory);
    await closely(watch, () => loggedPages(watch.directory) !== pages);
    return 0;
  },
  /** While an index is made of what is there. */
  'an index': async (watch, random) => {
    await after(watch, 20 + random(60));
    await closely(watch, () => !watch.isBuilding);
    await closely(watch, () => watch.isBuilding);
    return 15;
  },
  /** While SQLite moves a log that has grown long into the file. */
  'a move into the file': async (watch) => {
    await watch.until(() => loggedPages(watch.directory) > pagesBeforeMoving * 0.9);
    await closely(watch, () => watch.hasMoved);
    return 1;
  },
  /** Before anything of a log of some length is moved into the file. */
  'a short log': async (watch, random) => {
    const pages = random(pagesBeforeMoving / 2);
    await watch.until(() => loggedPages(watch.directory) > pages);
    return 2;
  },
} satisfies Record<string, Aim>;

export type Moment = keyof typeof moments;

/** Waits for a moment, and for any time in it. */
export async function momentOf(moment: Moment, watch: Watch, random: Random): Promise<void> {
  const spread: number = await moments[moment](watch, random);
  await anyTimeWithin(spread, random);
}

/** Waits for any time from now to `ms` from now, much more finely than a timer. */
export async function anyTimeWithin(ms: number, random: Random): Promise<void> {
  const until = performance.now() + random(ms * 1000) / 1000;
  while (performance.now() < until) await setImmediate();
}

/** Looks at something all the time. */
async function closely(watch: Watch, holds: () => boolean): Promise<void> {
  while (!watch.isOver && !holds()) await setImmediate();
}
