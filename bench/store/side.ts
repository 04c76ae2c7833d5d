import type { Entry } from './entries.ts';

/** One of the two that are measured. Both keep collections of entries by their size. */
export interface Side {
  /** Keeps new entries, on the disk when it is done: one by one at the same time, or as one. */
  insertEach(size: number, entries: Entry[]): Promise<unknown>;
  insertMany(size: number, entries: Entry[]): Promise<unknown>;
  /** The newest fifty of a channel, as objects. */
  last50(size: number, channel: string): Promise<Entry[]>;
  get(size: number, entry: Entry): Promise<Entry | null>;
  like(size: number, entry: Entry): Promise<unknown>;
  upsert(size: number, entry: Entry): Promise<unknown>;
  count(size: number, channel: string): Promise<number>;
  /** How many entries each author has written, worked out from the entries themselves: no index knows. */
  byAuthor(size: number): Promise<number>;
  close(): Promise<unknown>;
}
