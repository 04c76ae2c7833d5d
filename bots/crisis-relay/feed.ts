import type { Feed } from '#config/place.ts';
import type { CapAlert } from '#contract/cap.ts';
import { Broken } from './broken.ts';
import { readCap } from './cap.ts';
import { fetchText, Unreachable } from './fetch.ts';
import { linksIn } from './links.ts';

/** A message of a feed and where it was found. */
export type Found = { link: string; alert: CapAlert };

/**
 * What we know of one feed between two looks; all of it can be lost. Each message is fetched once, since a CAP message never
 * changes after it was sent; what breaks a rule is said once, with the rule.
 */
export function createReader(feed: Feed, log: (text: string) => void) {
  let lookedAt = -Infinity;
  let tag: string | undefined;
  let links: string[] = [];
  let rejected = 0;
  const read = new Map<string, CapAlert>();
  const done = new Set<string>();
  const troubles = new Map<string, string>();

  return {
    feed,

    /** What waits to be taken over, the oldest first. Looks at the feed when its time has come. */
    async news(now: number): Promise<Found[]> {
      if (now - lookedAt >= feed.everySeconds * 1000) {
        lookedAt = now;
        await reached(feed.url, look);
        for (const link of links) if (!done.has(link) && !read.has(link)) await fetchOne(link);
      }
      const found = [...read].map(([link, alert]) => ({ link, alert }));
      return found.sort((one, other) => Date.parse(one.alert.sent) - Date.parse(other.alert.sent));
    },

    /** It was taken over, or is not for this place: not again. */
    done(link: string): void {
      read.delete(link);
      done.add(link);
    },

    /** It will never be taken over, and why. */
    reject,
  };

  async function look(): Promise<void> {
    const page = await fetchText(feed.url, tag);
    if (page.same) return;
    links = linksIn(feed, page.text);
    tag = page.tag;
    for (const link of done) if (!links.includes(link)) done.delete(link);
  }

  async function fetchOne(link: string): Promise<void> {
    await reached(link, async () => {
      const page = await fetchText(link);
      if (page.same) return;
      try {
        read.set(link, readCap(page.text, feed.senders));
      } catch (error) {
        if (!(error instanceof Broken)) throw error;
        reject(link, error.message);
      }
    });
  }

  /** Tries it; trouble with an address is said once, and again when it is over. */
  async function reached(url: string, attempt: () => Promise<void>): Promise<void> {
    try {
      await attempt();
      if (troubles.delete(url)) log(`${feed.name}: ${url} can be read again`);
    } catch (error) {
      if (!(error instanceof Broken || error instanceof Unreachable)) throw error;
      if (troubles.get(url) !== error.message) log(`${feed.name}: ${url} cannot be read: ${error.message}`);
      troubles.set(url, error.message);
    }
  }

  function reject(link: string, rule: string): void {
    read.delete(link);
    done.add(link);
    rejected += 1;
    log(`${feed.name}: ${link} is not taken over: ${rule} (${rejected} refused so far)`);
  }
}

export type Reader = ReturnType<typeof createReader>;
