import { expect, test } from 'vitest';
import { initials, toneOfName } from './initials.ts';

test.each([
  ['Sanne', 'S'],
  ['Sanne de Wit', 'SW'],
  ['  marieke  van den berg ', 'MB'],
  ['Élodie', 'É'],
  ['Buurtverbinder Joke', 'BJ'],
  ['', ''],
  ['🌻', ''],
])('the circle of "%s" shows "%s"', (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test('a neighbour keeps the same colour everywhere', () => {
  expect(toneOfName('Sanne')).toBe(toneOfName('Sanne'));
});

test('colours stay within the eight there are, and all eight are used', () => {
  const tones = new Set(Array.from({ length: 200 }, (_, n) => toneOfName(`Neighbour ${n}`)));
  expect([...tones].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});
