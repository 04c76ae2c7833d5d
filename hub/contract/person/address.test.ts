import { expect, test } from 'vitest';
import { isAddress, tidyAddress } from './address.ts';

test.each([
  'jan&anja@x.nl',
  "o'brien@example.org",
  'jan+brink@example.org',
  'JAN@EXAMPLE.ORG',
  ' jan@example.org ',
  'jan@buurt.amsterdam',
  'jan_de-vries.3@mail.example.co.uk',
  'jan@café.nl',
  '#1!$%*/=?^`{|}~@example.org',
  `${'j'.repeat(64)}@example.org`,
])('%s is an address', (address) => {
  expect(isAddress(address)).toBe(true);
});

test.each([
  '',
  'jan',
  'jan@',
  '@example.org',
  'jan@localhost',
  'jan@-example.org',
  'jan@example..org',
  'jan@exam ple.org',
  'jan@@example.org',
  'jan de vries@example.org',
  '"jan de vries"@example.org',
  'jan@example.org, anja@example.org',
  'jan@example.org\r\nBcc: anja@example.org',
  'jan@é.nl/pad',
  'jan@[127.0.0.1]',
  `${'j'.repeat(65)}@example.org`,
])('%j is none', (address) => {
  expect(isAddress(address)).toBe(false);
});

test('a domain in other letters is written as it goes over the wire, and is one address with that', () => {
  expect(tidyAddress('jan@café.nl')).toBe('jan@xn--caf-dma.nl');
  expect(tidyAddress('jan@xn--caf-dma.nl')).toBe('jan@xn--caf-dma.nl');
  expect(tidyAddress(' Jan@Example.org\n')).toBe('Jan@Example.org');
});
