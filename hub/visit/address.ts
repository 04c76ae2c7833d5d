import type { Config } from '#config';
import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6 } from 'node:net';

/**
 * The address a request came from, seen past as many proxies as the configuration trusts: without the port that some of them
 * add. What is no address is not believed; then it is the proxy's own.
 */
export function addressOf({ trustProxy }: Pick<Config, 'trustProxy'>, request: IncomingMessage): string {
  const own = plain(request.socket.remoteAddress ?? '') ?? 'unknown';
  const passed = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .filter((each) => each.trim() !== '');
  return (trustProxy > 0 && plain(passed.at(-trustProxy) ?? '')) || own;
}

/** `192.0.2.1:4711`, `[2001:db8::1]:4711` and `::ffff:192.0.2.1` without what is not the address; undefined for no address. */
function plain(written: string): string | undefined {
  const address = written
    .trim()
    .replace(/^\[([^\]]*)\](:\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/^::ffff:(?=[\d.]+$)/i, '')
    .replace(/%.*$/, '');
  return isIP(address) ? address.toLowerCase() : undefined;
}

/**
 * What a guest's wishes are counted by. One line has a whole /64 of IPv6 addresses (RFC 6177), of which phones take a new one
 * every day, or every second when they mean harm.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = [], tail = []] = address.split('::').map((part) => part.split(':').filter(Boolean));
  const left = Array<string>(8 - head.length - tail.length).fill('0');
  const groups = [...head, ...left, ...tail].map((group) => parseInt(group, 16).toString(16));
  return `${groups.slice(0, 4).join(':')}::/64`;
}
