import { Broken } from './broken.ts';

const largestPage = 256 * 1024;
const timeoutMs = 5_000;
const mostRedirects = 3;

/** What a source gave; `same` when nothing changed since the one with this tag. */
export type Fetched = { same: true } | { same: false; text: string; tag: string | undefined };

/** It may go better next time. */
export class Unreachable extends Error {}

/**
 * Gets a text from a source: within five seconds, at most 256 KiB unless said otherwise, in UTF-8, and from this host alone.
 * @param options `tag` of what we have (RFC 9110 §13.1.2, If-None-Match); `largest` in bytes
 * @throws {Unreachable} when it does not answer, or not with 200 or 304
 * @throws {Broken} when what it answers breaks a rule, and will next time too
 */
export async function fetchText(
  url: string,
  { tag, largest = largestPage }: { tag?: string | undefined; largest?: number } = {},
): Promise<Fetched> {
  const response = await answered(url, tag, AbortSignal.timeout(timeoutMs));
  if (response.status === 304) return { same: true };
  if (response.status !== 200) throw new Unreachable(`it answered ${response.status}`);
  return {
    same: false,
    text: await textOf(response, largest),
    tag: response.headers.get('etag') ?? undefined,
  };
}

async function answered(url: string, tag: string | undefined, signal: AbortSignal): Promise<Response> {
  let at = url;
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const response = await reach(at, tag, signal);
    const next = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || response.status === 304 || !next) return response;
    await response.body?.cancel();
    at = onSameHost(next, at);
  }
  throw new Unreachable('it sent us on again and again');
}

async function reach(url: string, tag: string | undefined, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { redirect: 'manual', signal, headers: tag ? { 'if-none-match': tag } : {} });
  } catch (error) {
    throw new Unreachable(whyNot(error), { cause: error });
  }
}

/**
 * An address as it is meant on a page of this address.
 * @throws {Broken} when it is on another host: what we trust is this source and its own connection
 */
export function onSameHost(link: string, page: string): string {
  const url = URL.canParse(link, page) ? new URL(link, page) : undefined;
  const home = new URL(page);
  if (!url || url.host !== home.host || url.protocol !== home.protocol) {
    throw new Broken(`it points to another host: ${link.slice(0, 200)}`, 'host');
  }
  return url.href;
}

async function textOf(response: Response, largest: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      if (size > largest) throw new Broken(`it is larger than ${largest / 1024} KiB`, 'size');
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Broken) throw error;
    throw new Unreachable(whyNot(error), { cause: error });
  }
  return decoded(Buffer.concat(chunks));
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new Broken('it is not UTF-8', 'file', { cause: error });
  }
}

function whyNot(error: unknown): string {
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') return `it did not answer within ${timeoutMs / 1000} seconds`;
  return cause instanceof Error ? cause.message : message;
}
