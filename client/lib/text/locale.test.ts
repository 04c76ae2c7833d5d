import { expect, test } from 'vitest';
import { asLocale, chooseLocale } from './locale.ts';

test.each([
  [undefined, null, 'nl'],
  [undefined, '', 'nl'],
  [undefined, 'nl-NL,nl;q=0.9,en;q=0.8', 'nl'],
  [undefined, 'en-GB,en;q=0.9', 'en'],
  [undefined, 'de-DE,de;q=0.9,en;q=0.7,nl;q=0.3', 'en'],
  [undefined, 'en;q=0.2, nl;q=0.8', 'nl'],
  [undefined, 'en;q=0, de', 'nl'],
  [undefined, 'pl, uk', 'nl'],
  ['en', 'nl', 'en'],
  ['nl', 'en', 'nl'],
  ['klingon', 'en', 'en'],
])('with %j chosen and %j accepted, a page speaks %s', (chosen, accepted, locale) => {
  expect(chooseLocale(chosen, accepted)).toBe(locale);
});

test('a language we do not speak is not a language to choose', () => {
  expect(asLocale('fr')).toBeUndefined();
  expect(asLocale('__proto__')).toBeUndefined();
});
