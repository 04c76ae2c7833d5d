import { clock } from '#config/clock.ts';
import { epoch } from '#models/database/epoch.ts';
import * as logs from '#models/log.ts';
import { readable } from '../../visit/access.ts';
import { activitiesIn } from '../agenda/index.ts';
import type { Handles } from '../handlers.ts';

export const log: Handles<'log:sync' | 'log:page'> = {
  async 'log:sync'(visit, { epoch: theirs, cursors }) {
    const known = await epoch();
    // Joined first, read second: what is saved in between is told, and nothing falls between the two.
    const mine = await visit.subscribe(Object.keys(cursors));
    return {
      epoch: known,
      now: clock.now().toISOString(),
      heads: await logs.heads(mine),
      gone: Object.keys(cursors).filter((channel) => !mine.includes(channel)),
      ...(theirs !== undefined && theirs !== known && { reload: true }),
    };
  },

  async 'log:page'(visit, { channel, ...range }) {
    const where = await readable(visit.caller, channel);
    const kept = await logs.page(channel, range);
    // What cards show beside their entry comes along: asked for one by one it would use up what a person may ask.
    const [entries, activities] = await Promise.all([
      visit.entries(kept.entries),
      activitiesIn(visit, where, kept.entries),
    ]);
    return { ...kept, entries, activities };
  },
};
