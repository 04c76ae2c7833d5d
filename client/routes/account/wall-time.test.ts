import { expect, test } from 'vitest';
import { isWallTime } from './wall-time.ts';

test.each(['00:00', '07:30', '23:59'])('%s is a time on the clock', (text) => {
  expect(isWallTime(text)).toBe(true);
});

test.each(['24:00', '7:30', '12:60', 'half acht', ''])('%j is not', (text) => {
  expect(isWallTime(text)).toBe(false);
});
