import mongoose from 'mongoose';
import { Log, type StoredEntry } from './entry.ts';

/** The hash of an entry whose words are gone. */
export const erased = '';

/** Which of these messages were taken back. */
export async function takenBack(
  channel: string,
  asked: (number | undefined)[],
): Promise<Set<number | undefined>> {
  const numbers = asked.filter((seq) => seq !== undefined);
  if (numbers.length === 0) return new Set();
  const about = { 'body.of': mongoose.trusted({ $in: numbers }) };
  const gone: unknown[] = await Log.distinct('body.of', { channel, type: 'message:removed', ...about });
  return new Set(gone as number[]);
}

/**
 * Empties a message and every change of its words, and what could be guessed from: their numbers, authors and keys stay, so
 * that the log keeps its numbers and a twin is still known. Safe to do again.
 */
export async function erase(channel: string, seq: number): Promise<void> {
  const nothing = { $set: { body: null, hash: erased } };
  await Log.updateOne({ channel, seq }, nothing);
  await Log.updateMany(
    { channel, seq: mongoose.trusted({ $gt: seq }), type: 'message:edited', 'body.of': seq },
    nothing,
  );
  await Log.updateMany({ channel, type: 'message:removed', 'body.of': seq }, { $unset: { erases: 1 } });
}

/** Erases what was taken back while a hub that died did not come to it. */
export async function eraseRest(): Promise<void> {
  const removals = await Log.find({ erases: mongoose.trusted({ $gte: 1 }) }).lean<Required<StoredEntry>[]>();
  for (const { channel, erases } of removals) await erase(channel, erases!);
}
