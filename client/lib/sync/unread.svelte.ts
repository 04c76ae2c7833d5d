import { isNews } from '#contract/facts.ts';
import type { Entry } from '#contract';
import type { Channel } from '#contract/channel/index.ts';
import { SvelteMap } from 'svelte/reactivity';
import type { Hub } from './hub.ts';

/**
 * How much is unread in each of one's channels, while the page is open.
 *
 *     unread.of(channel.id, channel.member?.unread)
 */
class Unread {
  readonly #counts = new SvelteMap<string, number>();
  readonly #heads = new Map<string, number>();

  /** @param atLoad what the hub said when the page was made, for as long as nothing newer is known */
  of(channel: string, atLoad = 0): number {
    return this.#counts.get(channel) ?? atLoad;
  }

  /** The person has read everything but so much. */
  set(channel: string, count: number): void {
    if (this.#counts.has(channel)) this.#counts.set(channel, count);
  }

  /**
   * Counts along from now on. Gives what ends it.
   * @param channels as the page came with them: what was said before its line was there is noticed by the heads
   */
  start(hub: Hub, person: string, channels: readonly Channel[]): () => void {
    channels.forEach((channel) => this.#know(channel));
    let isKnown = channels.length > 0;
    const connected = () => {
      if (!isKnown) refresh();
      isKnown = false;
    };
    const refresh = () => void this.#refresh(hub);
    const onSight = () => void (document.visibilityState === 'visible' && refresh());
    const ends = [
      hub.on('connect', connected),
      hub.on('entry', (entry) => this.#hear(entry, person)),
      hub.on('heads', (heads) => this.#misses(heads) && refresh()),
    ];
    document.addEventListener('visibilitychange', onSight);
    return () => {
      ends.forEach((end) => end());
      document.removeEventListener('visibilitychange', onSight);
      this.#counts.clear();
      this.#heads.clear();
    };
  }

  async #refresh(hub: Hub): Promise<void> {
    const answer = await hub.ask('channel:list', {});
    if (answer.ok) answer.value.channels.forEach((channel) => this.#know(channel));
  }

  #know({ id, head, member }: Channel): void {
    if (!member) return;
    this.#counts.set(id, member.unread);
    this.#heads.set(id, head);
  }

  #hear(entry: Entry, person: string): void {
    const head = this.#heads.get(entry.channel);
    if (head === undefined || entry.seq <= head) return;
    this.#heads.set(entry.channel, entry.seq);
    if (!isNews(entry.type) || entry.author.id === person) return;
    this.#counts.set(entry.channel, this.of(entry.channel) + 1);
  }

  /** Something was said that nobody told us. */
  #misses(heads: Record<string, number>): boolean {
    return Object.entries(heads).some(([channel, head]) => head > (this.#heads.get(channel) ?? Infinity));
  }
}

export const unread = new Unread();
