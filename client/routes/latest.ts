import { channelKinds } from '#contract/channel-kinds.ts';
import type { Channel } from '#contract/channel/index.ts';
import type { EntryOf } from '#contract/log.ts';
import type { Gets } from '#contract';

export interface Latest {
  channel: Channel;
  entry: EntryOf<'message:posted'>;
}

/** The channels everybody may read in which something was said, the busiest first. */
export const livelyOf = (channels: Channel[]): Channel[] =>
  channels
    .filter((channel) => channel.public && channel.head > 0 && channelKinds[channel.kind].listed)
    .sort((one, other) => other.head - one.head);

/** The newest words on a page of a channel's log; not those that were taken back. */
export const latestOn = (channel: Channel, { entries }: Gets<'log:page'>): Latest | undefined => {
  const removed = new Set(
    entries.flatMap((entry) => (entry.type === 'message:removed' ? [entry.body?.of] : [])),
  );
  const entry = entries.findLast((one) => one.type === 'message:posted' && one.body && !removed.has(one.seq));
  return entry?.type === 'message:posted' ? { channel, entry } : undefined;
};

/** Newest first. */
export const newestFirst = (latest: (Latest | undefined)[]): Latest[] =>
  latest
    .filter((one) => one !== undefined)
    .sort((one, other) => Date.parse(other.entry.at) - Date.parse(one.entry.at));
