import type { DueKind } from '#contract/due/index.ts';
import mongoose, { model, Schema } from 'mongoose';
import { atOnce } from './database/at-once.ts';

/**
 * What must happen at a time. The id says what it is (`agenda:24h:…`), so that writing it twice makes it once; the bot
 * posts with that id as its key, so that people see it once, however often a bot dies in between.
 */
export type DueWork = {
  _id: string;
  kind: DueKind;
  /** Where the bot will speak; only there, and only for this. */
  channel?: string | undefined;
  dueAt: Date;
  /** After this it is skipped, visibly, and never said. */
  graceUntil: Date;
  state: 'planned' | 'done' | 'withdrawn' | 'skipped';
  lease?: { by: string; until: Date; tries: number } | undefined;
  /** What it is about, in ids: the words are made when it is claimed. */
  about: Record<string, unknown>;
  /** What it belongs to, so that a change can withdraw all of it. */
  group: string;
};

const DueWorks = model<DueWork>(
  'DueWork',
  new Schema<DueWork>(
    {
      _id: { type: String, required: true },
      kind: { type: String, required: true },
      channel: String,
      dueAt: { type: Date, required: true },
      graceUntil: { type: Date, required: true },
      state: { type: String, default: 'planned' },
      lease: { type: { by: String, until: Date, tries: Number }, default: undefined },
      about: { type: Schema.Types.Mixed, default: {} },
      group: { type: String, required: true },
    },
    { versionKey: false, collection: 'due-work', minimize: false },
  )
    .index({ kind: 1, state: 1, dueAt: 1 })
    .index({ group: 1 }),
);

/** Half a minute: longer than any bot needs for one row, short enough that nobody waits for a dead one. */
const leaseSeconds = 30;

export type Planned = Pick<DueWork, '_id' | 'kind' | 'channel' | 'dueAt' | 'graceUntil' | 'about' | 'group'>;

/** Writes rows that do not stand yet; those that do stay as they are. */
export async function plan(rows: Planned[]): Promise<void> {
  if (rows.length === 0) return;
  const wanted = rows.map(({ _id, ...row }) => ({
    updateOne: { filter: { _id }, update: { $setOnInsert: { ...row, state: 'planned' } }, upsert: true },
  }));
  await atOnce(() => DueWorks.bulkWrite(wanted, { ordered: false }));
}

/** What is still planned of these groups shall not happen. What was done stays done. */
export const withdraw = (...groups: string[]) =>
  DueWorks.updateMany(
    { group: mongoose.trusted({ $in: groups }), state: 'planned' },
    { $set: { state: 'withdrawn' } },
  );

/** Plans a withdrawn row again: somebody who said no says yes after all. */
export const replan = (id: string) =>
  DueWorks.updateOne({ _id: id, state: 'withdrawn' }, { $set: { state: 'planned' }, $unset: { lease: 1 } });

/**
 * Takes one row that is due, for half a minute of the database's clock: a second bot, or one that was paused longer than
 * its lease, gets another row or the same one again, and the key does the rest.
 * @param now the clock of the place, which decides what is due
 */
export const claim = (kind: DueKind, by: string, now: Date) =>
  DueWorks.findOneAndUpdate(
    {
      kind,
      state: 'planned',
      dueAt: mongoose.trusted({ $lte: now }),
      $expr: mongoose.trusted({ $lte: [{ $ifNull: ['$lease.until', new Date(0)] }, '$$NOW'] }),
    },
    [
      {
        $set: {
          lease: {
            by,
            until: { $dateAdd: { startDate: '$$NOW', unit: 'second', amount: leaseSeconds } },
            tries: { $add: [{ $ifNull: ['$lease.tries', 0] }, 1] },
          },
        },
      },
    ],
    { sort: { dueAt: 1 }, returnDocument: 'after', updatePipeline: true },
  ).lean<DueWork>();

/** Closes a planned row; `skipped` when its time had passed before anybody could say it. */
export const settle = (id: string, state: 'done' | 'skipped') =>
  DueWorks.updateOne({ _id: id, state: 'planned' }, { $set: { state } });

/** The row a bot speaks for, if it holds it. */
export const leaseOf = (id: string, by: string) =>
  DueWorks.findOne({ _id: id, 'lease.by': by }).lean<DueWork>();
