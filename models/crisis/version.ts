import type { Forecast, KeptVersion } from '#contract/crisis/index.ts';
import mongoose, { model, Schema } from 'mongoose';

/** What was said about an incident at one moment. Never edited: a mistake is superseded, withdrawn or ended. */
export type Version = {
  _id: string;
  incident: string;
  /** 1, 2, 3 … without holes. */
  n: number;
  kind: KeptVersion['kind'];
  state: KeptVersion['state'];
  cap: KeptVersion['cap'];
  sentAt: Date;
  areas: KeptVersion['areas'];
  /** Villages that read of it before and of which the source no longer speaks. */
  gone: string[];
  /** The version that this one withdraws. */
  withdraws?: number | undefined;
  /** Villages that it says nothing new to: what they have holds on with it. */
  renews?: string[] | undefined;
  expects?: Forecast | undefined;
  nextAt?: Date | undefined;
  /** Until when it holds; of an all-clear: until when it stays in sight. */
  expires?: Date | undefined;
  reasonEn?: string | undefined;
  reason?: string | undefined;
  /** Of a message of others: what the incident is called from here on. */
  title?: string | undefined;
  titleEn?: string | undefined;
  source: string;
  language?: string | undefined;
  author: string;
  key: string;
  /** What was asked with this key, so that other words with the same key are noticed. */
  hash: string;
  /** Whether it stands in the channel of every village it speaks to. */
  told: boolean;
  savedAt: Date;
};

const Versions = model<Version>(
  'Version',
  new Schema<Version>(
    {
      _id: { type: String, required: true },
      incident: { type: String, required: true },
      n: { type: Number, required: true },
      kind: { type: String, required: true },
      state: { type: String, required: true },
      cap: { type: Schema.Types.Mixed, required: true },
      sentAt: { type: Date, required: true },
      areas: { type: Schema.Types.Mixed, required: true },
      gone: { type: [String], default: [] },
      withdraws: Number,
      renews: { type: [String], default: undefined },
      expects: { type: Schema.Types.Mixed, default: undefined },
      nextAt: Date,
      expires: Date,
      reason: String,
      reasonEn: String,
      title: String,
      titleEn: String,
      source: { type: String, required: true },
      language: String,
      author: { type: String, required: true },
      key: { type: String, required: true },
      hash: { type: String, required: true },
      told: { type: Boolean, required: true },
      savedAt: { type: Date, required: true },
    },
    { versionKey: false, collection: 'versions' },
  )
    .index({ author: 1, key: 1 }, { unique: true })
    .index({ incident: 1, n: 1 })
    .index({ told: 1, savedAt: 1 })
    .index({ 'cap.identifier': 1, 'cap.sender': 1 }),
);

/** A version before it has its place in the row. */
export type Draft = Omit<Version, '_id' | 'incident' | 'n' | 'told' | 'savedAt'>;

/**
 * Adds a version at the end of an incident's row. `write` makes it from those that stand, oldest first, and may refuse; when
 * somebody else was first it is asked again. A twin (same author, same key) gives the version that stands.
 */
export async function add(
  incident: string,
  wish: { author: string; key: string },
  write: (before: Version[], n: number) => Draft,
): Promise<Version> {
  for (;;) {
    const stands = await byKey(wish.author, wish.key);
    if (stands) return stands;
    const before = await ofIncidents([incident]);
    const n = (before.at(-1)?.n ?? 0) + 1;
    const version = {
      _id: `${incident}:${n}`,
      incident,
      n,
      ...write(before, n),
      told: false,
      savedAt: new Date(),
    };
    try {
      await Versions.create(version);
      return version;
    } catch (error) {
      if (!isTaken(error)) throw error;
    }
  }
}

export const byKey = (author: string, key: string) => Versions.findOne({ author, key }).lean<Version>();

/** All versions of these incidents, oldest first. */
export const ofIncidents = (incidents: string[]) =>
  Versions.find({ incident: mongoose.trusted({ $in: incidents }) })
    .sort({ incident: 1, n: 1 })
    .lean<Version[]>();

/** The versions that came of one CAP message; several when it speaks of several incidents. */
export async function ofMessage(message: {
  sender: string;
  identifier: string;
  sent: string;
}): Promise<Version[]> {
  const found = await Versions.find({
    'cap.identifier': message.identifier,
    'cap.sender': message.sender,
  }).lean<Version[]>();
  return found.filter(({ sentAt }) => sentAt.getTime() === Date.parse(message.sent));
}

/** What came of the message that a reference names; without its time, which senders write in several ways, when that fits none. */
export async function versionsReferredTo(reference: {
  sender: string;
  identifier: string;
  sent: string;
}): Promise<Version[]> {
  const exactly = await ofMessage(reference);
  if (exactly.length > 0) return exactly;
  const { identifier, sender } = reference;
  return Versions.find({ 'cap.identifier': identifier, 'cap.sender': sender }).lean<Version[]>();
}

/** What was saved before this moment (of real time) and may not stand in every village yet, oldest first. */
export const unannouncedSince = (before: Date) =>
  Versions.find({ told: false, savedAt: mongoose.trusted({ $lt: before }) })
    .sort({ savedAt: 1 })
    .limit(mostAtOnce)
    .lean<Version[]>();

const mostAtOnce = 100;

export const markAnnounced = (id: string) => Versions.updateOne({ _id: id }, { $set: { told: true } });

const isTaken = (error: unknown) => error instanceof mongoose.mongo.MongoServerError && error.code === 11_000;
