/** What a browser with several tabs of us does in one of them only. */
export type OneTab = {
  /** Takes the work over from a tab that does not get on with it: a phone may freeze a tab in the background. */
  claim: () => void;
  leave: () => void;
};

/** A browser that lends no lock within this time may never do so. */
const timeoutMs = 2_000;

/**
 * Chooses one tab of this browser for some work, and another one when that is closed. In a browser without locks every tab
 * is chosen: the work must bear that.
 * @param chosen whether it is this tab; said again at every change
 */
export function inOneTab(name: string, chosen: (isChosen: boolean) => void): OneTab {
  if (!('locks' in navigator)) {
    chosen(true);
    return { claim: () => undefined, leave: () => chosen(false) };
  }
  const turn = new Turn(name, chosen);
  void turn.wait();
  return { claim: () => turn.claim(), leave: () => turn.leave() };
}

/** Our place in the line of tabs for the lock of this name. */
class Turn {
  readonly #name: string;
  readonly #chosen: (isChosen: boolean) => void;
  readonly #over = new AbortController();

  constructor(name: string, chosen: (isChosen: boolean) => void) {
    this.#name = name;
    this.#chosen = chosen;
  }

  /** In line for the lock, and in line again after it was taken over. */
  async wait(): Promise<void> {
    while (await this.#hold({ signal: this.#over.signal })) this.#chosen(false);
  }

  claim(): void {
    const late = setTimeout(() => this.#over.signal.aborted || this.#chosen(true), timeoutMs);
    void this.#hold({ steal: true }, () => clearTimeout(late)).then(
      (isTaken) => isTaken && this.#chosen(false),
    );
  }

  leave(): void {
    this.#over.abort();
  }

  /** Holds the lock until it is taken or we leave. Gives whether there is reason to stand in line again. */
  async #hold(options: LockOptions, held?: () => void): Promise<boolean> {
    try {
      await navigator.locks.request(this.#name, options, () => {
        held?.();
        return this.#work();
      });
    } catch (error) {
      // Taken over, or left while in line; anything else means that this browser lends no locks after all.
      if ((error as Error).name !== 'AbortError') this.#chosen(true);
      return (error as Error).name === 'AbortError' && !this.#over.signal.aborted;
    }
    this.#chosen(false);
    return false;
  }

  async #work(): Promise<void> {
    if (this.#over.signal.aborted) return;
    this.#chosen(true);
    await new Promise((resolve) => this.#over.signal.addEventListener('abort', resolve, { once: true }));
  }
}
