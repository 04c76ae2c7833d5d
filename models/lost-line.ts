import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';

/** How long one try to write may take, in ms. */
const answerMs = 2_000;

class Unanswered extends Error {}

/**
 * Gives a write up after a while. MongoDB's driver 7 never answers one whose line is given up while it is still being
 * sent: it waits for the socket to drain, and a socket that is destroyed does not.
 */
export async function answered<T>(write: Promise<T>): Promise<T> {
  const waiting = new AbortController();
  const tooLong = sleep(answerMs, undefined, { signal: waiting.signal }).then(() => {
    throw new Unanswered();
  });
  try {
    return await Promise.race([write, tooLong]);
  } finally {
    waiting.abort();
  }
}

/** A taken number or key, or a line or primary that was lost: all of them are settled by looking and going again. */
export function isTransient(error: unknown): boolean {
  const { MongoError, MongoBulkWriteError, MongoNetworkError, MongoServerSelectionError } = mongoose.mongo;
  // A write of several wraps whatever befell it, also what the system says of a line that broke while it was sent.
  if (error instanceof MongoBulkWriteError && isTransient(error.errorResponse)) return true;
  if (error instanceof Unanswered || (error instanceof Error && 'syscall' in error)) return true;
  return (
    error instanceof MongoError &&
    (error.code === 11_000 ||
      error instanceof MongoNetworkError ||
      error instanceof MongoServerSelectionError ||
      error.hasErrorLabel('RetryableWriteError'))
  );
}
