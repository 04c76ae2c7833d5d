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
export class Reader {
  readonly feed: Feed;
  readonly #log: (text: string) => void;
  #lookedAt = -Infinity;
  #tag: string | undefined;
  #links: string[] = [];
  #rejected = 0;
  readonly #read = new Map<string, CapAlert>();
  readonly #done = new Set<string>();
  readonly #troubles = new Map<string, string>();
  readonly #refusals = new Map<string, Refusal>();

  constructor(feed: Feed, log: (text: string) => void) {
    this.feed = feed;
    this.#log = log;
  }

  /**
   * What waits to be taken over, the oldest first. Looks at the feed when its time has come.
   * @param came is handed each message as soon as it is here, so that none waits for a link that is dead
   */
  async news(now: number, came: (found: Found) => Promise<void> = ignored): Promise<Found[]> {
    for (const found of this.#waiting()) await came(found);
    if (now - this.#lookedAt >= this.feed.everySeconds * 1000) {
      this.#lookedAt = now;
      await this.#reached(this.feed.url, () => this.#look());
      await this.#fetchAll(came);
    }
    return this.#waiting();
  }

  /** It was taken over, or is not for this place: not again. */
  done(link: string): void {
    this.#read.delete(link);
    this.#done.add(link);
  }

  /** It will never be taken over, and why. */
  reject(link: string, why: Broken): void {
    this.done(link);
    this.#rejected += 1;
    this.#log(
      `${this.feed.name}: ${link} is not taken over: ${why.message} (${this.#rejected} refused so far)`,
    );
    this.#tellOfficers(link, why);
  }

  /** What officers were not told yet. */
  unreported(): Refusal[] {
    return [...this.#refusals.values()];
  }

  told(refusal: Refusal): boolean {
    return this.#refusals.delete(nameOf(refusal));
  }

  #waiting(): Found[] {
    const found = [...this.#read].map(([link, alert]) => ({ link, alert }));
    return found.sort((one, other) => Date.parse(one.alert.sent) - Date.parse(other.alert.sent));
  }

  async #look(): Promise<void> {
    const page = await fetchText(this.feed.url, { tag: this.#tag });
    if (page.same) return;
    const found = linksIn(this.feed, page.text);
    this.#links = found.links;
    this.#tag = page.tag;
    for (const { link, why } of found.passedOver) if (!this.#done.has(link)) this.reject(link, why);
    const named = new Set([...this.#links, ...found.passedOver.map(({ link }) => link)]);
    for (const link of this.#done) if (!named.has(link)) this.#done.delete(link);
  }

  /** What could not be reached before comes last: it must not keep news waiting again. */
  async #fetchAll(came: (found: Found) => Promise<void>): Promise<void> {
    const until = performance.now() + roundMs;
    const wanted = this.#links.filter((link) => !this.#done.has(link) && !this.#read.has(link));
    wanted.sort((one, other) => Number(this.#troubles.has(one)) - Number(this.#troubles.has(other)));
    const next = wanted.values();
    const fetching = async () => {
      for (const link of next) {
        if (performance.now() > until) return;
        await this.#fetchOne(link);
        const alert = this.#read.get(link);
        if (alert) await came({ link, alert });
      }
    };
    await Promise.all(Array.from({ length: atOnce }, fetching));
  }

  async #fetchOne(link: string): Promise<void> {
    await this.#reached(link, async () => {
      try {
        const page = await fetchText(link, { largest: largestMessage });
        if (!page.same) this.#read.set(link, readCap(page.text, this.feed.senders, link));
      } catch (error) {
        if (!(error instanceof Broken)) throw error;
        this.reject(link, error);
      }
    });
  }

  /** Tries it; trouble with an address is said once, and again when it is over. */
  async #reached(url: string, attempt: () => Promise<void>): Promise<void> {
    try {
      await attempt();
      if (this.#troubles.delete(url)) this.#log(`${this.feed.name}: ${url} can be read again`);
    } catch (error) {
      if (!(error instanceof Broken || error instanceof Unreachable)) throw error;
      if (this.#troubles.get(url) === error.message) return;
      this.#troubles.set(url, error.message);
      this.#log(`${this.feed.name}: ${url} cannot be read: ${error.message}`);
      if (error instanceof Broken) this.#tellOfficers(url, error);
    }
  }

  #tellOfficers(link: string, { message, reason, about }: Broken): void {
    if (!reason) return;
    const refusal = {
      link: link.slice(0, 2000),
      reason,
      rule: message.slice(0, 500),
      ...(about && { about }),
    };
    this.#refusals.set(nameOf(refusal), refusal);
  }
}

const nameOf = ({ link, rule }: Refusal) => `${link} ${rule}`;
const ignored = () => Promise.resolve();
