import { expect, test } from 'vitest';
import { quietAround } from './quiet-hours.ts';

const zone = 'Europe/Amsterdam';
const night = { from: '21:30', to: '07:30' };
const quietAt = (at: string, quiet = night) => {
  const found = quietAround(new Date(at), quiet, zone);
  return found && [found.from.toISOString(), found.to.toISOString()];
};

test('quiet hours go past midnight', () => {
  expect(quietAt('2021-07-16T23:00:00+02:00')).toEqual([
    '2021-07-16T19:30:00.000Z',
    '2021-07-17T05:30:00.000Z',
  ]);
  expect(quietAt('2021-07-17T03:00:00+02:00')).toEqual([
    '2021-07-16T19:30:00.000Z',
    '2021-07-17T05:30:00.000Z',
  ]);
});

test('they begin on their first minute and are over on their last', () => {
  expect(quietAt('2021-07-16T21:29:59+02:00')).toBeUndefined();
  expect(quietAt('2021-07-16T21:30:00+02:00')).toBeDefined();
  expect(quietAt('2021-07-17T07:30:00+02:00')).toBeUndefined();
});

test('somebody may rest in the afternoon', () => {
  const siesta = { from: '13:00', to: '15:00' };
  expect(quietAt('2021-07-16T14:00:00+02:00', siesta)).toEqual([
    '2021-07-16T11:00:00.000Z',
    '2021-07-16T13:00:00.000Z',
  ]);
  expect(quietAt('2021-07-16T15:00:00+02:00', siesta)).toBeUndefined();
});

test('who sets the same time twice has no quiet hours', () => {
  expect(quietAt('2021-07-16T07:30:00+02:00', { from: '07:30', to: '07:30' })).toBeUndefined();
});

test('the night the clock changes is an hour shorter or longer', () => {
  const [from, to] = quietAt('2022-03-27T04:00:00+02:00')!;
  expect((Date.parse(to!) - Date.parse(from!)) / 3_600_000).toBe(9);
  const [start, end] = quietAt('2022-10-30T04:00:00+01:00')!;
  expect((Date.parse(end!) - Date.parse(start!)) / 3_600_000).toBe(11);
});
