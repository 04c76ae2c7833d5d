import { describe, expect, test } from 'vitest';
import { typedInstant } from './typed-instant.ts';

describe('a moment that somebody fills in', () => {
  test('is on the clock here, in summer and in winter', () => {
    expect(typedInstant('2021-07-18T20:00')).toBe('2021-07-18T18:00:00Z');
    expect(typedInstant('2021-01-18T20:00')).toBe('2021-01-18T19:00:00Z');
  });

  test('in the hour that is skipped in March comes an hour later', () => {
    expect(typedInstant('2021-03-28T02:30')).toBe('2021-03-28T01:30:00Z');
  });

  test('that does not exist is none', () => {
    for (const wrong of ['', 'morgen', '2021-06-31T10:00', '2021-07-18', '2021-07-18T25:00']) {
      expect(typedInstant(wrong)).toBeUndefined();
    }
  });
});
