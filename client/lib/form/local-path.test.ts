import { expect, test } from 'vitest';
import { localPath } from './local-path.ts';

test.each(['/', '/agenda?dag=2#nu', '/channels/dorpsstraat'])('%s is a place here', (path) => {
  expect(localPath(path)).toBe(path);
});

test.each([
  '//elsewhere.example',
  '/\\elsewhere.example',
  'https://elsewhere.example',
  'agenda',
  '',
  '/\t/elsewhere.example',
  null,
])('%j sends nobody away', (path) => {
  expect(localPath(path, '/agenda')).toBe('/agenda');
});
