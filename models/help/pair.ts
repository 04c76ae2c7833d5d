import { clock } from '#config/clock.ts';
import { help } from '#config/help.ts';
import mongoose, { model, Schema } from 'mongoose';

/** Two neighbours who met over help, or who are not to be brought together again. */
type HelpPair = { _id: string; apart: boolean; forget?: Date | undefined };

const HelpPairs = model<HelpPair>(
  'HelpPair',
  new Schema<HelpPair>(
    { _id: { type: String, required: true }, apart: { type: Boolean, default: false }, forget: Date },
    { versionKey: false, collection: 'help-pairs' },
  ).index({ forget: 1 }, { expireAfterSeconds: 0 }),
);

const idOf = (one: string, other: string) => [one, other].sort().join(':');

export const metOverHelp = (one: string, other: string, at: Date) =>
  HelpPairs.updateOne(
    { _id: idOf(one, other) },
    [
      {
        $set: {
          apart: { $ifNull: ['$apart', false] },
          // Who must not be brought together again is never forgotten.
          forget: {
            $cond: [
              '$apart',
              '$$REMOVE',
              clock.inRealTime(new Date(at.getTime() + help.keptDays.met * 86_400_000)),
            ],
          },
        },
      },
    ],
    { upsert: true, updatePipeline: true },
  );

/** These two are never brought together again, whichever of them wants so. */
export const keepApart = (one: string, other: string) =>
  HelpPairs.updateOne(
    { _id: idOf(one, other) },
    { $set: { apart: true }, $unset: { forget: 1 } },
    { upsert: true },
  );

/** What is known of one person and each of the others. */
export async function pairsOf(
  person: string,
  others: string[],
): Promise<Map<string, { met: boolean; apart: boolean }>> {
  const ids = new Map(others.map((other) => [idOf(person, other), other]));
  const pairs = await HelpPairs.find({ _id: mongoose.trusted({ $in: [...ids.keys()] }) }).lean<HelpPair[]>();
  return new Map(pairs.map(({ _id, apart }) => [ids.get(_id) ?? '', { met: true, apart }]));
}
