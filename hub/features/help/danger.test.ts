import { expect, test } from 'vitest';
import { effort } from '../../../test/support/effort.ts';
import { soundsUrgent } from './danger.ts';

test.each([
  'Mijn moeder is gevallen en kan niet opstaan',
  'GEVALLEN',
  'er is brand!',
  'hij krijgt geen  lucht',
  'Ik denk aan zelfmoord.',
  'ik wil niet meer leven',
  'mijn man slaat mij',
  'geweld thuis',
  'suïcidaal',
  'my neighbour is unconscious',
  "she can't breathe",
  'she can’t breathe',
  'He had a stroke',
])('"%s" is not a matter for neighbours alone', (text) => {
  expect(soundsUrgent(text)).toBe(true);
});

test.each([
  '',
  'vervoer naar de voedselbank',
  'brandhout naar binnen dragen',
  'een omgevallen boom opruimen',
  'in alle gevallen graag voor de avond',
  'a ride to the shop for a brand new bike',
  'somebody to stroke the cat while I am away',
  'de rookmelder piept, de batterij is leeg',
  'hond uitlaten',
])('"%s" is', (text) => {
  expect(soundsUrgent(text)).toBe(false);
});

test('long and hostile words cost no time', () => {
  const hostile = `${'geen '.repeat(20_000)}${'slaat '.repeat(20_000)}`;
  expect(effort(() => soundsUrgent(hostile))).toBeLessThan(500);
});
