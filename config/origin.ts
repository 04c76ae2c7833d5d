import { isIPv6 } from 'node:net';
import { z } from 'zod';

/**
 * Where a server is found: `https://brink.example`, a port perhaps. Written as browsers write it in `Origin` (RFC 6454): small
 * letters, a name with accents in its ASCII form, no port that goes without saying, no slash at the end.
 */
export const Origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const message = wrongWith(url);
  if (!message) return url!.origin;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

function wrongWith(url: URL | undefined): string | undefined {
  if (!url || !['http:', 'https:'].includes(url.protocol)) return 'must begin with http:// or https://';
  if (url.username || url.password) return 'no name and password in it';
  if (url.search || url.hash) return 'nothing behind ? or #';
  // Cookies, links and the app's own files all begin at the top of a host.
  if (url.pathname !== '/')
    return 'no path behind the host: Brink needs a host of its own, not a folder on one';
  return undefined;
}

const everywhere = ['0.0.0.0', '::'];
const thisMachine = ['127.0.0.1', '::1', 'localhost'];

/** An address on which only this machine can knock. */
export const isLoopback = (host: string): boolean => thisMachine.includes(host);

/** Where people find a hub that listens on `host`, when nobody said otherwise. */
export const homeOf = (host: string, port: number): string =>
  isLoopback(host) || everywhere.includes(host) ? `http://localhost:${port}` : knockAt(host, port);

/** Where a program on this machine reaches a server that listens on `host`. */
export function knockAt(host: string, port: number): string {
  const inside = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${isIPv6(inside) ? `[${inside}]` : inside}:${port}`;
}
