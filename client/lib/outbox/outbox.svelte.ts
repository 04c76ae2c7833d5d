import { connection } from '../sync/connection.svelte.ts';
import { hub } from '../sync/hub.ts';
import { inOneTab } from './one-tab.ts';
import { Outbox, type News } from './outbox.ts';
import { browserStorage } from './storage.ts';
import { tabs } from './tabs.ts';
import type { Pending, PendingCommand, PendingStorage } from './pending.ts';

const name = 'brink-outbox';

/** A tab that has the work but does not get on with it within this time loses it to the one that is looked at. */
const timeoutMs = 10_000;

/** What the person at this browser has on its way, on every page; and the one way to send. */
class PageOutbox {
  /** In the order in which it was wished. */
  unsent = $state.raw<readonly Pending[]>([]);
  /** Whether what waits here outlives this page. */
  lasts = $state(true);
  /** One for the page, whoever it belongs to: what is only on this page is still there when its person is back. */
  #shelf: PendingStorage | undefined;
  #outbox: Outbox | undefined;
  #claim = () => undefined as void;

  /** Of one channel. */
  in(channel: string): Pending[] {
    return this.unsent.filter((one) => one.channel === channel);
  }

  /** Keeps a wish and sends it as soon as it can be sent. */
  send(wish: PendingCommand): void {
    void this.#outbox?.send(wish).then((key) => this.#insist(key));
  }

  retry(key: string): void {
    void this.#outbox?.retry(key).then(() => this.#insist(key));
  }

  drop(key: string): void {
    void this.#outbox?.drop(key);
  }

  /** Opens the outbox of this person, with what earlier visits left in it. Gives what closes it. */
  open(person: string): () => void {
    const others = tabs<News>(name, (news) => void outbox.hear(news));
    const outbox = new Outbox({
      shelf: (this.#shelf ??= browserStorage((lasts) => this.#hearShelf(lasts))),
      ask: ({ command, asks }) => hub.ask(command, asks),
      now: () => connection.now(),
      changed: (unsent) => void (this.unsent = unsent),
      tell: others.tell,
    });
    // One tab of each person: the tab of one never sends for another.
    const tab = inOneTab(`${name} ${person}`, (isChosen) => outbox.drain(isChosen));
    const end = hub.on('connect', () => outbox.wake());
    this.#outbox = outbox;
    this.#claim = tab.claim;
    void outbox.belongTo(person).then(() => this.unsent.forEach(({ key }) => this.#insist(key)));

    return () => {
      end();
      tab.leave();
      others.close();
      void outbox.belongTo(undefined);
      this.#outbox = undefined;
    };
  }

  #hearShelf(lasts: boolean): void {
    this.lasts = lasts;
    // What earlier visits left on it was not seen yet.
    if (lasts) void this.#outbox?.look();
  }

  #insist(key: string): void {
    setTimeout(() => {
      const isStuck = this.unsent.some((one) => one.key === key && one.state === 'waiting');
      if (!isStuck) return;
      if (hub.isOpen() && document.visibilityState === 'visible') this.#claim();
      else this.#insist(key);
    }, timeoutMs);
  }
}

export const outbox = new PageOutbox();
