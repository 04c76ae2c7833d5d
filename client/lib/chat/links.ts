import { LinkifyIt } from 'linkify-it';

/** A link somebody typed: where it begins, as typed, where it leads, and how it is shown when what was typed deceives. */
export type Found = { at: number; text: string; href: string; shown?: string };

/**
 * Only what people here type without `https://` counts as an address; with every ending of the world, a forgotten space
 * after a full stop ("klaar.nu") would become a link.
 */
const endings = ['nl', 'be', 'eu', 'com', 'org', 'net', 'info', 'frl'];

const linkify = new LinkifyIt({ fuzzyLink: true })
  .tlds(endings)
  .add('ftp:', null)
  .add('//', null)
  .add('tel:', { validate: (text, from) => /^\+?[0-9][0-9-]{2,19}/.exec(text.slice(from))?.[0].length ?? 0 });

/**
 * The links in a line, in order: http, https, mailto and tel, and nothing else. What a browser would refuse stays text.
 * @param endOf where a link ends that begins and ends at these places: a mark that closes around it is no part of it
 */
export function* linksIn(line: string, endOf: (from: number, to: number) => number): Generator<Found> {
  for (const { index, raw, schema, url } of linkify.match(line) ?? []) {
    const text = line.slice(index, endOf(index, index + raw.length));
    const whole = schema === '' ? url.replace(/^http:/, 'https:') : url;
    const href = whole.slice(0, whole.length - (raw.length - text.length));
    if (!URL.canParse(href) || !/^(https?:\/\/|mailto:|tel:)[^\s]/i.test(href)) continue;
    const shown = honest(text);
    yield { at: index, text, href, ...(shown !== text && { shown }) };
  }
}

/**
 * A link with its host in the letters that the network knows (punycode, RFC 3492), when it holds others than are usual here:
 * the Cyrillic "а" looks like our "a" and leads elsewhere. `café.nl` stays as it is.
 */
const honest = (text: string): string =>
  text.replace(/^((?:[a-z]+:\/\/)?(?:[^/?#@]*@)?)([^/?#:@]+)/i, (typed, before: string, host: string) =>
    usual.test(host) || !URL.canParse(`https://${host}`)
      ? typed
      : before + new URL(`https://${host}`).hostname,
  );

const usual = /^[a-z0-9.\-\u00DF-\u00F6\u00F8-\u00FF]+$/i;
