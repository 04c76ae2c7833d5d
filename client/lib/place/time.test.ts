import { expect, test } from 'vitest';
import { brief, clock, dayAndClock, dayKey, dayLine, daysBetween, fullDay, machine, range } from './time.ts';

const now = '2021-07-18T10:10:00Z';

test('the clock is that of the place, in summer and in winter', () => {
  expect(clock('2021-07-18T10:10:00Z', 'nl')).toBe('12:10');
  expect(clock('2021-01-18T10:10:00Z', 'nl')).toBe('11:10');
  expect(clock('2021-07-18T22:05:00Z', 'en')).toBe('00:05');
});

test.each([
  ['2021-07-18T06:00:00Z', 'vandaag', 'Today'],
  ['2021-07-17T22:30:00Z', 'vandaag', 'Today'],
  ['2021-07-17T21:59:00Z', 'gisteren', 'Yesterday'],
  ['2021-07-19T06:00:00Z', 'morgen', 'Tomorrow'],
  ['2021-07-15T06:00:00Z', 'donderdag 15 juli', 'Thursday 15 July'],
  ['2020-07-15T06:00:00Z', 'woensdag 15 juli 2020', 'Wednesday 15 July 2020'],
])('%s is called "%s", or "%s"', (at, dutch, english) => {
  expect(dayLine(at, now, 'nl')).toBe(dutch);
  expect(dayLine(at, now, 'en')).toBe(english);
});

test('a promise names the day in full, also when it is today', () => {
  expect(fullDay(now, now, 'nl')).toBe('zondag 18 juli');
});

test('days are counted by the calendar, also over the nights the clock changes', () => {
  expect(daysBetween('2021-03-27T22:59:00Z', '2021-03-28T21:59:00Z')).toBe(1);
  expect(daysBetween('2021-10-30T22:01:00Z', '2021-10-31T22:59:00Z')).toBe(0);
  expect(daysBetween('2021-07-18T10:00:00Z', '2021-07-11T10:00:00Z')).toBe(-7);
});

test('the day turns at midnight here, not in Greenwich', () => {
  expect(dayKey('2021-07-18T21:59:59Z')).toBe('2021-07-18');
  expect(dayKey('2021-07-18T22:00:00Z')).toBe('2021-07-19');
});

test('an activity within one day names the day once', () => {
  expect(range('2021-07-19T08:00:00Z', '2021-07-19T10:00:00Z', now, 'nl')).toBe('morgen 10:00–12:00');
});

test('an activity past midnight names both days', () => {
  expect(range('2021-07-19T18:00:00Z', '2021-07-19T23:00:00Z', now, 'nl')).toBe(
    'morgen 20:00 – dinsdag 20 juli 01:00',
  );
});

test('a list says it as short as it can without confusing anyone', () => {
  expect(brief('2021-07-18T07:00:00Z', now, 'nl')).toBe('09:00');
  expect(brief('2021-07-17T07:00:00Z', now, 'nl')).toBe('gisteren');
  expect(brief('2021-07-14T07:00:00Z', now, 'nl')).toBe('woensdag');
  expect(brief('2021-07-11T07:00:00Z', now, 'nl')).toBe('11 jul');
  expect(brief('2020-07-11T07:00:00Z', now, 'nl')).toBe('11-7-2020');
});

test('day and time are one phrase', () => {
  expect(dayAndClock('2021-07-18T16:00:00Z', now, 'nl')).toBe('vandaag 18:00');
});

test('dates, texts and milliseconds mean the same moment', () => {
  expect(machine(new Date(now))).toBe(machine(now));
  expect(machine(Date.parse(now))).toBe('2021-07-18T10:10:00.000Z');
});

test('in the middle of a sentence a day begins with a small letter', () => {
  expect(dayAndClock('2021-07-18T13:00:00Z', now, 'en')).toBe('today 15:00');
  expect(dayAndClock('2021-07-20T13:00:00Z', now, 'en')).toBe('Tuesday 20 July 15:00');
});
