import type { Place } from '#contract/place/index.ts';
import { expect, test } from 'vitest';
import { areaName, areasAround, streetsOf, villagesOf } from './areas.ts';

const place: Place = {
  id: 'brinkdam',
  name: 'Brinkdam',
  timezone: 'Europe/Amsterdam',
  brand: { name: 'Brink', colour: '#1d5c4a', ink: '#ffffff', accent: '#9a4b00' },
  words: {},
  areas: [
    { id: 'brinkdam', kind: 'municipality', name: 'Brinkdam' },
    { id: 'oost', kind: 'village', name: 'Oost', parent: 'brinkdam' },
    { id: 'west', kind: 'village', name: 'West', parent: 'brinkdam' },
    { id: 'molenweg', kind: 'street', name: 'Molenweg', parent: 'oost' },
    { id: 'akker', kind: 'street', name: 'Akker', parent: 'oost' },
    { id: 'dijk', kind: 'street', name: 'Dijk', parent: 'west' },
  ],
};

test('streets stand in the order of the alphabet, per village', () => {
  expect(streetsOf(place, 'oost').map(({ name }) => name)).toEqual(['Akker', 'Molenweg']);
  expect(streetsOf(place)).toHaveLength(3);
  expect(villagesOf(place).map(({ id }) => id)).toEqual(['oost', 'west']);
});

test('a street is named with its village, a village by itself, an unknown area not at all', () => {
  expect(areaName(place, 'dijk')).toBe('Dijk, West');
  expect(areaName(place, 'west')).toBe('West');
  expect(areaName(place, 'elsewhere')).toBeUndefined();
  expect(areaName(place, undefined)).toBeUndefined();
});

test('a street lies in its village, and that in the municipality', () => {
  expect(areasAround(place, 'dijk')).toEqual(['dijk', 'west', 'brinkdam']);
  expect(areasAround(place, 'brinkdam')).toEqual(['brinkdam']);
  expect(areasAround(place, undefined)).toEqual([]);
});
