import { expect, test } from 'vitest';
import { wallAfter } from './wall-time.ts';

test('a moment is proposed to an officer at a whole quarter', () => {
  expect(wallAfter('2021-07-18T10:10:00Z', 2)).toBe('2021-07-18T14:15');
  expect(wallAfter('2021-07-18T21:59:00Z', 6)).toBe('2021-07-19T06:00');
});
