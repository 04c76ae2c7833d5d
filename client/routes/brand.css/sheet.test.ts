import { expect, test } from 'vitest';
import { brandSheet } from './sheet.ts';

test('a municipality sees its own colours', () => {
  const sheet = brandSheet({ name: 'Maasbrink', colour: '#1d5c4a', ink: '#ffffff', accent: '#9a4b00' });
  expect(sheet).toContain('--brink-brand: #1d5c4a;');
  expect(sheet).toContain('--brink-on-brand: #ffffff;');
  expect(sheet).toContain('--brink-accent: #9a4b00;');
});
