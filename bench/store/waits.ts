import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Driver } from './driver.ts';
import { channelOf, type Entry } from './entries.ts';
import { quantile, shown } from './figures.ts';

/**
 * Long work on the largest collection, during which others want an answer too. `dataDir` is where the store lies,
 * `backup` where a backup may go.
 */
export function longWork(
  store: Driver,
  size: number,
  dataDir: string,
  backup: string,
): [string, () => Promise<unknown>][] {
  const entries = store.entries(size);
  return [
    ['nothing else', () => new Promise((resolve) => setTimeout(resolve, 2000))],
    ['a scan without an index', () => entries.countDocuments({ 'body.text': /nobody said this/ })],
    ['an index build', () => entries.createIndexes([{ key: { author: 1, at: -1 } }])],
    ['dropping that index', () => entries.dropIndex('author_1_at_-1')],
    ['a group over everything', () => store.byAuthor(size)],
    ['a backup', () => backUp(dataDir, backup)],
  ];
}

async function backUp(dataDir: string, to: string): Promise<void> {
  const env = {
    DATA_DIR: dataDir,
    SECRET: 'of-a-store-that-is-only-measured-and-then-removed',
  };
  const child = spawn(process.execPath, ['bin/backup.ts', to], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error('the backup failed');
}

/** How long others waited, in ms, for a ping, for the last fifty and to have an entry kept. */
interface Waits {
  tookMs: number;
  pings: number[];
  pages: number[];
  inserts: number[];
}

/** Lets others ask, one thing after the other, as long as some work goes on. `next` is an entry that is not there yet. */
export async function waitsDuring(
  store: Driver,
  size: number,
  work: () => Promise<unknown>,
  next: () => Entry,
): Promise<Waits> {
  const [pings, pages, inserts]: [number[], number[], number[]] = [[], [], []];
  let going = true;
  const start = performance.now();
  const working = work().finally(() => (going = false));
  const asking = async (waits: number[], ask: () => Promise<unknown>): Promise<void> => {
    while (going) {
      const asked = performance.now();
      await ask();
      waits.push(performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
  };
  await Promise.all([
    working,
    asking(pings, () => store.ping(1)),
    asking(pages, () => store.last50(size, channelOf(3))),
    asking(inserts, () => store.insertEach(size, [next()])),
  ]);
  return { tookMs: performance.now() - start, pings, pages, inserts };
}

/** The middle, the slowest hundredth and the longest of some waits. */
export const spread = (waits: readonly number[]): string =>
  [0.5, 0.99, 1].map((part) => shown(quantile(waits, part))).join(' / ');
