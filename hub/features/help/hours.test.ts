import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWithinHours, laterWithinHours, latestStart, waveTimes, withinHours } from './hours.ts';

const zone = 'Europe/Amsterdam';
const at = (text: string) => new Date(text);
const errand = (from: string, to: string, kind = 'transport') => ({
  kind,
  from: at(from),
  to: at(to),
  minutes: 30,
});
const spoken = (times: Date[]) => times.map((time) => time.toISOString());

/** A few years with the clock changed back and forth in them. */
const moment = fc.date({
  min: at('2021-01-01T00:00:00Z'),
  max: at('2026-12-31T00:00:00Z'),
  noInvalidDate: true,
});

describe('people are asked for help between eight in the morning and nine in the evening', () => {
  test.each([
    ['2021-07-16T07:59:59+02:00', '2021-07-16T08:00:00+02:00'],
    ['2021-07-16T08:00:00+02:00', '2021-07-16T08:00:00+02:00'],
    ['2021-07-16T20:59:00+02:00', '2021-07-16T20:59:00+02:00'],
    ['2021-07-16T21:00:00+02:00', '2021-07-17T08:00:00+02:00'],
    ['2021-10-30T23:00:00+02:00', '2021-10-31T08:00:00+01:00'],
    ['2021-03-27T23:00:00+01:00', '2021-03-28T08:00:00+02:00'],
  ])('what is asked at %s goes out at %s', (asked, out) => {
    expect(withinHours(at(asked), zone)).toEqual(at(out));
  });

  test('at any moment of the year, and never before the moment itself', () => {
    fc.assert(
      fc.property(moment, (asked) => {
        const out = withinHours(asked, zone);
        expect(isWithinHours(out, zone)).toBe(true);
        expect(out >= asked).toBe(true);
      }),
    );
  });
});

describe('a wait counts only the hours in which people are asked', () => {
  test('two hours from eight in the evening end the next morning at nine', () => {
    expect(laterWithinHours(at('2021-07-16T20:00:00+02:00'), 120, zone)).toEqual(
      at('2021-07-17T09:00:00+02:00'),
    );
  });

  test('waiting in two parts is waiting as long as at once', () => {
    fc.assert(
      fc.property(moment, fc.nat(2_000), fc.nat(2_000), (start, one, other) => {
        const parts = laterWithinHours(laterWithinHours(start, one, zone), other, zone);
        expect(parts).toEqual(laterWithinHours(start, one + other, zone));
      }),
    );
  });
});

describe('the waves of a request', () => {
  test('go out at once, after two hours and after four more', () => {
    const request = errand('2021-07-18T13:00:00+02:00', '2021-07-18T15:00:00+02:00');
    expect(spoken(waveTimes(request, at('2021-07-16T10:00:00+02:00'), zone))).toEqual([
      '2021-07-16T08:00:00.000Z',
      '2021-07-16T10:00:00.000Z',
      '2021-07-16T14:00:00.000Z',
    ]);
  });

  test('follow each other faster when it must begin today', () => {
    const request = errand('2021-07-16T13:00:00+02:00', '2021-07-16T15:00:00+02:00');
    expect(spoken(waveTimes(request, at('2021-07-16T10:00:00+02:00'), zone))).toEqual([
      '2021-07-16T08:00:00.000Z',
      '2021-07-16T08:20:00.000Z',
      '2021-07-16T08:40:00.000Z',
    ]);
  });

  test('go out at night when the water is high', () => {
    const request = errand('2021-07-18T02:00:00+02:00', '2021-07-18T06:00:00+02:00', 'sandbags');
    expect(spoken(waveTimes(request, at('2021-07-18T02:00:00+02:00'), zone))).toEqual([
      '2021-07-18T00:00:00.000Z',
      '2021-07-18T00:10:00.000Z',
      '2021-07-18T00:30:00.000Z',
    ]);
  });

  test('have all gone out within a day, whenever somebody asks', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 24 * 60 }), (asked, ahead) => {
        const from = new Date(asked.getTime() + ahead * 60_000);
        const request = { kind: 'pet', from, to: new Date(from.getTime() + 3_600_000), minutes: 30 };
        const last = waveTimes(request, asked, zone).at(-1) ?? asked;
        expect(last.getTime() - asked.getTime()).toBeLessThanOrEqual(24 * 3_600_000);
      }),
    );
  });

  test('are too late once there is no time left to do it', () => {
    expect(latestStart(errand('2021-07-16T13:00:00Z', '2021-07-16T15:00:00Z'))).toEqual(
      at('2021-07-16T14:30:00Z'),
    );
  });
});
