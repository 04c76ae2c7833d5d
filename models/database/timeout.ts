import { setTimeout as sleep } from 'node:timers/promises';
import mongoose from 'mongoose';

class Unanswered extends Error {}

/**
 * Gives up what was asked of the database after so many ms, for those whom others wait for. MongoDB's driver 7 never
 * answers what it was sending, or about to send, when its line was closed: it waits for the socket to drain, and a socket
 * that is destroyed does not, nor does it fail.
 */
export async function withTimeout<T>(asked: Promise<T>, ms: number): Promise<T> {
  const waiting = new AbortController();
  const tooLong = sleep(ms, undefined, { signal: waiting.signal }).then(() => {
    throw new Unanswered(`the database did not answer within ${ms} ms`);
  });
  try {
    return await Promise.race([asked, tooLong]);
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
