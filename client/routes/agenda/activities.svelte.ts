import type { Entry } from '#contract';
import type { Activity } from '#contract/agenda/index.ts';
import { hub } from '#lib/sync/hub.ts';
import { SvelteMap } from 'svelte/reactivity';
import { createContext } from 'svelte';

/** How activities stand now, for cards that tell of an earlier moment: what came with the page, and what was asked since. */
export class Activities {
  readonly #known = new SvelteMap<string, Activity>();

  /** As it stands, or undefined when the hub has not said so: then a card shows what its entry says. */
  of(activity: string): Activity | undefined {
    return this.#known.get(activity);
  }

  learn(activities: readonly Activity[]): void {
    for (const one of activities) this.#known.set(one.activity, one);
  }

  /** Entries that happen at this moment: how the activities they speak of stand is asked, once. */
  hear(entries: readonly Entry[]): void {
    const ids = entries.flatMap((entry) => (isNews(entry) && entry.body ? [entry.body.activity] : []));
    for (const activity of ids.filter(isFirst)) void this.#ask(activity);
  }

  async #ask(activity: string): Promise<void> {
    const answer = await hub.ask('activity:get', { activity });
    if (answer.ok) this.learn([answer.value.activity]);
    // What we knew is from before the entry: that speaks for itself then.
    else this.#known.delete(activity);
  }
}

const isFirst = (id: string, at: number, ids: string[]) => ids.indexOf(id) === at;

const isNews = (entry: Entry) =>
  entry.type === 'activity:published' ||
  entry.type === 'activity:changed' ||
  entry.type === 'activity:cancelled';

export const [getActivities, setActivities] = createContext<Activities>();
