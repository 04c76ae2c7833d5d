import type { Answer, Entry } from '#contract';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CatchUp } from './catch-up.ts';
import { CursorLog, type Page } from './cursor-log.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what was not told', () => {
  test('is fetched when a gap has not filled within 300 ms', async () => {
    const { catchUp, asked, shown } = following(10);
    catchUp.receive(entry(12));
    await vi.advanceTimersByTimeAsync(299);
    expect(asked()).toEqual([]);
    await vi.advanceTimersByTimeAsync(2);
    expect(asked()).toEqual([10]);
    expect(shown()).toEqual([['fetched', 11, 12]]);
  });

  test('is not fetched when it comes late but by itself', async () => {
    const { catchUp, asked, shown } = following(10);
    catchUp.receive(entry(12));
    await vi.advanceTimersByTimeAsync(200);
    catchUp.receive(entry(11));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked()).toEqual([]);
    expect(shown()).toEqual([['told', 11, 12]]);
  });

  test('is fetched when the heads are further for a second', async () => {
    const { catchUp, asked, shown } = following(10);
    catchUp.hear(11, 'beat');
    await vi.advanceTimersByTimeAsync(999);
    expect(asked()).toEqual([]);
    await vi.advanceTimersByTimeAsync(2);
    expect(shown()).toEqual([['fetched', 11]]);
  });

  test('is fetched at once after a sync, page by page', async () => {
    const { catchUp, asked, shown } = following(10, { pageSize: 2 });
    catchUp.hear(15, 'sync');
    await vi.advanceTimersByTimeAsync(1);
    expect(asked()).toEqual([10, 12, 14]);
    expect(shown().flat().filter(Number)).toEqual([11, 12, 13, 14, 15]);
  });

  test('is asked again, ever later, while the hub is away', async () => {
    const { catchUp, asked, answers, shown, isFetching } = following(10);
    answers(() => ({ ok: false, code: 'UNAVAILABLE', message: '', retry: true }));
    catchUp.hear(11, 'sync');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked().length).toBeGreaterThan(3);
    expect(asked().length).toBeLessThan(30);
    expect(isFetching()).toBe(true);
    answers(undefined);
    await vi.advanceTimersByTimeAsync(15_000);
    expect([shown(), isFetching()]).toEqual([[['fetched', 11]], false]);
  });
});

test('a log that is ours no more is not asked for again', async () => {
  const { catchUp, asked, answers, ends } = following(10);
  answers(() => ({ ok: false, code: 'NOT_FOUND', message: '' }));
  catchUp.hear(11, 'sync');
  await vi.advanceTimersByTimeAsync(60_000);
  expect([asked(), ends()]).toEqual([[10], ['gone']]);
});

test('another life of the log is noticed', async () => {
  const { catchUp, ends } = following(10);
  catchUp.receive({ ...entry(10), id: 'another' });
  expect(ends()).toEqual(['diverged']);
});

test('nothing is asked after one stopped', async () => {
  const { catchUp, asked } = following(10);
  catchUp.hear(11, 'beat');
  catchUp.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked()).toEqual([]);
});

/** Somebody who holds a log up to a number, and a hub that has as many entries as anybody spoke of. */
function following(held: number, { pageSize = 200 } = {}) {
  const asked: number[] = [];
  const shown: (string | number)[][] = [];
  const ends: string[] = [];
  let isFetching = false;
  let instead: (() => Answer<Page>) | undefined;
  const log = new CursorLog({ entries: upTo(held).map(entry), head: held, more: false });
  const catchUp = new CatchUp(log, {
    page: async (after) => {
      asked.push(after);
      const rest = upTo(log.head).filter((seq) => seq > after);
      const entries = rest.slice(0, pageSize).map(entry);
      return instead?.() ?? { ok: true, value: { entries, head: log.head, more: rest.length > pageSize } };
    },
    shown: (entries, how) => void shown.push([how, ...entries.map(({ seq }) => seq)]),
    fetching: (is) => void (isFetching = is),
    onDiverged: () => void ends.push('diverged'),
    gone: () => void ends.push('gone'),
  });
  return {
    catchUp,
    asked: () => asked,
    shown: () => shown,
    ends: () => ends,
    isFetching: () => isFetching,
    answers: (anew: typeof instead) => void (instead = anew),
  };
}

const upTo = (length: number) => Array.from({ length }, (_, place) => place + 1);

function entry(seq: number): Entry {
  return {
    type: 'message:posted',
    channel: 'street-maaskade',
    seq,
    id: `id-${seq}`,
    author: { id: 'anja', name: 'Anja', role: 'resident' },
    at: '2021-07-15T10:00:00.000Z',
    body: { text: `bericht ${seq}` },
  };
}
