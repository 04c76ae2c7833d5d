import type { Driver } from './driver.ts';
import { channelOf } from './entries.ts';
import { quantile, shown } from './figures.ts';

/** Long work on the largest collection, during which others want an answer too. */
export function longWork(store: Driver, size: number): [string, () => Promise<unknown>][] {
  const entries = store.entries(size);
  return [
    ['nothing else', () => new Promise((resolve) => setTimeout(resolve, 2000))],
    ['a scan without an index', () => entries.countDocuments({ 'body.text': /nobody said this/ })],
    ['an index build', () => entries.createIndexes([{ key: { author: 1, at: -1 } }])],
    ['dropping that index', () => entries.dropIndex('author_1_at_-1')],
    ['a group over everything', () => store.byAuthor(size)],
  ];
}

/** How long others wait, in ms, for a ping and for the last fifty while something long goes on; and how long that takes. */
export async function waitsDuring(
  store: Driver,
  size: number,
  work: () => Promise<unknown>,
): Promise<{ tookMs: number; pings: number[]; pages: number[] }> {
  const [pings, pages]: [number[], number[]] = [[], []];
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
  ]);
  return { tookMs: performance.now() - start, pings, pages };
}

/** The middle, the slowest hundredth and the longest of some waits. */
export const spread = (waits: readonly number[]): string =>
  [0.5, 0.99, 1].map((part) => shown(quantile(waits, part))).join(' / ');
