import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { addressOf, networkOf } from './address.ts';

const from = (remoteAddress: string | undefined, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

describe('where somebody comes from', () => {
  test('is what the connection says, when no proxy is trusted', () => {
    expect(addressOf({ trustProxy: 0 }, from('192.0.2.9', '127.0.0.1'))).toBe('192.0.2.9');
    expect(addressOf({ trustProxy: 0 }, from('::ffff:192.0.2.9'))).toBe('192.0.2.9');
    expect(addressOf({ trustProxy: 0 }, from(undefined))).toBe('unknown');
  });

  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['192.0.2.1:40001', '192.0.2.1'],
    [' 192.0.2.1:40002 ', '192.0.2.1'],
    ['2001:db8::1', '2001:db8::1'],
    ['2001:DB8::1', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['203.0.113.7, 192.0.2.1:40003', '192.0.2.1'],
  ])('one proxy that says %s means %s', (forwarded, address) => {
    expect(addressOf({ trustProxy: 1 }, from('10.0.0.1', forwarded))).toBe(address);
  });

  test.each(['', ',', 'unknown', '_hidden', '1.2.3', '1.2.3.4.5:80', '<script>', 'x'.repeat(10_000)])(
    'what is no address (%.20s) is not believed',
    (forwarded) => {
      expect(addressOf({ trustProxy: 1 }, from('10.0.0.1', forwarded))).toBe('10.0.0.1');
    },
  );

  test('two proxies: the one before the last says it', () => {
    const passed = '198.51.100.1, 192.0.2.1:5, 10.0.0.2';
    expect(addressOf({ trustProxy: 2 }, from('10.0.0.1', passed))).toBe('192.0.2.1');
    expect(addressOf({ trustProxy: 2 }, from('10.0.0.1', '192.0.2.1'))).toBe('10.0.0.1');
  });
});

describe('a guest is counted', () => {
  test.each([
    ['192.0.2.1', '192.0.2.1'],
    ['unknown', 'unknown'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['1:2::3:4:5:6:7', '1:2:0:3::/64'],
  ])('%s as %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
