/** What a browser with several tabs of us does in one of them only. */
export type OneTab = {
  /** Takes the work over from a tab that does not get on with it: a phone may freeze a tab in the background. */
  claim: () => void;
  leave: () => void;
};

/** A browser that lends no lock within this time may never do so. */
const patienceMs = 2_000;

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
  const over = new AbortController();
  void wait();
  return {
    claim() {
      const late = setTimeout(() => over.signal.aborted || chosen(true), patienceMs);
      void hold({ steal: true }, () => clearTimeout(late)).then((isTaken) => isTaken && chosen(false));
    },
    leave: () => over.abort(),
  };

  /** In line for the lock, and in line again after it was taken over. */
  async function wait(): Promise<void> {
    while (await hold({ signal: over.signal })) chosen(false);
  }

  /** Holds the lock until it is taken or we leave. Gives whether there is reason to stand in line again. */
  async function hold(options: LockOptions, held?: () => void): Promise<boolean> {
    try {
      await navigator.locks.request(name, options, () => {
        held?.();
        return work();
      });
    } catch (error) {
      // Taken over, or left while in line; anything else means that this browser lends no locks after all.
      if ((error as Error).name !== 'AbortError') chosen(true);
      return (error as Error).name === 'AbortError' && !over.signal.aborted;
    }
    chosen(false);
    return false;
  }

  async function work(): Promise<void> {
    if (over.signal.aborted) return;
    chosen(true);
    await new Promise((resolve) => over.signal.addEventListener('abort', resolve, { once: true }));
  }
}
