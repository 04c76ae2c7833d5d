import { withTimeout, isTransient } from '#models/database/timeout.ts';
import mongoose from 'mongoose';

/** What was read, and when. `isLate`: the database does not answer now, this is what it said last. */
export type Read<Value> = { value: Value; at: Date; isLate: boolean };

/**
 * A crisis is when the database is busiest, and everybody reads the situation within 300 ms: whoever waits longer than this
 * gets what was last known.
 */
const timeoutMs = 150;
/** A question that is not answered for so long is asked anew by whoever comes next. */
const giveUpMs = 10_000;

/**
 * A stale-if-error cache (RFC 5861 §4). Reads once for all who ask at the same moment; never something that was read before
 * they asked. Only when the database does not answer they get what it said last, at once when it has been silent for a
 * while.
 */
export function lastKnown<Value>(read: () => Promise<Value>, now: () => Date, longest = giveUpMs) {
  const reader = new Reader(() => withTimeout(read(), longest), now);

  return {
    /** Undefined when the database does not answer and nothing was read before. */
    known: async (): Promise<Read<Value> | undefined> => {
      const fresh = reader.read();
      // Nobody may be waiting for it any more when it fails.
      fresh.catch(() => undefined);
      try {
        const value = await Promise.race([fresh, after(reader.isSlow() ? 0 : timeoutMs)]);
        if (value !== late) return { value, at: now(), isLate: false };
      } catch (error) {
        if (!isTransient(error) && !(error instanceof mongoose.mongo.MongoError)) throw error;
      }
      return reader.last && { ...reader.last, isLate: true };
    },

    /** Reads anew, so that what was just said is in what is last known. */
    look: (): Promise<Value> => reader.read(),
  };
}

/** One question to the database at a time: who asks while it runs waits for the next one, together. */
class Reader<Value> {
  /** What was read last. */
  last: { value: Value; at: Date } | undefined;
  readonly #read: () => Promise<Value>;
  readonly #now: () => Date;
  #running: Promise<Value> | undefined;
  #since = 0;
  #next: Promise<Value> | undefined;

  constructor(read: () => Promise<Value>, now: () => Date) {
    this.#read = read;
    this.#now = now;
  }

  read(): Promise<Value> {
    if (!this.#running) return this.#start();
    const start = () => this.#start();
    return (this.#next ??= this.#running.then(start, start));
  }

  /** Whether the question that runs has run for longer than people wait. */
  isSlow(): boolean {
    return this.#running !== undefined && Date.now() - this.#since > timeoutMs;
  }

  #start(): Promise<Value> {
    this.#next = undefined;
    this.#since = Date.now();
    const at = this.#now();
    const reading = this.#read().then((value) => {
      this.last = { value, at };
      return value;
    });
    this.#running = reading;
    void reading
      .catch(() => undefined)
      .then(() => {
        if (this.#running === reading) this.#running = undefined;
      });
    return reading;
  }
}

const late = Symbol('late');

const after = (ms: number): Promise<typeof late> =>
  new Promise((resolve) => void setTimeout(() => resolve(late), ms).unref());
