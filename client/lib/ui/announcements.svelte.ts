import { createContext } from 'svelte';

interface Said {
  id: number;
  text: string;
}

/**
 * What is said aloud to people who listen to the page instead of looking at it. One per page, made by the root layout;
 * components take it with `getAnnouncements()` and call `say`.
 */
export class Announcements {
  said = $state<Said[]>([]);
  #count = 0;

  /** Read out `text` when the reader is free. The same text twice is read twice. */
  say(text: string): void {
    this.#count += 1;
    this.said = [...this.said, { id: this.#count, text }].slice(-KEPT);
  }
}

/** Readers announce what is added; older lines stay a little so that a slow one can finish. */
const KEPT = 4;

export const [getAnnouncements, setAnnouncements] = createContext<Announcements>();
