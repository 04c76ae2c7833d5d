import { afterEach, expect, test } from 'vitest';
import { clock } from './clock.ts';

afterEach(() => clock.set(new Date()));

test('the clock runs on from where it was set', () => {
  const then = new Date('2021-07-18T12:10:00+02:00');
  clock.set(then);
  const passed = clock.now().getTime() - then.getTime();
  expect(passed).toBeGreaterThanOrEqual(0);
  expect(passed).toBeLessThan(5_000);
});

test('what is kept for a month is kept for a month, also in a place that lives in another year', () => {
  clock.set(new Date('2021-07-18T12:10:00+02:00'));
  const month = 30 * 86_400_000;
  const inAMonth = clock.inRealTime(new Date(clock.now().getTime() + month));
  expect(Math.abs(inAMonth.getTime() - Date.now() - month)).toBeLessThan(1_000);
});
