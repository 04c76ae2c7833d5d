import type { Activity } from '#contract/agenda/index.ts';
import { expect, test } from 'vitest';
import { asDay, daysLater, daysOf, lastDayOf } from './week.ts';

const on = (title: string, startsAt: string, endsAt?: string) =>
  ({ title, startsAt, ...(endsAt && { endsAt }) }) as Activity;
const shown = (activities: Activity[], from: string, today = '2021-01-01') =>
  daysOf(activities, from, today).map(({ day, activities: some }) => [day, some.map(({ title }) => title)]);

test('a week shows the days that have something, by the clock of the place', () => {
  const late = on('laat', '2021-07-17T21:30:00Z');
  const night = on('nacht', '2021-07-17T22:30:00Z');
  const next = on('volgende week', '2021-07-24T12:00:00Z');
  expect(shown([late, night, next], '2021-07-17')).toEqual([
    ['2021-07-17', ['laat']],
    ['2021-07-18', ['nacht']],
  ]);
});

test('today is shown also when nothing is on', () => {
  expect(shown([], '2021-07-17', '2021-07-17')).toEqual([['2021-07-17', []]]);
  expect(shown([], '2021-07-18', '2021-07-17')).toEqual([]);
});

test('what takes several days stands under each of them, also when it began last week', () => {
  const fair = on('kermis', '2021-07-16T14:00:00Z', '2021-07-18T20:00:00Z');
  expect(shown([fair], '2021-07-17').map(([day]) => day)).toEqual(['2021-07-17', '2021-07-18']);
});

test('what ends at midnight does not take the next day, nor does an evening that ends in the night', () => {
  expect(lastDayOf('2021-07-17T18:00:00Z', '2021-07-17T22:00:00Z')).toBe('2021-07-17');
  expect(lastDayOf('2021-07-17T18:00:00Z', '2021-07-17T22:30:00Z')).toBe('2021-07-17');
  expect(lastDayOf('2021-07-17T12:00:00Z', '2021-07-18T13:00:00Z')).toBe('2021-07-18');
  const camp = on('kamp', '2021-07-17T12:00:00Z', '2021-07-18T10:00:00Z');
  expect(shown([camp], '2021-07-17').map(([day]) => day)).toEqual(['2021-07-17', '2021-07-18']);
  const night = on('nachtwandeling', '2021-07-18T20:00:00Z', '2021-07-18T22:30:00Z');
  expect(shown([night], '2021-07-18').map(([day]) => day)).toEqual(['2021-07-18']);
});

test.each(['2021-02-30', 'morgen', '', '2021-7-1', '../..', null])('%s is no day', (text) => {
  expect(asDay(text)).toBeUndefined();
});

test('days follow each other over months and changes of the clock', () => {
  expect(daysLater('2021-02-27', 7)).toBe('2021-03-06');
  expect(daysLater('2021-03-29', -7)).toBe('2021-03-22');
  expect(asDay('2024-02-29')).toBe('2024-02-29');
});
