import { expect, test } from 'vitest';
import { readOfferForm, checkOfferForm } from './form.ts';
import { covers } from './week.ts';

function formWith(fields: [string, string][]): FormData {
  const form = new FormData();
  fields.forEach(([name, value]) => form.append(name, value));
  return form;
}

test('a form is an offer: kinds that exist, the hours of each part of a day, and rest until a day is over', () => {
  const filled = readOfferForm(
    formWith([
      ['kinds', 'pet'],
      ['kinds', 'transport'],
      ['kinds', 'money'],
      ['week', '5-afternoon'],
      ['week', '9-never'],
      ['car', 'on'],
      ['radius', '5000'],
      ['perWeek', '1'],
      ['pause', '2021-07-20'],
    ]),
  );
  expect(filled).toEqual({
    kinds: ['transport', 'pet'],
    times: [{ day: 5, from: '12:00', to: '18:00' }],
    car: true,
    radius: 5_000,
    perWeek: 1,
    crisis: false,
    pausedUntil: '2021-07-20T21:59:00Z',
  });
  expect(checkOfferForm(filled)).toEqual({});
  expect(covers(filled.times, 5, 'afternoon')).toBe(true);
  expect(covers(filled.times, 5, 'evening')).toBe(false);
});

test('without a kind or a time nobody could be asked', () => {
  expect(checkOfferForm(readOfferForm(formWith([])))).toEqual({ kinds: true, week: true });
});
