import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Store } from '../store.ts';
import { inconsistencies } from './consistency.ts';
import { connectTo, firstIndexes, writeUntilKilled } from './crash-writers.ts';
import { Diary, type Random } from './diary.ts';
import { differencesFrom } from './held.ts';
import { anyTimeWithin, momentOf, Watch, type Moment } from './kill-moment.ts';
import { damages, lookAtLog, tear } from './left-log.ts';
import { StoreProcess } from './store-process.ts';

const writers = 16;
/** How long a start takes at most, in ms. */
const startMs = 600;

/** What is done to a store, in turn. */
const kills: readonly (Moment | 'a start')[] = [
  'the first writes',
  'a commit',
  'any time',
  'an index',
  'a start',
  'a move into the file',
  'a commit',
  'an index',
  'any time',
  'a short log',
];

/** How often a kill hit what it is meant to hit, as far as that can be seen afterwards. */
export interface Hits {
  beforeAnswer: number;
  inCommit: number;
  inIndex: number;
  inMove: number;
  inStart: number;
}

/**
 * A store that is killed again and again in the middle of writing. After each time everything in it is held against
 * what was acknowledged, and every key of every index against its document.
 */
export class CrashRounds {
  readonly #random: Random;
  #directory = '';
  #diaries: Diary[] = [];
  #hasIndexes = false;
  #stores = 0;
  #killed = 0;
  #torn = 0;
  /** How many acts were acknowledged in all rounds. */
  acknowledged = 0;
  readonly hits: Hits = { beforeAnswer: 0, inCommit: 0, inIndex: 0, inMove: 0, inStart: 0 };

  constructor(random: Random) {
    this.#random = random;
    this.startAfresh();
  }

  /** Goes on with an empty store, so that looking through all of it stays quick. */
  startAfresh(): void {
    this.end();
    this.#directory = mkdtempSync(join(tmpdir(), 'brink-crash-'));
    this.#hasIndexes = false;
    const store = this.#stores++;
    this.#diaries = Array.from({ length: writers }, (_, i) => new Diary(`${store}-${i}`));
  }

  /** Kills the store at one of the moments, each in turn; gives what is wrong afterwards. */
  async kill(): Promise<string[]> {
    const kill = kills[this.#killed++ % kills.length]!;
    const { hasIndexes } = kill === 'a start' ? await this.#killAtStart() : await this.#killAt(kill);
    this.#hasIndexes ||= hasIndexes;
    return this.#wrong(false);
  }

  /**
   * Kills the store and damages its write-ahead log, in each way in turn: the end of what this round wrote may be lost,
   * but only whole writes, and of what was there before nothing. The log must be short: once SQLite has moved a part of
   * it into the file, it is on the disk before that, and cannot be torn any more.
   */
  async tear(): Promise<string[]> {
    const { hasMoved, hasIndexes } = await this.#killAt('a short log');
    if (hasMoved) this.#hasIndexes ||= hasIndexes;
    else tear(this.#directory, damages[this.#torn++ % damages.length]!, this.#random);
    return this.#wrong(!hasMoved);
  }

  /** How many logs were damaged. */
  get torn(): number {
    return this.#torn;
  }

  /** Takes everything away. */
  end(): void {
    if (this.#directory) rmSync(this.#directory, { recursive: true });
    this.#directory = '';
  }

  async #killAt(moment: Moment): Promise<Watch> {
    const store = new StoreProcess(this.#directory);
    const watch = new Watch(store.directory);
    try {
      const client = await connectTo(store, writers);
      watch.begin();
      const kill = async (): Promise<void> => {
        const endedByItself = store.ended.then((how) => {
          throw new Error(`the store ended by itself: ${JSON.stringify(how)}`);
        });
        await Promise.race([momentOf(moment, watch, this.#random), endedByItself]);
        await store.kill();
      };
      await Promise.all([writeUntilKilled(store, client, this.#diaries, this.#random, watch), kill()]);
      return this.#count(watch);
    } finally {
      watch.isOver = true;
      await store.kill();
    }
  }

  #count(watch: Watch): Watch {
    this.acknowledged += watch.acknowledged;
    const { isCutOff, isPartlyMoved } = lookAtLog(watch.directory);
    if (watch.acknowledged === 0) this.hits.beforeAnswer++;
    if (isCutOff) this.hits.inCommit++;
    if (watch.isBuilding) this.hits.inIndex++;
    if (isPartlyMoved && watch.hasMoved) this.hits.inMove++;
    return watch;
  }

  /** Kills the store while it is written to, and once more while it starts on what that left. */
  async #killAtStart(): Promise<Watch> {
    const watch = await this.#killAt('any time');
    const store = new StoreProcess(this.#directory);
    await anyTimeWithin(startMs, this.#random);
    await store.kill();
    if ((await store.address()) === undefined) this.hits.inStart++;
    return watch;
  }

  #wrong(mayLose: boolean): string[] {
    const store = new Store(this.#directory);
    try {
      const lost = this.#hasIndexes ? indexesMissing(store) : [];
      return [...differencesFrom(this.#diaries, store, mayLose), ...lost, ...inconsistencies(store)];
    } finally {
      store.close();
    }
  }
}

/** Which of the indexes that were acknowledged are not there. */
function indexesMissing(store: Store): string[] {
  const there = store.catalog.find('crash', 'kept')?.indexes.map(({ name }) => name);
  return firstIndexes
    .filter(({ name }) => !there?.includes(name))
    .map(({ name }) => `the index ${name} is gone`);
}
