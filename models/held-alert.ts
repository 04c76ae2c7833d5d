import type { CapAlert } from '#contract/cap.ts';
import mongoose, { model, Schema } from 'mongoose';

/** A message of others that refers to one we never got: it waits for that one, and officers see that it waits. */
export type HeldAlert = { _id: string; feed: string; alert: CapAlert; refersTo: string[]; since: Date };

const HeldAlerts = model<HeldAlert>(
  'HeldAlert',
  new Schema<HeldAlert>(
    {
      _id: { type: String, required: true },
      feed: { type: String, required: true },
      alert: { type: Schema.Types.Mixed, required: true },
      refersTo: { type: [String], required: true },
      since: { type: Date, required: true },
    },
    { versionKey: false, collection: 'held-alerts' },
  )
    .index({ refersTo: 1 })
    .index({ since: 1 }),
);

type Message = { sender: string; identifier: string };

/** References are matched without their time, since senders write the same instant in several ways. */
const nameOf = ({ sender, identifier }: Message) => `${sender},${identifier}`;

/** Keeps a message until what it refers to comes; safe to do again. */
export async function hold(feed: string, alert: CapAlert, since: Date): Promise<void> {
  const held = { feed, alert, refersTo: alert.references.map(nameOf), since };
  await HeldAlerts.updateOne({ _id: idOf(alert) }, { $setOnInsert: held }, { upsert: true });
}

/** What waits for this message. */
export const waitingFor = (message: Message) =>
  HeldAlerts.find({ refersTo: nameOf(message) }).lean<HeldAlert[]>();

export const release = (alert: CapAlert) => HeldAlerts.deleteOne({ _id: idOf(alert) });

/** What still waits, the newest first. */
export const heldSince = (since: Date) =>
  HeldAlerts.find({ since: mongoose.trusted({ $gt: since }) })
    .sort({ since: -1 })
    .limit(50)
    .lean<HeldAlert[]>();

const idOf = ({ sender, identifier, sent }: CapAlert) => `${sender},${identifier},${sent}`;
