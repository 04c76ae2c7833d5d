import type { ShownMessage } from '#lib/chat/fold.ts';
import { createContext, tick } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { on } from 'svelte/events';

/** The menu of what can be done with a message: one for the whole conversation, at the message where it was asked for. */
export class MessageMenu {
  said = $state.raw<ShownMessage>();
  /** A press beside it, or Escape, is enough to close it. */
  readonly closesItself = canPop;
  #menu: HTMLElement | undefined;

  readonly menu: Attachment<HTMLElement> = (element) => {
    this.#menu = element;
    return on(element, 'toggle', (event) => {
      if ((event as ToggleEvent).newState === 'closed') this.said = undefined;
    });
  };

  async open(said: ShownMessage, { currentTarget }: MouseEvent): Promise<void> {
    this.said = said;
    await tick();
    if (!this.#menu) return;
    // The button is what the menu stands beside and what the focus returns to.
    if (canPop) this.#menu.showPopover({ source: currentTarget as HTMLElement });
    else this.#menu.dataset['open'] = '';
    this.#menu.querySelector('button')?.focus();
  }

  close(): void {
    if (canPop) return this.#menu?.hidePopover();
    delete this.#menu?.dataset['open'];
    queueMicrotask(() => (this.said = undefined));
  }
}

/** Phones that got their last update before 2024 know no popovers; there the menu is an ordinary sheet. */
const canPop = typeof HTMLElement !== 'undefined' && 'popover' in HTMLElement.prototype;

export const [getActing, setActing] = createContext<MessageMenu>();
