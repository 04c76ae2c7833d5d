import { expect, test } from 'vitest';
import { en } from '#lib/text/en/index.ts';
import { nl } from '#lib/text/nl/index.ts';
import { isOver, dayAndTimesOf } from './when.ts';

const now = '2021-07-16T08:00:00Z';
const inDutch = { now, locale: 'nl' as const, t: nl.agenda };

test.each([
  [{ startsAt: '2021-07-16T12:00:00Z' }, 'Vandaag, vrijdag 16 juli, 14:00 uur'],
  [
    { startsAt: '2021-07-17T12:00:00Z', endsAt: '2021-07-17T13:30:00Z' },
    'Morgen, zaterdag 17 juli, 14:00 – 15:30 uur',
  ],
  [{ startsAt: '2021-07-24T12:00:00Z' }, 'Zaterdag 24 juli, 14:00 uur'],
  [
    { startsAt: '2021-07-23T14:00:00Z', endsAt: '2021-07-25T20:00:00Z' },
    'Vrijdag 23 juli, 16:00 uur, tot en met zondag 25 juli',
  ],
  [{ startsAt: '2021-07-18T20:00:00Z', endsAt: '2021-07-18T22:30:00Z' }, 'Zondag 18 juli, 22:00 – 00:30 uur'],
  [{ startsAt: '2021-07-18T18:00:00Z', endsAt: '2021-07-18T22:00:00Z' }, 'Zondag 18 juli, 20:00 – 00:00 uur'],
  // Over New Year, and over the nights in which the clock is changed.
  [
    { startsAt: '2021-12-31T20:00:00Z', endsAt: '2022-01-01T00:30:00Z' },
    'Vrijdag 31 december, 21:00 – 01:30 uur',
  ],
  [
    { startsAt: '2022-03-26T21:00:00Z', endsAt: '2022-03-27T01:30:00Z' },
    'Zaterdag 26 maart 2022, 22:00 – 03:30 uur',
  ],
  [
    { startsAt: '2021-10-30T20:00:00Z', endsAt: '2021-10-31T01:30:00Z' },
    'Zaterdag 30 oktober, 22:00 – 02:30 uur',
  ],
  // A night shift is one night; a camp takes both days, though it ends earlier on the clock than it began.
  [
    { startsAt: '2021-07-24T20:00:00Z', endsAt: '2021-07-25T06:00:00Z' },
    'Zaterdag 24 juli, 22:00 – 08:00 uur',
  ],
  [
    { startsAt: '2021-07-24T12:00:00Z', endsAt: '2021-07-25T10:00:00Z' },
    'Zaterdag 24 juli, 14:00 uur, tot en met zondag 25 juli',
  ],
  [
    { startsAt: '2021-07-24T12:00:00Z', endsAt: '2021-07-25T12:00:00Z' },
    'Zaterdag 24 juli, 14:00 uur, tot en met zondag 25 juli',
  ],
])('%o reads as people say it', (times, said) => {
  expect(dayAndTimesOf(times, inDutch)).toBe(said);
});

test('in English too', () => {
  const times = { startsAt: '2021-07-24T12:00:00Z', endsAt: '2021-07-24T13:30:00Z' };
  expect(dayAndTimesOf(times, { now, locale: 'en', t: en.agenda })).toBe('Saturday 24 July, 14:00 – 15:30');
});

test('it is over at its end, or at its start when no end was given', () => {
  const startsAt = '2021-07-16T07:00:00Z';
  expect(isOver({ startsAt }, now)).toBe(true);
  expect(isOver({ startsAt, endsAt: '2021-07-16T09:00:00Z' }, now)).toBe(false);
});
