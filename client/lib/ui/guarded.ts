import { createContext } from 'svelte';

const [inside, guard] = createContext<true>();

/** For Guarded.svelte: from here on, what goes wrong in a part of the page stays in it. */
export const setGuarded = (): void => void guard(true);

/**
 * Whether the error at hand was stopped by a Guarded.svelte, and the page stands. While the server draws a page, Svelte
 * tells of an error in the context of the component that stopped it; elsewhere there is no such context.
 */
export function isGuarded(): boolean {
  try {
    return inside();
  } catch {
    return false;
  }
}
