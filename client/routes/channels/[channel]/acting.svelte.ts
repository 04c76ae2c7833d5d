import type { Said } from '#lib/fold.ts';
import { createContext, tick } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { on } from 'svelte/events';

/** The menu of what can be done with a message: one for the whole conversation, at the message where it was asked for. */
export class Acting {
  said = $state.raw<Said>();
  #menu: HTMLElement | undefined;

  readonly menu: Attachment<HTMLElement> = (element) => {
    this.#menu = element;
    return on(element, 'toggle', (event) => {
      if ((event as ToggleEvent).newState === 'closed') this.said = undefined;
    });
  };

  async open(said: Said, { currentTarget }: MouseEvent): Promise<void> {
    this.said = said;
    await tick();
    // The button is what the menu stands beside and what the focus returns to.
    this.#menu?.showPopover({ source: currentTarget as HTMLElement });
    this.#menu?.querySelector('button')?.focus();
  }

  close(): void {
    this.#menu?.hidePopover();
  }
}

export const [getActing, setActing] = createContext<Acting>();
