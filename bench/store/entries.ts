import { ObjectId } from 'bson';

/** An entry as a channel's log keeps it. */
export interface Entry {
  _id: ObjectId;
  channel: string;
  seq: number;
  type: string;
  author: string;
  at: Date;
  body: { text: string; likes: number };
}

/** So many channels share a collection, so that also the smallest has more than fifty entries in each. */
export const channels = 10;
export const channelOf = (nth: number): string => `street-${nth % channels}`;

const words =
  'who has a ladder to lend this afternoon the cherry tree behind the church is full of fruit'.split(' ');

/** The nth entry of a collection. */
export function entryOf(nth: number): Entry {
  const text = Array.from({ length: 18 }, (_, i) => words[(nth * 7 + i * 5) % words.length]).join(' ');
  return {
    _id: new ObjectId(),
    channel: channelOf(nth),
    seq: Math.floor(nth / channels) + 1,
    type: 'message:posted',
    author: `resident-${(nth * 31) % 1000}`,
    at: new Date(1_700_000_000_000 + nth * 1000),
    body: { text, likes: 0 },
  };
}
