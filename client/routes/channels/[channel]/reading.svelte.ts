import { hub } from '#lib/sync/hub.ts';
import { unread } from '#lib/sync/unread.svelte.ts';
import { createContext, tick } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { on } from 'svelte/events';
import type { Conversation } from './conversation.svelte.ts';
import { seqOf } from './timeline.ts';

/** How near to the end counts as being there, in px. */
const nearPx = 48;

/** So long after something was seen the hub is told: who reads on is not followed step by step. */
const tellAfterMs = 600;

/**
 * Where somebody is in a conversation, and what he has seen of it. The list scrolls from its end: 0 is the newest, what
 * lies before it has negative places.
 */
export class Reading {
  /** One has gone back, away from the newest. */
  isAway = $state(false);
  /** The last number that was on the screen. */
  #seen = $state(0);
  readonly #conversation: Conversation;
  #scroller: HTMLElement | undefined;
  #told: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** How much others said after what was seen. */
  missed = $derived.by(() => this.#newsAfter(this.#seen));

  constructor(conversation: Conversation) {
    this.#conversation = conversation;
    this.#seen = conversation.read ?? 0;
    this.#told = conversation.read ?? Infinity;
  }

  /** The element that scrolls. */
  readonly scroller: Attachment<HTMLElement> = (element) => {
    const look = () => this.#look();
    const ends = [
      on(element, 'scroll', look),
      on(window, 'focus', look),
      on(document, 'visibilitychange', look),
    ];
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    this.#scroller = element;
    void this.#begin();
    $effect(() => {
      void this.#conversation.rows;
      void tick().then(look);
    });
    return () => {
      ends.forEach((end) => end());
      sizes.disconnect();
      this.#tell();
      this.#scroller = undefined;
    };
  };

  /** What stands before everything we hold: when it comes near, older messages are fetched. */
  readonly top: Attachment<HTMLElement> = (element) => {
    const nears = new IntersectionObserver(
      ([entry]) => void (entry?.isIntersecting && this.#conversation.log.older()),
      { root: element.closest('[role=log]'), rootMargin: '300px 0px 0px' },
    );
    // A page that does not fill the screen has its top in sight at once; after each page it is looked at anew.
    $effect(() => {
      void this.#conversation.rows;
      nears.unobserve(element);
      nears.observe(element);
    });
    return () => nears.disconnect();
  };

  /** Remembers what stands on the screen; what is given back puts it there again after the list has changed. */
  place(): () => void {
    const scroller = this.#scroller;
    if (!scroller || !this.isAway) return () => undefined;
    const held = this.#rows().findLast((row) => row.getBoundingClientRect().top < bottomOf(scroller));
    const before = held?.getBoundingClientRect().top ?? 0;
    return () => {
      // Meanwhile somebody may have gone to the newest, as one does by sending.
      if (this.isAway && held?.isConnected) scroller.scrollTop += held.getBoundingClientRect().top - before;
    };
  }

  /** Goes to the newest, and the keyboard with it: the button that was pressed is not there any more. */
  toNewest(): void {
    this.scrollToNewest();
    this.#rows().at(-1)?.focus({ preventScroll: true });
  }

  scrollToNewest(): void {
    this.#scroller?.scrollTo({ top: 0 });
    this.isAway = false;
  }

  /** Brings a message on the screen, also one that lies further back. Whether it could be found. */
  async show(seq: number): Promise<boolean> {
    if (!(await this.#conversation.log.back(seq))) return false;
    await tick();
    const row = document.getElementById(`m-${seq}`);
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
    return row !== null;
  }

  /** Where the address says, else where the unread begins, else at the newest. */
  async #begin(): Promise<void> {
    const asked = /^#m-(\d+)$/.exec(location.hash)?.[1];
    if (asked && (await this.show(Number(asked)))) return;
    this.#scroller?.querySelector('.unread')?.scrollIntoView({ block: 'nearest' });
  }

  #look(): void {
    const scroller = this.#scroller;
    if (!scroller) return;
    this.isAway = scroller.scrollTop < -nearPx;
    if (document.visibilityState !== 'visible' || !document.hasFocus()) return;
    const edge = bottomOf(scroller) + nearPx;
    const row = this.#rows().findLast(
      (one) => one.dataset['seq'] && one.getBoundingClientRect().bottom <= edge,
    );
    this.#see(Number(row?.dataset['seq'] ?? 0));
  }

  #see(seq: number): void {
    this.#seen = Math.max(this.#seen, seq);
    if (this.#upTo() <= this.#told) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tell(), tellAfterMs);
  }

  #tell(): void {
    clearTimeout(this.#timer);
    const seq = this.#upTo();
    if (seq <= this.#told || this.#conversation.me === null) return;
    this.#told = seq;
    const { channel } = this.#conversation.log;
    unread.set(channel, this.#newsAfter(seq));
    void hub.ask('channel:read', { channel, seq });
  }

  /** What has been read: with the last message also the reactions to it and whatever else comes after. */
  #upTo(): number {
    return this.#newsAfter(this.#seen) > 0 ? this.#seen : Math.max(this.#seen, this.#conversation.log.cursor);
  }

  #newsAfter(seq: number): number {
    const { lines, me } = this.#conversation;
    const author = (line: (typeof lines)[number]) => (line.kind === 'said' ? line.author : line.entry.author);
    return lines.filter((line) => (seqOf(line) ?? 0) > seq && author(line).id !== me?.id).length;
  }

  #rows(): HTMLElement[] {
    return [...(this.#scroller?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  }
}

export const [getReading, setReading] = createContext<Reading>();

const bottomOf = (element: Element) => element.getBoundingClientRect().bottom;
