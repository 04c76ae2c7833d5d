import type { Feed } from '#config/place.ts';
import { Broken } from './broken.ts';
import { characters } from './characters.ts';
import { onSameHost } from './fetch.ts';
import { all, readXml, type Element } from './xml.ts';

const most = 500;

/** The CAP messages that a feed names, as addresses on its own host, and those of its links that are passed over. */
export type Links = { links: string[]; passedOver: { link: string; why: Broken }[] };

/**
 * One bad link says nothing about the others: it is passed over, and so is what comes after the first five hundred.
 * @throws {Broken} when it is no such feed
 */
export function linksIn(feed: Pick<Feed, 'kind' | 'url'>, page: string): Links {
  const named = new Set(feed.kind === 'atom' ? atomLinks(page) : folderLinks(page));
  const found: Links = { links: [], passedOver: [] };
  for (const link of named) {
    try {
      const address = onSameHost(link, feed.url);
      if (!found.links.includes(address)) found.links.push(address);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      found.passedOver.push({ link, why: error });
    }
  }
  if (found.links.length > most) {
    const why = new Broken(`it names more than ${most} messages; only the first are read`, 'size');
    return { links: found.links.slice(0, most), passedOver: [...found.passedOver, { link: feed.url, why }] };
  }
  return found;
}

const atom = 'http://www.w3.org/2005/Atom';

function atomLinks(page: string): string[] {
  return all(readXml(page, 'feed', atom), 'entry').flatMap((entry) => {
    const links = all(entry, 'link').filter(isAlternate);
    const chosen = links.find(({ attributes }) => attributes['type'] === 'application/cap+xml') ?? links[0];
    const href = chosen?.attributes['href'];
    return href === undefined ? [] : [readable(href)];
  });
}

/** RFC 4287 §4.2.7.2: a link without a relation is the entry itself in another form. */
const isAlternate = ({ attributes }: Element) => [undefined, 'alternate'].includes(attributes['rel']);

function folderLinks(page: string): string[] {
  const links = page.matchAll(/<a\s[^<>]{0,500}?href\s*=\s*["']([^"'<>]{1,500})["']/gi);
  return [...links].map(([, link = '']) => readable(link)).filter((link) => /\.(xml|cap)$/i.test(link));
}

/** What is written with `&` in a page is often not escaped; then it is meant as it stands. */
function readable(link: string): string {
  try {
    return characters(link);
  } catch {
    return link.replaceAll('&amp;', '&');
  }
}
