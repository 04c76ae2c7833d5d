import { expect, test } from 'vitest';
import { initials, toneOf } from './initials.ts';

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
  expect(toneOf('Sanne')).toBe(toneOf('Sanne'));
});

test('colours stay within the eight there are, and all eight are used', () => {
  const tones = new Set(Array.from({ length: 200 }, (_, n) => toneOf(`Neighbour ${n}`)));
  expect([...tones].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});
