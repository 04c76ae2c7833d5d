import type { Entry } from '#contract';
import { CatchUp } from './catch-up.ts';
import { CursorLog, type Page } from './cursor-log.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Hub } from './hub.ts';

/** Further behind than this a page from the past is not brought up to the present: it is only looked at. */
const furthest = 2_000;

/** One channel's log on the page: from the first paint on it is complete, in order and up to date. */
export class ChannelLog {
  readonly channel: string;
  entries = $state.raw<readonly Entry[]>([]);
  /** Whether there is more before what we hold. */
  more = $state(false);
  /** Something is missing at the end and being fetched. */
  isFetching = $state(false);
  isFetchingOlder = $state(false);
  /** It is not ours to read any more. */
  isGone = $state(false);
  /** It ends before the present, and stays there: without a script, or too far back. */
  isPast = $state(false);
  readonly #log: CursorLog;
  readonly #came: (page: Page) => void;
  #hub: Hub | undefined;

  /**
   * @param page the newest entries, or some from further back
   * @param came hears of every page that comes, the first included, before its entries stand here
   */
  constructor(channel: string, page: Page, came: (page: Page) => void) {
    this.channel = channel;
    this.#came = came;
    came(page);
    this.#log = new CursorLog(page);
    this.isPast = this.#log.isBehind;
    this.#show();
  }

  get cursor(): number {
    return this.#log.cursor;
  }

  /**
   * From now on, in the browser, it stays up to date. Gives what ends it.
   * @param hears entries that happen at this moment; not what was missed and fetched
   */
  follow(
    world: { hub: Hub; subscriptions: Subscriptions; onDiverged: () => void },
    hears: (entries: Entry[]) => void,
  ): () => void {
    this.#hub = world.hub;
    if (this.#log.head - this.#log.cursor > furthest) return () => undefined;
    this.isPast = false;
    const gone = () => void (this.isGone = true);
    const catchUp = new CatchUp(this.#log, {
      page: (after) => this.#page(world.hub, { after, limit: 200 }),
      shown: (entries, how) => {
        this.#show();
        if (how === 'told') hears(entries);
      },
      fetching: (isFetching) => void (this.isFetching = isFetching),
      onDiverged: world.onDiverged,
      gone,
    });
    const log = this.#log;
    const end = world.subscriptions.follow(this.channel, {
      get cursor() {
        return log.cursor;
      },
      receive: (entry) => catchUp.receive(entry),
      hear: (head, from) => catchUp.hear(head, from),
      gone,
    });
    return () => {
      end();
      catchUp.stop();
    };
  }

  /** Fetches what was said before. */
  async older(limit = 50): Promise<void> {
    const before = this.entries[0]?.seq;
    if (this.isFetchingOlder || !this.more || before === undefined) return;
    this.isFetchingOlder = true;
    const answer = this.#hub && (await this.#page(this.#hub, { before, limit }));
    if (answer?.ok) this.#log.prepend(answer.value);
    this.isFetchingOlder = false;
    this.#show();
  }

  /** Goes back until this entry is there; at most ten pages. */
  async back(seq: number): Promise<boolean> {
    for (let pages = 0; pages < 10 && (this.entries[0]?.seq ?? 0) > seq && this.more; pages++)
      await this.older(200);
    return (this.entries[0]?.seq ?? Infinity) <= seq;
  }

  async #page({ ask }: Hub, range: { after: number; limit: number } | { before: number; limit: number }) {
    const answer = await ask('log:page', { channel: this.channel, ...range });
    if (answer.ok) this.#came(answer.value);
    return answer;
  }

  #show(): void {
    this.entries = this.#log.entries;
    this.more = this.#log.more;
  }
}
