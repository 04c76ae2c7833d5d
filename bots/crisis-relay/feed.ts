import type { Feed } from '#config/place.ts';
import type { CapAlert } from '#contract/crisis/cap.ts';
import type { RefusedFor } from '#contract/crisis/relay.ts';
import { Broken } from './broken.ts';
import { readCap } from './cap.ts';
import { fetchText, Unreachable } from './fetch.ts';
import { linksIn } from './links.ts';

/** A message of a feed and where it was found. */
export type Found = { link: string; alert: CapAlert };

/** What cannot be taken over, for officers. */
export type Refusal = { link: string; reason: RefusedFor; rule: string; about?: string };

/** So many messages are fetched at once, and after so long no new one is begun: the rest is for the next round. */
const atOnce = 20;
const roundMs = 20_000;

/** A message can hold outlines of a whole country in two languages, in bytes. */
const largestMessage = 1024 * 1024;

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
  const refusals = new Map<string, Refusal>();

  return {
    feed,

    /**
     * What waits to be taken over, the oldest first. Looks at the feed when its time has come.
     * @param came is handed each message as soon as it is here, so that none waits for a link that is dead
     */
    async news(now: number, came: (found: Found) => Promise<void> = ignored): Promise<Found[]> {
      for (const found of waiting()) await came(found);
      if (now - lookedAt >= feed.everySeconds * 1000) {
        lookedAt = now;
        await reached(feed.url, look);
        await fetchAll(came);
      }
      return waiting();
    },

    /** It was taken over, or is not for this place: not again. */
    done(link: string): void {
      read.delete(link);
      done.add(link);
    },

    /** It will never be taken over, and why. */
    reject,

    /** What officers were not told yet. */
    untold: (): Refusal[] => [...refusals.values()],
    told: (refusal: Refusal): boolean => refusals.delete(nameOf(refusal)),
  };

  function waiting(): Found[] {
    const found = [...read].map(([link, alert]) => ({ link, alert }));
    return found.sort((one, other) => Date.parse(one.alert.sent) - Date.parse(other.alert.sent));
  }

  async function look(): Promise<void> {
    const page = await fetchText(feed.url, { tag });
    if (page.same) return;
    const found = linksIn(feed, page.text);
    links = found.links;
    tag = page.tag;
    for (const { link, why } of found.passedOver) if (!done.has(link)) reject(link, why);
    const named = new Set([...links, ...found.passedOver.map(({ link }) => link)]);
    for (const link of done) if (!named.has(link)) done.delete(link);
  }

  /** What could not be reached before comes last: it must not keep news waiting again. */
  async function fetchAll(came: (found: Found) => Promise<void>): Promise<void> {
    const until = performance.now() + roundMs;
    const wanted = links.filter((link) => !done.has(link) && !read.has(link));
    wanted.sort((one, other) => Number(troubles.has(one)) - Number(troubles.has(other)));
    const next = wanted.values();
    const fetching = async () => {
      for (const link of next) {
        if (performance.now() > until) return;
        await fetchOne(link);
        const alert = read.get(link);
        if (alert) await came({ link, alert });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, fetching));
  }

  async function fetchOne(link: string): Promise<void> {
    await reached(link, async () => {
      try {
        const page = await fetchText(link, { largest: largestMessage });
        if (!page.same) read.set(link, readCap(page.text, feed.senders, link));
      } catch (error) {
        if (!(error instanceof Broken)) throw error;
        reject(link, error);
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
      if (troubles.get(url) === error.message) return;
      troubles.set(url, error.message);
      log(`${feed.name}: ${url} cannot be read: ${error.message}`);
      if (error instanceof Broken) tellOfficers(url, error);
    }
  }

  function reject(link: string, why: Broken): void {
    read.delete(link);
    done.add(link);
    rejected += 1;
    log(`${feed.name}: ${link} is not taken over: ${why.message} (${rejected} refused so far)`);
    tellOfficers(link, why);
  }

  function tellOfficers(link: string, { message, reason, about }: Broken): void {
    if (!reason) return;
    const refusal = {
      link: link.slice(0, 2000),
      reason,
      rule: message.slice(0, 500),
      ...(about && { about }),
    };
    refusals.set(nameOf(refusal), refusal);
  }
}

export type Reader = ReturnType<typeof createReader>;

const nameOf = ({ link, rule }: Refusal) => `${link} ${rule}`;
const ignored = () => Promise.resolve();
