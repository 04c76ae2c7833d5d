import { clock } from '#config/clock.ts';
import type { CapAlert } from '#contract/crisis/cap.ts';
import mongoose, { model, Schema } from 'mongoose';

/**
 * A message of others that refers to one we never got. An Update waits a moment for that one, a Cancel as long as it is kept;
 * officers see that it waits.
 */
export type ParkedAlert = {
  _id: string;
  feed: string;
  alert: CapAlert;
  refersTo: string[];
  since: Date;
  /** Where it was taken over, though something it refers to is still unknown: when that comes, it belongs there too. */
  incident?: string | undefined;
  forget: Date;
};

const HeldAlerts = model<ParkedAlert>(
  'HeldAlert',
  new Schema<ParkedAlert>(
    {
      _id: { type: String, required: true },
      feed: { type: String, required: true },
      alert: { type: Schema.Types.Mixed, required: true },
      refersTo: { type: [String], required: true },
      since: { type: Date, required: true },
      incident: String,
      forget: { type: Date, required: true },
    },
    { versionKey: false, collection: 'held-alerts' },
  )
    .index({ refersTo: 1 })
    .index({ since: 1 })
    .index({ forget: 1 }, { expireAfterSeconds: 0 }),
);

type Message = { sender: string; identifier: string };

/** What names a message among those of others. References are matched without their time, which senders write in several ways. */
export const nameOf = ({ sender, identifier }: Message) => `${sender},${identifier}`;

/** So long a message of others can still be referred to. */
export const rememberedUntil = () => clock.inRealTime(new Date(clock.now().getTime() + 14 * 86_400_000));

/** Keeps a message until these that it refers to come; safe to do again. Gives it as it was kept first. */
export async function park(
  feed: string,
  alert: CapAlert,
  references: CapAlert['references'],
  since: Date,
): Promise<ParkedAlert> {
  const held = { feed, alert, refersTo: references.map(nameOf), since, forget: rememberedUntil() };
  await HeldAlerts.updateOne({ _id: idOf(alert) }, { $setOnInsert: held }, { upsert: true });
  return (await HeldAlerts.findById(idOf(alert)).lean<ParkedAlert>()) ?? { _id: idOf(alert), ...held };
}

/** It has its place in this incident, and waits no more. */
export const assign = (alert: CapAlert, incident: string) =>
  HeldAlerts.updateOne({ _id: idOf(alert) }, { $set: { incident } });

/** What waits for this message. */
export const waitingFor = (message: Message) =>
  HeldAlerts.find({ refersTo: nameOf(message) }).lean<ParkedAlert[]>();

export const release = (alert: CapAlert) => HeldAlerts.deleteOne({ _id: idOf(alert) });

/** What still waits, the newest first. */
export const parkedSince = (since: Date) =>
  HeldAlerts.find({ since: mongoose.trusted({ $gt: since }), incident: mongoose.trusted({ $exists: false }) })
    .sort({ since: -1 })
    .limit(50)
    .lean<ParkedAlert[]>();

const idOf = ({ sender, identifier, sent }: CapAlert) => `${sender},${identifier},${sent}`;
