import { ChannelKind } from '#contract/channel-kinds.ts';
import { type Channel } from '#contract/channel/index.ts';
import { expect, test } from 'vitest';
import { aboutOf, byKind, hrefOf, iconOf, kindOrder, nameOf } from './channel-face.ts';

const channel = (id: string, kind: ChannelKind, name: string, nameEn = name): Channel => ({
  id,
  kind,
  name,
  nameEn,
  public: true,
  speak: false,
  head: 0,
});

test('channels stand by kind, what is nearest first, and then by name', () => {
  const listed = byKind(
    [
      channel('theme-news', 'theme', 'Nieuws', 'News'),
      channel('theme-help', 'theme', 'Hulp', 'Help'),
      channel('village-mook', 'village', 'Mook'),
      channel('street-maaskade', 'street', 'Maaskade'),
    ],
    'nl',
  );
  expect(listed.map(({ kind, channels }) => [kind, ...channels.map(({ name }) => name)])).toEqual([
    ['street', 'Maaskade'],
    ['village', 'Mook'],
    ['theme', 'Hulp', 'Nieuws'],
  ]);
});

test('every kind of channel has its place in the list', () => {
  expect([...kindOrder].sort()).toEqual([...ChannelKind.options].sort());
});

test('a channel has its English name on an English page, if it has one', () => {
  expect(nameOf(channel('theme-news', 'theme', 'Nieuws', 'News'), 'en')).toBe('News');
  expect(nameOf({ name: 'Maaskade' }, 'en')).toBe('Maaskade');
  expect(aboutOf({ about: 'Samen lopen.' }, 'en')).toBe('Samen lopen.');
});

test('your inbox has a place of its own', () => {
  expect(hrefOf({ id: 'inbox-1', kind: 'inbox' })).toBe('/inbox');
  expect(hrefOf({ id: 'village-mook', kind: 'village' })).toBe('/channels/village-mook');
});

test('a theme has its own drawing when we have one, and that of a theme otherwise', () => {
  expect(iconOf({ id: 'theme-agenda', kind: 'theme' })).toBe('calendar');
  expect(iconOf({ id: 'theme-broadband', kind: 'theme' })).toBe('theme');
  expect(iconOf({ id: 'street-maaskade', kind: 'street' })).toBe('street');
});
