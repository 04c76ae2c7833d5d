import { villageChannel } from '#contract/ids.ts';
import type { Entry } from '#contract';
import type { Notice, Situation, VillageSituation } from '#contract/crisis/index.ts';
import { bySeriousness, isExpired } from '#contract/crisis/seriousness.ts';
import { createContext, untrack } from 'svelte';
import type { Subscriptions } from '../sync/subscriptions.ts';
import type { Hub } from '../sync/hub.ts';
import { oneAtATime } from '../outbox/one-at-a-time.ts';
import { isAlarming, noticeIn, withNotice } from './situation.ts';

/** So often the page looks at its clock: a message expires on the screen by itself, also without a line. */
const tickMs = 5_000;

/** What is going on: as the page came with it, and from then on kept up to date by what the villages' channels tell. */
export class LiveSituation {
  /** What was told at this moment, to be read out; not what stood there when the page came. */
  told = $state.raw<{ notice: Notice; isAlarming: boolean } | undefined>();
  readonly #first: () => Situation | null;
  readonly #earlier: boolean;
  /** What we know since the page came; it ends when a newer page comes. */
  #since = $state.raw<{ first: Situation | null; situation: Situation } | undefined>();
  #known = $derived.by(() => {
    const first = this.#first();
    return this.#since && this.#since.first === first ? this.#since.situation : first;
  });
  #tick = $state<number>();
  #ends: string[] = [];
  /** What expires while one looks moves below what holds. */
  #villages = $derived(
    (this.#known?.villages ?? []).map((village) => ({
      ...village,
      stands: village.stands.toSorted(bySeriousness(this.now)),
    })),
  );
  /** The clock of the place minus the clock of this device, in ms. */
  #ahead: number | undefined;

  /**
   * @param first as the page came with it; null when the hub could not say
   * @param earlier whether what was said before is kept too
   */
  constructor(first: () => Situation | null, { earlier }: { earlier: boolean }) {
    this.#first = first;
    this.#earlier = earlier;
  }

  get villages(): readonly VillageSituation[] {
    return this.#villages;
  }

  /** Now, on the clock of the place, in ms. */
  get now(): number {
    return this.#tick ?? Date.parse(this.#known?.now ?? '');
  }

  /** When what is shown was so; before now only when the database did not answer. */
  get asOf(): string | undefined {
    return this.#known?.asOf;
  }

  of(villages: readonly string[]): VillageSituation[] {
    return this.villages.filter(({ area }) => villages.includes(area));
  }

  /** Keeps the situation of these villages up to date. Gives what ends it. */
  follow(
    { hub, subscriptions }: { hub: Hub; subscriptions: Subscriptions },
    villages: readonly string[],
  ): () => void {
    this.#ahead ??= Date.parse(this.#first()?.now ?? '') - Date.now();
    const ask = oneAtATime(async () => {
      const answer = await hub.ask('crisis:situation', { earlier: this.#earlier });
      if (answer.ok) this.#learn(answer.value);
    });
    // Whoever follows is not to begin again with every tick.
    this.#ends = untrack(() => this.#expired());
    const timer = setInterval(() => {
      this.#tick = Date.now() + (this.#ahead ?? 0);
      const news = this.#expired().filter((end) => !this.#ends.includes(end));
      // It may have been renewed without a word to this village: asked once for each end, before anybody reads too much in it.
      if (news.length > 0) void ask();
      this.#ends = [...this.#ends, ...news];
    }, tickMs);
    const ends = villages.map((village) => this.#followOne(subscriptions, villageChannel(village), ask));
    return () => {
      clearInterval(timer);
      for (const end of ends) end();
    };
  }

  #followOne(subscriptions: Subscriptions, channel: string, ask: () => Promise<void>): () => void {
    let seen = 0;
    return subscriptions.follow(channel, {
      get cursor() {
        return seen;
      },
      receive: (entry) => {
        if (entry.seq === seen + 1) seen = entry.seq;
        this.#hear(entry);
      },
      hear: (head) => {
        // Something was said that was not told to us; it may be an official message.
        if (head > seen) void ask();
        seen = Math.max(seen, head);
      },
      gone: () => undefined,
    });
  }

  /** What has passed its end by now, each with that end. */
  #expired(): string[] {
    return this.villages
      .flatMap(({ stands }) => stands)
      .flatMap((one) =>
        one.type === 'crisis:updated' && isExpired(one, this.now)
          ? [`${one.area} ${one.incident} ${one.expires}`]
          : [],
      );
  }

  #hear(entry: Entry): void {
    const notice = noticeIn(entry);
    const known = this.#known;
    if (!notice || !known) return;
    const villages = withNotice(known.villages, notice);
    if (villages.every((village, place) => village === known.villages[place])) return;
    this.#since = { first: this.#first(), situation: { ...known, villages } };
    const before = known.villages
      .find(({ area }) => area === notice.area)
      ?.stands.find(({ incident }) => incident === notice.incident);
    this.told = { notice, isAlarming: isAlarming(notice, before) };
  }

  #learn(situation: Situation): void {
    this.#ahead = Date.parse(situation.now) - Date.now();
    this.#tick = Date.parse(situation.now);
    this.#since = { first: this.#first(), situation };
  }
}

export const [getSituation, setSituation] = createContext<LiveSituation>();
