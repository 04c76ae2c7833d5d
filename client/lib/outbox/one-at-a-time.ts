/**
 * One run of this work at a time. Asked for while it runs, it runs once more afterwards, since the run under way may have
 * read what was so before; who asked waits for that too.
 */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let isStale = false;

  async function runUntilFresh(): Promise<void> {
    try {
      while (isStale) {
        isStale = false;
        await work();
      }
    } finally {
      running = undefined;
    }
  }

  return () => {
    isStale = true;
    return (running ??= runUntilFresh());
  };
}
