import { answered, isTransient } from '#models/lost-line.ts';
import mongoose from 'mongoose';

/** What was read, and when. */
export type Read<Value> = { value: Value; at: Date };

/** A crisis is when the database is busiest: whoever waits longer than this gets what was last known. */
const patienceMs = 1_000;
/** A question that is not answered for so long is asked anew by whoever comes next. */
const giveUpMs = 10_000;

/**
 * Reads once for all who ask at the same moment; never something that was read before they asked. Only when the database
 * does not answer they get what it said last.
 */
export function lastKnown<Value>(read: () => Promise<Value>, now: () => Date, longest = giveUpMs) {
  let running: Promise<Read<Value>> | undefined;
  let next: Promise<Read<Value>> | undefined;
  let last: Read<Value> | undefined;

  return async function known(): Promise<Read<Value>> {
    const fresh = running ? (next ??= running.then(start, start)) : start();
    // Nobody may be waiting for it any more when it fails.
    fresh.catch(() => undefined);
    try {
      return await (last ? Promise.race([fresh, after(patienceMs, last)]) : fresh);
    } catch (error) {
      if (last && (isTransient(error) || error instanceof mongoose.mongo.MongoError)) return last;
      throw error;
    }
  };

  function start(): Promise<Read<Value>> {
    next = undefined;
    const at = now();
    const reading = answered(read(), longest).then((value) => (last = { value, at }));
    running = reading;
    void reading
      .catch(() => undefined)
      .then(() => {
        if (running === reading) running = undefined;
      });
    return reading;
  }
}

const after = <Value>(ms: number, value: Value): Promise<Value> =>
  new Promise((resolve) => void setTimeout(() => resolve(value), ms).unref());
