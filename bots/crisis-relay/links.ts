import type { Feed } from '#config/place.ts';
import { Broken } from './broken.ts';
import { onSameHost } from './fetch.ts';
import { allElements, readXml, type Element } from './xml.ts';

const most = 500;

/**
 * The CAP messages that a feed names, as addresses on its own host.
 * @throws {Broken} when it is no such feed, or a link leads to another host
 */
export function linksIn(feed: Pick<Feed, 'kind' | 'url'>, page: string): string[] {
  const links = feed.kind === 'atom' ? atomLinks(page) : folderLinks(page);
  if (links.length > most) throw new Broken(`it names more than ${most} messages`);
  return [...new Set(links.map((link) => onSameHost(link, feed.url)))];
}

const atom = 'http://www.w3.org/2005/Atom';

function atomLinks(page: string): string[] {
  return allElements(readXml(page, 'feed', atom), 'entry').flatMap((entry) => {
    const links = allElements(entry, 'link').filter(isAlternate);
    const chosen = links.find((link) => link['@_type'] === 'application/cap+xml') ?? links[0];
    return typeof chosen?.['@_href'] === 'string' ? [unescaped(chosen['@_href'])] : [];
  });
}

/** RFC 4287 §4.2.7.2: a link without a relation is the entry itself in another form. */
const isAlternate = (link: Element) => [undefined, 'alternate'].includes(link['@_rel'] as string | undefined);

function folderLinks(page: string): string[] {
  const links = page.matchAll(/<a\s[^<>]{0,500}?href\s*=\s*["']([^"'<>]{1,500})["']/gi);
  return [...links].map(([, link = '']) => unescaped(link)).filter((link) => /\.(xml|cap)$/i.test(link));
}

const unescaped = (link: string) => link.replaceAll('&amp;', '&');
