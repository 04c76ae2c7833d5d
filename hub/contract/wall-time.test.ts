import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf, instantOf, movedAlong, plusDays, wallOf } from './wall-time.ts';

const zone = 'Europe/Amsterdam';
const minute = 60_000;
const hour = 60 * minute;

/** An oracle of another make: what the platform's own formatter shows at an instant. */
const formatter = new Intl.DateTimeFormat('sv-SE', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
});
const shown = (instant: Date) => formatter.format(instant).replace(' ', 'T');

/** 01:00 UTC on the last Sunday of a month: when the clocks of the European Union change (directive 2000/84/EC). */
function change(year: number, month: number): Date {
  const last = new Date(Date.UTC(year, month + 1, 0, 1));
  last.setUTCDate(last.getUTCDate() - last.getUTCDay());
  return last;
}

const years = Array.from({ length: 18 }, (_, index) => 2020 + index);
const changes = years.flatMap((year) => [change(year, 2), change(year, 9)]);

const aroundAChange = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -3 * 24 * 60, max: 3 * 24 * 60 }))
  .map(([at, minutes]) => new Date(at.getTime() + minutes * minute));

test('the wall shows what the clocks in the street show, around every change of the clock', () => {
  fc.assert(
    fc.property(aroundAChange, (instant) => {
      expect(wallOf(instant, zone)).toBe(shown(instant));
      expect(dayOf(instant, zone)).toBe(shown(instant).slice(0, 10));
    }),
    { numRuns: 2_000 },
  );
});

test('a wall time gives the first instant at which the wall shows it', () => {
  fc.assert(
    fc.property(aroundAChange, (instant) => {
      const first = instantOf(wallOf(instant, zone), zone);
      expect(wallOf(first, zone)).toBe(wallOf(instant, zone));
      expect([0, hour]).toContain(instant.getTime() - first.getTime());
      expect(shown(new Date(first.getTime() - hour))).not.toBe(shown(first));
    }),
    { numRuns: 2_000 },
  );
});

test.each(years)('in %i half past two does not exist in one night and is there twice in another', (year) => {
  const [spring, autumn] = [change(year, 2), change(year, 9)].map((at) => at.toISOString().slice(0, 10));
  expect(wallOf(instantOf(`${spring}T02:30`, zone), zone)).toBe(`${spring}T03:30`);
  expect(instantOf(`${autumn}T02:30`, zone).toISOString()).toBe(`${autumn}T00:30:00.000Z`);
});

test('nine in the morning comes once a day, in order, for ten years', () => {
  const days = Array.from({ length: 3_653 }, (_, index) => plusDays('2020-01-01', index));
  const mornings = days.map((day) => instantOf(`${day}T09:00`, zone));
  expect(mornings.map(shown)).toEqual(days.map((day) => `${day}T09:00`));
  const pauses = mornings.slice(1).map((at, index) => (at.getTime() - mornings[index]!.getTime()) / hour);
  expect(new Set(pauses)).toEqual(new Set([23, 24, 25]));
});

test('an end moves along with its start, as the wall counts', () => {
  expect(movedAlong('2021-07-17T16:00', '2021-07-17T14:00', '2021-07-18T10:30')).toBe('2021-07-18T12:30');
  expect(movedAlong('2022-03-27T05:00', '2022-03-26T23:00', '2022-04-02T23:00')).toBe('2022-04-03T05:00');
});
