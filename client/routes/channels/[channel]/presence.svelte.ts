import type { Author } from '#contract/shapes.ts';
import { hub } from '#lib/sync/hub.ts';
import { SvelteMap } from 'svelte/reactivity';
import type { Conversation } from './conversation.svelte.ts';

/** The hub counts somebody as here for 45 seconds after he said so. */
const sayEveryMs = 20_000;
/** Who typed something is typing for this long. */
const typesMs = 5_000;

/** Who else has this channel open, and who is typing. Nothing here is promised; it comes and goes with the line. */
export class ChannelPresence {
  /** The others. */
  here = $state.raw<readonly Author[]>([]);
  readonly #typing = new SvelteMap<string, Author>();
  readonly #conversation: Conversation;

  constructor(conversation: Conversation) {
    this.#conversation = conversation;
  }

  /** The others who are typing. */
  get typing(): Author[] {
    return [...this.#typing.values()];
  }

  /** Says that we are here and hears who else is, from now on. Gives what ends it. */
  keep(): () => void {
    const { channel } = this.#conversation.log;
    const say = () => void this.#say(channel);
    const timer = setInterval(say, sayEveryMs);
    const ends = [
      hub.on('typing', (told) => void (told.channel === channel && this.#hear(told.who))),
      hub.on('entry', (entry) => void (entry.channel === channel && this.#typing.delete(entry.author.id))),
    ];
    document.addEventListener('visibilitychange', say);
    say();
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', say);
      ends.forEach((end) => end());
      this.here = [];
      this.#typing.clear();
    };
  }

  async #say(channel: string): Promise<void> {
    if (document.visibilityState !== 'visible') return;
    const answer = await hub.ask('presence', { channel });
    if (answer.ok) this.here = answer.value.here.filter((author) => !this.#isMe(author));
  }

  #hear(who: Author): void {
    if (this.#isMe(who)) return;
    this.#typing.set(who.id, who);
    setTimeout(() => {
      if (this.#typing.get(who.id) === who) this.#typing.delete(who.id);
    }, typesMs);
  }

  #isMe({ id }: Author): boolean {
    return id === this.#conversation.me?.id;
  }
}
