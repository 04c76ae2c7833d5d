import type { Channel } from '#contract/channel.ts';
import { expect, test } from 'vitest';
import { matching } from './matching.ts';

const channel = (id: string, name: string, about: string, nameEn: string): Channel => ({
  id,
  kind: 'interest',
  name,
  nameEn,
  about,
  public: true,
  speak: true,
  head: 0,
});

const all = [
  channel('interest-walking', 'Wandelen', 'Samen lopen, in elk tempo.', 'Walking'),
  channel('interest-cafe', 'Repair Café', 'Kapotte spullen maken.', 'Repair Café'),
];
const found = (wanted: string) => matching(all, wanted).map(({ id }) => id);

test('a neighbour finds a channel by part of its name, in either language', () => {
  expect(found('wandel')).toEqual(['interest-walking']);
  expect(found('WALKING')).toEqual(['interest-walking']);
});

test('a channel is found by what it is about', () => {
  expect(found('tempo samen')).toEqual(['interest-walking']);
});

test('an accent that was not typed does not matter', () => {
  expect(found('cafe')).toEqual(['interest-cafe']);
});

test('all wanted words must occur', () => {
  expect(found('wandelen café')).toEqual([]);
});

test('without a question everything is shown', () => {
  expect(found('  ')).toHaveLength(2);
});
