import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { browserStorage, memoryStorage } from './storage.ts';
import type { Pending } from './pending.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a browser whose shelf refuses', () => {
  test('keeps a wish on the page, says so, and puts it on the shelf when that is there again', async () => {
    const { shelf, disk, said } = browser();
    disk.works = false;
    await shelf.keep(wish('een'));
    expect([await words(shelf), said]).toEqual([['een'], [false]]);
    disk.works = true;
    await vi.advanceTimersByTimeAsync(5_000);
    expect([await words(disk.real), said]).toEqual([['een'], [false, true]]);
  });

  test('keeps showing what was already on the shelf', async () => {
    const { shelf, disk } = browser();
    await shelf.keep(wish('een'));
    disk.works = false;
    await shelf.keep(wish('twee'));
    expect(await words(shelf)).toEqual(['een', 'twee']);
  });

  test('is not asked again for every wish, and less and less often', async () => {
    const { shelf, disk } = browser();
    disk.works = false;
    for (const word of ['een', 'twee', 'drie', 'vier']) await shelf.keep(wish(word));
    expect(disk.asked).toBe(1);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(disk.asked).toBeLessThan(20);
    expect(await words(shelf)).toEqual(['een', 'twee', 'drie', 'vier']);
  });

  test('finds what earlier visits left once it answers', async () => {
    const { shelf, disk, said } = browser();
    await disk.real.keep(wish('gisteren'));
    disk.works = false;
    expect(await words(shelf)).toEqual([]);
    disk.works = true;
    await vi.advanceTimersByTimeAsync(5_000);
    expect([await words(shelf), said]).toEqual([['gisteren'], [false, true]]);
  });
});

test('what was sent or dropped while the shelf was away does not come back with it', async () => {
  const { shelf, disk } = browser();
  await shelf.keep(wish('een'));
  disk.works = false;
  await shelf.remove('key-een');
  disk.works = true;
  await vi.advanceTimersByTimeAsync(5_000);
  expect([await words(shelf), await words(disk.real)]).toEqual([[], []]);
});

test('a shelf that the browser emptied is filled again with what this page knows', async () => {
  const { shelf, disk } = browser();
  await shelf.keep(wish('een'));
  disk.empties();
  await shelf.keep(wish('twee'));
  expect(await words(disk.real)).toEqual(['een', 'twee']);
});

test('what another tab took away is gone here too', async () => {
  const { shelf, disk } = browser();
  await shelf.keep(wish('een'));
  await disk.real.remove('key-een');
  expect(await words(shelf)).toEqual([]);
});

/** A page with its shelf, on a disk that works until told otherwise. */
function browser() {
  let lose = () => undefined as void;
  const disk = {
    works: true,
    asked: 0,
    real: memoryStorage(),
    empties() {
      disk.real = memoryStorage();
      lose();
    },
  };
  const answered = async <Result>(work: () => Promise<Result>) => {
    disk.asked += 1;
    if (!disk.works) throw new DOMException('no room', 'QuotaExceededError');
    return work();
  };
  const said: boolean[] = [];
  const shelf = browserStorage(
    (lasts) => said.push(lasts),
    (lost) => {
      lose = lost;
      return {
        keep: (unsent) => answered(() => disk.real.keep(unsent)),
        remove: (key) => answered(() => disk.real.remove(key)),
        of: (person) => answered(() => disk.real.of(person)),
      };
    },
  );
  return { shelf, disk, said };
}

const wish = (text: string) => ({ key: `key-${text}`, person: 'anja', asks: { text } }) as Pending;
const words = async (shelf: ReturnType<typeof memoryStorage>) =>
  (await shelf.of('anja')).map(({ key }) => key.slice(4));
