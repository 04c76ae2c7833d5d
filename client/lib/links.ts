import { LinkifyIt } from 'linkify-it';

/** A link somebody typed: where it begins, as typed, and where it leads. */
export type Found = { at: number; text: string; href: string };

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

/** The links in a line, in order: http, https, mailto and tel, and nothing else. */
export function linksIn(line: string): Found[] {
  return (linkify.match(line) ?? []).flatMap(({ index, raw, schema, url }) => {
    // A mark that closes around a link (*https://…*) is not a part of it.
    const text = raw.replace(/[*_~]+$/, '');
    const whole = schema === '' ? url.replace(/^http:/, 'https:') : url;
    const href = whole.slice(0, whole.length - (raw.length - text.length));
    return /^(https?:\/\/|mailto:|tel:)[^\s]/i.test(href) ? [{ at: index, text, href }] : [];
  });
}
