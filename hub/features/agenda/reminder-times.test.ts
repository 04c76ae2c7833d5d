import { dayOf, instantOf, plusDays, wallOf } from '#contract/wall-time.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quietAround } from '../person/quiet-hours.ts';
import { dayPost, isNews, news, reminders } from './reminder-times.ts';

const zone = 'Europe/Amsterdam';
const usual = { zone, quiet: { from: '21:30', to: '07:30' } };
const minute = 60_000;
const hour = 60 * minute;
const at = (wall: string) => instantOf(wall, zone);

const planned = (start: string, answer: 'yes' | 'maybe' | 'no' = 'yes', resting = usual) =>
  reminders(at(start), answer, resting).map(({ rule, at: due }) => `${rule} ${wallOf(due, zone)}`);

describe('reminders', () => {
  test('who comes hears it a day and two hours ahead', () => {
    expect(planned('2021-07-17T14:00')).toEqual(['24h 2021-07-16T14:00', '2h 2021-07-17T12:00']);
  });

  test('who perhaps comes hears it a day ahead only, who cannot come never', () => {
    expect(planned('2021-07-17T14:00', 'maybe')).toEqual(['24h 2021-07-16T14:00']);
    expect(planned('2021-07-17T14:00', 'no')).toEqual([]);
  });

  test('a day ahead is between nine in the morning and eight in the evening', () => {
    expect(planned('2021-07-17T22:00', 'maybe')).toEqual(['24h 2021-07-16T20:00']);
    expect(planned('2021-07-17T06:00', 'maybe')).toEqual(['24h 2021-07-16T09:00']);
  });

  test('for what starts before half past nine the second one comes the evening before', () => {
    expect(planned('2021-07-17T09:29')).toEqual(['24h 2021-07-16T09:29', '2h 2021-07-16T18:30']);
    expect(planned('2021-07-17T09:30')).toEqual(['24h 2021-07-16T09:30', '2h 2021-07-17T07:30']);
  });

  test('for what starts around midnight the second one comes before the quiet hours', () => {
    expect(planned('2021-07-17T23:45')).toEqual(['24h 2021-07-16T20:00', '2h 2021-07-17T21:15']);
  });

  test('own quiet hours are kept: a day ahead waits for them to end, two hours ahead comes before them', () => {
    const late = { zone, quiet: { from: '23:00', to: '11:00' } };
    expect(planned('2021-07-17T10:00', 'yes', late)).toEqual(['24h 2021-07-16T11:00', '2h 2021-07-16T22:45']);
  });

  test('a day ahead is the same time on the wall, two hours ahead are two hours that pass', () => {
    expect(planned('2022-03-27T10:00')).toEqual(['24h 2022-03-26T10:00', '2h 2022-03-27T08:00']);
    const [, soon] = reminders(at('2022-10-30T10:00'), 'yes', usual);
    expect(at('2022-10-30T10:00').getTime() - soon!.at.getTime()).toBe(2 * hour);
  });
});

const changes = [2020, 2021, 2022, 2023, 2024, 2025, 2026].flatMap((year) => [
  `${year}-03-28`,
  `${year}-10-28`,
]);
const starts = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -5 * 24 * 60, max: 5 * 24 * 60 }))
  .map(([day, minutes]) => new Date(at(`${day}T00:00`).getTime() + minutes * minute));
const clockTime = (minutes: number) => new Date((minutes % (24 * 60)) * minute).toISOString().slice(11, 16);
/** Quiet hours of anybody who is up for at least two hours a day. */
const own = fc
  .tuple(fc.integer({ min: 0, max: 24 * 60 - 1 }), fc.integer({ min: 0, max: 22 * 60 }))
  .map(([from, length]) => ({ zone, quiet: { from: clockTime(from), to: clockTime(from + length) } }));

describe('whatever the start and whatever the quiet hours, also around a change of the clock', () => {
  test('nobody is reminded after the start or in his quiet hours', () => {
    fc.assert(
      fc.property(starts, own, (start, resting) => {
        for (const { at: due, graceUntil } of reminders(start, 'yes', resting)) {
          expect(due < start).toBe(true);
          expect(graceUntil <= start).toBe(true);
          expect(quietAround(due, resting.quiet, zone)).toBeUndefined();
        }
      }),
      { numRuns: 1_500 },
    );
  });

  test('with the usual quiet hours the first one comes on the day before, in daytime', () => {
    fc.assert(
      fc.property(starts, (start) => {
        const [first] = reminders(start, 'maybe', usual);
        const wall = wallOf(first!.at, zone);
        expect(wall.slice(0, 10)).toBe(plusDays(dayOf(start, zone), -1));
        expect(wall.slice(11) >= '09:00' && wall.slice(11) <= '20:00').toBe(true);
        expect(first!.graceUntil.getTime() - first!.at.getTime()).toBeLessThanOrEqual(6 * hour);
      }),
      { numRuns: 1_500 },
    );
  });
});

describe('news', () => {
  const told = (now: string, ...moments: string[]) => wallOf(news(at(now), moments.map(at), usual).at, zone);

  test('is told at once by day', () => {
    expect(told('2021-07-16T14:00', '2021-07-20T14:00')).toBe('2021-07-16T14:00');
  });

  test('waits in the night until people are up', () => {
    expect(told('2021-07-16T23:00', '2021-07-17T10:30', '2021-07-17T11:00')).toBe('2021-07-17T07:30');
  });

  test('does not wait when it starts within three hours of waking, or would have', () => {
    expect(told('2021-07-16T23:00', '2021-07-17T10:29')).toBe('2021-07-16T23:00');
    expect(told('2021-07-16T23:00', '2021-07-17T09:00', '2021-07-20T14:00')).toBe('2021-07-16T23:00');
    expect(told('2021-07-16T23:00', '2021-07-20T14:00', '2021-07-17T09:00')).toBe('2021-07-16T23:00');
  });
});

describe('who signed up hears of a change', () => {
  const told = { title: 'Wandelen', place: 'Bij de kerk', starts: '2021-07-17T14:00' };

  test('of the place, or of a quarter of an hour or more', () => {
    expect(isNews(told, { ...told, place: 'Bij de molen' }, zone)).toBe(true);
    expect(isNews(told, { ...told, starts: '2021-07-17T14:15' }, zone)).toBe(true);
    expect(isNews(told, { ...told, starts: '2021-07-17T13:45' }, zone)).toBe(true);
  });

  test('not of other words or a few minutes', () => {
    expect(isNews(told, { ...told, title: 'Samen wandelen', starts: '2021-07-17T14:14' }, zone)).toBe(false);
  });
});

test('the post of the day is at nine, and no later than noon, also when the clock has just changed', () => {
  for (const day of ['2021-07-17', '2022-03-27', '2022-10-30']) {
    const { at: due, graceUntil } = dayPost(day, zone);
    expect([wallOf(due, zone), wallOf(graceUntil, zone)]).toEqual([`${day}T09:00`, `${day}T12:00`]);
  }
});
