import { expect, test } from 'vitest';
import { dayAfter, instantAt } from './wall-clock.ts';

test.each([
  ['2021-07-16', '13:00', '2021-07-16T11:00:00Z'],
  ['2021-01-16', '13:00', '2021-01-16T12:00:00Z'],
  ['2021-03-28', '02:30', '2021-03-28T01:30:00Z'],
  ['2021-10-31', '02:30', '2021-10-31T00:30:00Z'],
])('%s at %s on the clock here is %s', (day, time, instant) => {
  expect(instantAt(day, time)).toBe(instant);
});

test.each([
  ['', '13:00'],
  ['2021-07-16', ''],
  ['2021-06-31', '13:00'],
  ['2021-07-16', '25:00'],
  ['morgen', 'straks'],
])('%j at %j is no moment', (day, time) => {
  expect(instantAt(day, time)).toBeUndefined();
});

test('tomorrow begins at midnight here, not somewhere else', () => {
  expect(dayAfter('2021-07-16T21:59:00Z', 1)).toBe('2021-07-17');
  expect(dayAfter('2021-07-16T22:01:00Z', 1)).toBe('2021-07-18');
});
