import { clock } from '#config/clock.ts';
import { channelsByIds } from '#models/channel.ts';
import { epoch } from '#models/epoch.ts';
import { heads, page } from '#models/log.ts';
import { membershipsOf } from '#models/membership.ts';
import { readable } from '../access.ts';
import type { Caller } from '../door.ts';
import type { Handles } from './handlers.ts';

export const log: Handles<'log:sync' | 'log:page'> = {
  async 'log:sync'(visit, { epoch: theirs, cursors }) {
    const known = await epoch();
    const mine = await hearable(visit.caller, Object.keys(cursors));
    // Joined first, read second: what is saved in between is told, and nothing falls between the two.
    await visit.hear(mine);
    return {
      epoch: known,
      now: clock.now().toISOString(),
      heads: await heads(mine),
      gone: Object.keys(cursors).filter((channel) => !mine.includes(channel)),
      ...(theirs !== undefined && theirs !== known && { reload: true }),
    };
  },

  async 'log:page'(visit, { channel, ...range }) {
    await readable(visit.caller, channel);
    const kept = await page(channel, range);
    return { ...kept, entries: await visit.entries(kept.entries) };
  },
};

/** All channels of a member, and of those asked for also the public ones. */
async function hearable(caller: Caller, asked: string[]): Promise<string[]> {
  const own = caller.person ? (await membershipsOf(caller.person._id)).map(({ channel }) => channel) : [];
  const others = await channelsByIds(asked.filter((channel) => !own.includes(channel)));
  return [...own, ...others.filter((channel) => channel.public).map(({ _id }) => _id)];
}
