import { machine } from '../place/time.ts';

/** How this page stands to the hub, and what time it is there. One per page; only a browser changes it. */
export class Connection {
  /** `online`: connected and told how far everything is. */
  state = $state<'connecting' | 'online' | 'offline'>('connecting');
  /** The clock of the place minus the clock of this device, in ms. */
  #ahead = $state(0);

  /** The hub says what time it is. */
  hear(now: string): void {
    this.#ahead = Date.parse(now) - Date.now();
  }

  /** Now, on the clock of the place, as an instant. */
  now(): string {
    return machine(Date.now() + this.#ahead);
  }
}

export const connection = new Connection();
