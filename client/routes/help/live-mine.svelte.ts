import { hub } from '#lib/sync/hub.ts';
import { oneAtATime } from '#lib/outbox/one-at-a-time.ts';
import { splitUp } from './current.ts';
import { isHelp } from './standing.svelte.ts';

type Mine = ReturnType<typeof splitUp>;

/** What you asked, offer and were asked: as the page came with it, and from then on as the hub says. */
export class LiveMine {
  readonly #first: () => Mine | null;
  /** What we know since the page came; it ends when a newer page comes. */
  #since = $state.raw<{ first: Mine | null; mine: Mine }>();

  /** @param first as the page came with it; null for a guest */
  constructor(first: () => Mine | null) {
    this.#first = first;
  }

  get now(): Mine | null {
    const first = this.#first();
    return this.#since?.first === first ? this.#since.mine : first;
  }

  /** Keeps it up to date. Gives what ends it. */
  follow(): () => void {
    const refresh = () => void this.#refresh();
    // Joined first, read second: what was told before the line was there is not told again.
    if (hub.isOpen()) refresh();
    const ends = [
      hub.on('connect', refresh),
      hub.on('entry', (entry) => {
        if (isHelp(entry)) refresh();
      }),
    ];
    return () => ends.forEach((end) => end());
  }

  readonly #refresh = oneAtATime(async () => {
    const first = this.#first();
    const answer = await hub.ask('help:mine', {});
    if (answer.ok) this.#since = { first, mine: splitUp(answer.value) };
  });
}
