import { expect, test } from 'vitest';
import { levelOf } from './cap.ts';

test.each([
  ['Extreme', 'Immediate', 4],
  ['Extreme', 'Expected', 3],
  ['Severe', 'Immediate', 3],
  ['Severe', 'Expected', 3],
  ['Severe', 'Future', 2],
  ['Extreme', 'Unknown', 2],
  ['Moderate', 'Immediate', 2],
  ['Minor', 'Immediate', 1],
  ['Unknown', 'Immediate', 1],
  ['Extreme', 'Past', 1],
] as const)('%s and %s is level %i, never higher', (severity, urgency, level) => {
  expect(levelOf({ severity, urgency })).toBe(level);
});
