/** Sizes and rates at a glance. */

/** The largest frame or request body, in bytes; text is at most 4,000 code units. */
export const largestFrame = 32 * 1024;

/** The largest form that a page takes, in bytes: an official message to every village, in two languages. */
export const largestForm = 512 * 1024;

/** A mailed link works once and this long. */
export const linkMinutes = 15;

/** So many links to one address may wait to be used: whoever asks need not be whose mailbox it is. */
export const linksAtOnce = 5;

/** A session ends after this many days of silence, and in any case after the second number. */
export const sessionDays = { idle: 14, absolute: 90 };

/**
 * Wishes per person: so many in so many seconds. `person` counts for every command without a line of its own. A guest is
 * counted by his address, which a whole mobile network may share, so reading has room; a bot does its rounds in bursts.
 * What the page of the situation is made of has counts of its own: nothing else that one does takes it away.
 */
export const rates: Record<string, { points: number; seconds: number }> = {
  person: { points: 240, seconds: 60 },
  guest: { points: 6_000, seconds: 60 },
  // What everybody reads in a night of flood, whatever else he read before: answered from what was read already.
  situation: { points: 12_000, seconds: 60 },
  bot: { points: 6_000, seconds: 60 },
  'person:me': { points: 240, seconds: 60 },
  'message:post': { points: 20, seconds: 10 },
  'message:report': { points: 5, seconds: 60 },
  'activity:publish': { points: 30, seconds: 60 },
  'activity:change': { points: 30, seconds: 60 },
  'help:ask': { points: 10, seconds: 900 },
  typing: { points: 10, seconds: 10 },
  'channel:join': { points: 30, seconds: 60 },
  'log:page': { points: 120, seconds: 60 },
  'session:ask': { points: 10, seconds: 900 },
  'session:start': { points: 20, seconds: 900 },
};
