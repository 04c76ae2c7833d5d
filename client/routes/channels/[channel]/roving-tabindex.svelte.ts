import { createContext } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { on } from 'svelte/events';
import type { Conversation } from './conversation.svelte.ts';

/**
 * The messages are one stop on the way of the Tab key: within it the arrows go from one to the next, Enter opens what can
 * be done with it, and Escape goes to where one writes. Without a script there is no such stop.
 */
export class RovingTabindex {
  /** Whether the script is awake: until then nothing can be done with a message but read it. */
  isAwake = $state(false);
  #stop = $state<string>();
  readonly #conversation: Conversation;

  constructor(conversation: Conversation) {
    this.#conversation = conversation;
  }

  /** Whether there is one. */
  get isThere(): boolean {
    return this.isAwake && this.#current !== undefined;
  }

  /** Attributes for a row. Its buttons are reached from the row on which one is. */
  at(row: string): { tabindex?: number } {
    return this.isAwake ? { tabindex: row === this.#current ? 0 : -1 } : {};
  }

  readonly list: Attachment<HTMLElement> = (element) => {
    this.isAwake = true;
    const ends = [
      on(element, 'focusin', ({ target }) => void (this.#stop = rowOf(target)?.dataset['row'] ?? this.#stop)),
      on(element, 'keydown', (event) => this.#press(event, element)),
    ];
    return () => ends.forEach((end) => end());
  };

  get #current(): string | undefined {
    const ids = this.#conversation.rows
      .filter(({ kind }) => kind === 'said' || kind === 'card')
      .map(({ id }) => id);
    return this.#stop !== undefined && ids.includes(this.#stop) ? this.#stop : ids.at(-1);
  }

  #press(event: KeyboardEvent, list: HTMLElement): void {
    const row = rowOf(event.target);
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === 'Escape') return this.#leave(event, row);
    if (event.target !== row) return;
    if (event.key === 'Enter') return this.#act(event, row);
    const rows = [...list.querySelectorAll<HTMLElement>('[data-row]')];
    const next = nextOf(event.key, rows, rows.indexOf(row));
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  }

  /** Without preventing it, the same Enter would press the first button of the menu too. */
  #act(event: KeyboardEvent, row: HTMLElement): void {
    event.preventDefault();
    row.querySelector<HTMLElement>('[data-actions]')?.click();
  }

  /** From a button to its message, from a message to where one writes. */
  #leave(event: KeyboardEvent, row: HTMLElement): void {
    if (event.target !== row) row.focus();
    else document.querySelector<HTMLElement>('#write')?.focus();
  }
}

export const [getStops, setStops] = createContext<RovingTabindex>();

function nextOf(key: string, rows: HTMLElement[], at: number): HTMLElement | undefined {
  if (key === 'ArrowUp') return rows[at - 1];
  if (key === 'ArrowDown') return rows[at + 1];
  if (key === 'Home') return rows[0];
  return key === 'End' ? rows.at(-1) : undefined;
}

const rowOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
