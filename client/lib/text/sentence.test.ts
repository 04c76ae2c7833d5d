import { expect, test } from 'vitest';
import { sentence } from './sentence.ts';

test.each([
  ['samen naar de voedselbank', 'samen naar de voedselbank.'],
  ['Zo is het klaar.', 'Zo is het klaar.'],
  ['Kun je helpen?', 'Kun je helpen?'],
])('%s ends with one mark', (words, said) => {
  expect(sentence(words)).toBe(said);
});
