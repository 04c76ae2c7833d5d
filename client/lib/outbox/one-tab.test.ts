import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { inOneTab } from './one-tab.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A browser whose locks do this. */
function browserWith(locks: unknown) {
  vi.stubGlobal('navigator', locks === undefined ? {} : { locks });
  const said: boolean[] = [];
  return { said, tab: inOneTab('work', (isChosen) => said.push(isChosen)) };
}

const forbidden = () => {
  throw new DOMException('no storage here', 'SecurityError');
};

test.each([
  ['has no locks', undefined],
  ['has them in name only', null],
  ['forbids them', { request: forbidden }],
  ['forbids them later', { request: async () => forbidden() }],
])('a browser that %s chooses every tab', async (_, locks) => {
  const { said } = browserWith(locks);
  await vi.advanceTimersByTimeAsync(0);
  expect(said).toEqual([true]);
});

test('a browser that never lends a lock chooses the tab that claims the work, after a moment', async () => {
  const { said, tab } = browserWith({ request: () => new Promise(() => undefined) });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(said).toEqual([]);
  tab.claim();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(said).toEqual([true]);
});

test('a tab that has left claims nothing afterwards', async () => {
  const { said, tab } = browserWith({ request: () => new Promise(() => undefined) });
  tab.claim();
  tab.leave();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(said).toEqual([]);
});
