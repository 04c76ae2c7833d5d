import type { Entry } from '#contract';
import type { MyHelpProposal, MyHelpRequest } from '#contract/help/mine.ts';
import { hub } from '#lib/sync/hub.ts';
import { oneAtATime } from '#lib/outbox/one-at-a-time.ts';

/**
 * Where your requests and proposals stand now, for cards that tell of an earlier moment. Known once a page has its line to
 * the hub; until then a card offers what could be done when it was written, and the hub says what still can.
 */
class Standing {
  requests = $state<Record<string, MyHelpRequest>>({});
  proposals = $state<Record<string, MyHelpProposal>>({});
  #watching = 0;
  #ends: (() => void)[] = [];

  /** Keeps watch as long as a card is on the page. Gives what ends it. */
  watch(): () => void {
    this.#watching += 1;
    if (this.#watching === 1) this.#start();
    return () => {
      this.#watching -= 1;
      if (this.#watching === 0) this.#ends.forEach((end) => end());
    };
  }

  /** A request on whichever side of it you are. */
  of(request: string): MyHelpRequest | MyHelpProposal | undefined {
    return (
      this.requests[request] ?? Object.values(this.proposals).find((proposal) => proposal.request === request)
    );
  }

  readonly refresh = oneAtATime(async () => {
    const answer = await hub.ask('help:mine', {});
    if (!answer.ok) return;
    this.requests = Object.fromEntries(answer.value.requests.map((one) => [one.id, one]));
    this.proposals = Object.fromEntries(answer.value.proposals.map((one) => [one.id, one]));
  });

  #start(): void {
    this.#ends = [
      hub.on('connect', () => void this.refresh()),
      hub.on('entry', (entry) => void (isHelp(entry) && this.refresh())),
    ];
    // Otherwise the line is coming, and asks when it is there.
    if (hub.isOpen()) void this.refresh();
  }
}

export const isHelp = ({ type }: Pick<Entry, 'type'>): boolean => type.startsWith('help:');

export const standing = new Standing();
