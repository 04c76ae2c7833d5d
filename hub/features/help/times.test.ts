import type { FreeTime } from '#contract/help/offer.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { longestFree } from './times.ts';

const zone = 'Europe/Amsterdam';
const at = (text: string) => new Date(text);
const friday = (from: string, to: string): FreeTime => ({ day: 5, from, to });

const wallTime = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const freeTime = fc
  .tuple(fc.integer({ min: 1, max: 7 }), wallTime, wallTime)
  .filter(([, one, other]) => one !== other)
  .map(([day, ...walls]): FreeTime => {
    const [from = '', to = ''] = walls.sort();
    return { day, from, to };
  });
const start = fc.date({
  min: at('2021-01-01T00:00:00Z'),
  max: at('2022-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const length = fc.integer({ min: 1, max: 4 * 24 * 60 });

test.each([
  ['the whole afternoon', [friday('12:00', '18:00')], 120],
  ['only its last half hour', [friday('14:30', '18:00')], 30],
  ['not this day', [{ day: 4, from: '12:00', to: '18:00' }], 0],
  ['two pieces that touch', [friday('12:00', '14:00'), friday('14:00', '18:00')], 120],
  ['two pieces apart, of which the longest counts', [friday('13:00', '13:40'), friday('14:00', '15:00')], 60],
  ['nothing at all', [], 0],
])('of a Friday from one to three somebody has free: %s', (_, times, minutes) => {
  expect(longestFree(times, at('2021-07-16T13:00:00+02:00'), at('2021-07-16T15:00:00+02:00'), zone)).toBe(
    minutes,
  );
});

test('an evening and the morning after it are two days, with the night between them', () => {
  const times = [friday('20:00', '22:00'), { day: 6, from: '08:00', to: '11:00' }];
  expect(longestFree(times, at('2021-07-16T18:00:00+02:00'), at('2021-07-17T12:00:00+02:00'), zone)).toBe(
    180,
  );
});

test('the night the clock goes forward is an hour shorter, the night it goes back an hour longer', () => {
  const night = [{ day: 7, from: '00:00', to: '06:00' }];
  expect(longestFree(night, at('2021-03-28T00:00:00+01:00'), at('2021-03-28T12:00:00+02:00'), zone)).toBe(
    300,
  );
  expect(longestFree(night, at('2021-10-31T00:00:00+02:00'), at('2021-10-31T12:00:00+01:00'), zone)).toBe(
    420,
  );
});

test('nobody has more time free than there is, and who offers more never has less', () => {
  fc.assert(
    fc.property(
      fc.array(freeTime, { maxLength: 8 }),
      freeTime,
      start,
      length,
      (times, another, from, minutes) => {
        const to = new Date(from.getTime() + minutes * 60_000);
        const free = longestFree(times, from, to, zone);
        expect(free).toBeLessThanOrEqual(minutes);
        expect(longestFree([...times, another], from, to, zone)).toBeGreaterThanOrEqual(free);
      },
    ),
  );
});
