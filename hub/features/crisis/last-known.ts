import { withTimeout, isTransient } from '#models/database/timeout.ts';
import mongoose from 'mongoose';

/** What was read, and when. `isLate`: the database does not answer now, this is what it said last. */
export type Read<Value> = { value: Value; at: Date; isLate: boolean };

/**
 * A crisis is when the database is busiest, and everybody reads the situation within 300 ms: whoever waits longer than this
 * gets what was last known.
 */
const patienceMs = 150;
/** A question that is not answered for so long is asked anew by whoever comes next. */
const giveUpMs = 10_000;

/**
 * Reads once for all who ask at the same moment; never something that was read before they asked. Only when the database
 * does not answer they get what it said last, at once when it has been silent for a while.
 */
export function lastKnown<Value>(read: () => Promise<Value>, now: () => Date, longest = giveUpMs) {
  let running: Promise<Value> | undefined;
  let since = 0;
  let next: Promise<Value> | undefined;
  let last: { value: Value; at: Date } | undefined;

  return { known, look };

  /** Undefined when the database does not answer and nothing was read before. */
  async function known(): Promise<Read<Value> | undefined> {
    const fresh = reading();
    // Nobody may be waiting for it any more when it fails.
    fresh.catch(() => undefined);
    const patience = running && Date.now() - since > patienceMs ? 0 : patienceMs;
    try {
      const value = await Promise.race([fresh, after(patience)]);
      if (value !== late) return { value, at: now(), isLate: false };
    } catch (error) {
      if (!isTransient(error) && !(error instanceof mongoose.mongo.MongoError)) throw error;
    }
    return last && { ...last, isLate: true };
  }

  /** Reads anew, so that what was just said is in what is last known. */
  function look(): Promise<Value> {
    return reading();
  }

  function reading(): Promise<Value> {
    return running ? (next ??= running.then(start, start)) : start();
  }

  function start(): Promise<Value> {
    next = undefined;
    since = Date.now();
    const at = now();
    const reading = withTimeout(read(), longest).then((value) => {
      last = { value, at };
      return value;
    });
    running = reading;
    void reading
      .catch(() => undefined)
      .then(() => {
        if (running === reading) running = undefined;
      });
    return reading;
  }
}

const late = Symbol('late');

const after = (ms: number): Promise<typeof late> =>
  new Promise((resolve) => void setTimeout(() => resolve(late), ms).unref());
