import { createHash } from 'node:crypto';
import { clock } from '#config/clock.ts';
import type { Asked } from '#contract';
import mongoose, { model, Schema } from 'mongoose';

/** A message of others that broke a rule: people do not see it, so officers must know. */
export type RefusedMessage = Asked<'crisis:refuse'> & { _id: string; since: Date; forget: Date };

const RefusedMessages = model<RefusedMessage>(
  'RefusedMessage',
  new Schema<RefusedMessage>(
    {
      _id: { type: String, required: true },
      feed: { type: String, required: true },
      link: { type: String, required: true },
      reason: { type: String, required: true },
      rule: { type: String, required: true },
      about: String,
      since: { type: Date, required: true },
      forget: { type: Date, required: true },
    },
    { versionKey: false, collection: 'refused-messages' },
  )
    .index({ since: 1 })
    .index({ forget: 1 }, { expireAfterSeconds: 0 }),
);

const kept = { days: 3, messages: 50 };

/** Keeps it for three days, once however often it is told; when there are too many the oldest go. */
export async function keep(refused: Asked<'crisis:refuse'>): Promise<void> {
  const { feed, link, rule } = refused;
  const _id = createHash('sha256')
    .update(JSON.stringify([feed, link, rule]))
    .digest('base64url');
  const since = clock.now();
  const forget = clock.inRealTime(new Date(since.getTime() + kept.days * 86_400_000));
  await RefusedMessages.updateOne({ _id }, { $setOnInsert: { ...refused, since, forget } }, { upsert: true });
  const newestFirst = RefusedMessages.find().sort({ since: -1, _id: 1 });
  const tooMany = await newestFirst.skip(kept.messages).lean<RefusedMessage[]>();
  if (tooMany.length === 0) return;
  await RefusedMessages.deleteMany({ _id: mongoose.trusted({ $in: tooMany.map((one) => one._id) }) });
}

/** Those of the last three days, the newest first. */
export const newest = () =>
  RefusedMessages.find({
    since: mongoose.trusted({ $gt: new Date(clock.now().getTime() - kept.days * 86_400_000) }),
  })
    .sort({ since: -1, _id: 1 })
    .limit(kept.messages)
    .lean<RefusedMessage[]>();
