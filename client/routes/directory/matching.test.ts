import type { Channel } from '#contract/channel/index.ts';
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
  channel('interest-cafes', 'Café’s en e-bikes', 'Langs de Middelĳkse Plas-Zuid.', 'Cafés and e‑bikes'),
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
  expect(found('cafe')).toEqual(['interest-cafes', 'interest-cafe']);
});

test.each([
  "cafe's",
  'café’s',
  'CAFÉ‘S',
  'cafe´s',
  'cafe\u0301s',
  'cafes',
  'ebikes',
  'e-bikes',
  'e–bikes',
  'e bikes',
  'middelijkse',
  'MIDDELĲKSE',
  'middelykse',
  'plas zuid',
  'plaszuid',
  'café’s, e-bikes',
  '“cafe’s”',
  '(e-bikes)',
  'e-bikes?',
  'cafe’s & e-bikes',
  'cafe’s/e-bikes.',
])('%s is found as people write it', (wanted) => {
  expect(found(wanted)).toEqual(['interest-cafes']);
});

test('all wanted words must occur', () => {
  expect(found('wandelen café')).toEqual([]);
});

test('without a question everything is shown', () => {
  expect(found('  ')).toHaveLength(3);
});
