import mongoose, { model, Schema } from 'mongoose';

/** What goes on: everything said about it is in its versions. */
export type Incident = {
  _id: string;
  title: string;
  titleEn?: string | undefined;
  /** Decided when it is opened and never changed: an exercise cannot become real. */
  exercise: boolean;
  /** Taken over from others; their messages alone change it. */
  relayed: boolean;
  state: 'open' | 'cancelled' | 'ended';
  /** The number of the newest version that people saw; 0 before the first. */
  latest: number;
  openedBy: string;
  key: string;
  openedAt: Date;
  changedAt: Date;
  /** The ends about which its officers were asked what now, as ISO instants. */
  asked?: string[] | undefined;
  /** From here on nobody needs it on his screen any more. */
  standsUntil: Date;
};

const Incidents = model<Incident>(
  'Incident',
  new Schema<Incident>(
    {
      _id: { type: String, required: true },
      title: { type: String, required: true },
      titleEn: String,
      exercise: { type: Boolean, required: true },
      relayed: { type: Boolean, required: true },
      state: { type: String, required: true },
      latest: { type: Number, required: true },
      openedBy: { type: String, required: true },
      key: { type: String, required: true },
      openedAt: { type: Date, required: true },
      changedAt: { type: Date, required: true },
      asked: { type: [String], default: undefined },
      standsUntil: { type: Date, required: true },
    },
    { versionKey: false, collection: 'incidents' },
  )
    .index({ openedBy: 1, key: 1 }, { unique: true })
    .index({ standsUntil: 1 })
    .index({ changedAt: -1 }),
);

/** Stays on people's screens until somebody says that it is over. */
export const untilEnded = new Date('9999-12-31T00:00:00Z');

type Opened = Pick<
  Incident,
  '_id' | 'title' | 'titleEn' | 'exercise' | 'relayed' | 'openedBy' | 'key' | 'openedAt'
>;

/** A new incident; the one that stands when the same person opened one with this key before. */
export async function open(opened: Opened): Promise<Incident> {
  const { openedBy, key, openedAt } = opened;
  try {
    const made = await Incidents.create({
      ...opened,
      state: 'open',
      latest: 0,
      changedAt: openedAt,
      standsUntil: untilEnded,
    });
    return made.toObject();
  } catch (error) {
    const stands = isTaken(error) ? await Incidents.findOne({ openedBy, key }).lean<Incident>() : null;
    if (!stands) throw error;
    return stands;
  }
}

export const byId = (id: string) => Incidents.findById(id).lean<Incident>();

export const byIds = (ids: string[]) =>
  Incidents.find({ _id: mongoose.trusted({ $in: ids }) }).lean<Incident[]>();

/** What still belongs on people's screens. */
export const standing = (now: Date) =>
  Incidents.find({ standsUntil: mongoose.trusted({ $gt: now }) }).lean<Incident[]>();

/** The incidents in which something happened last. */
export const recent = (limit: number) =>
  Incidents.find().sort({ changedAt: -1 }).limit(limit).lean<Incident[]>();

/** What no longer belongs on people's screens, the last that changed first. */
export const past = (now: Date, skip: number, limit: number) =>
  Incidents.find({ standsUntil: mongoose.trusted({ $lte: now }) })
    .sort({ changedAt: -1, _id: 1 })
    .skip(skip)
    .limit(limit)
    .lean<Incident[]>();

/** Moves an incident to a version it has; one that is further already stays there. */
export const advance = (
  id: string,
  to: Pick<Incident, 'latest' | 'state' | 'changedAt' | 'standsUntil'> &
    Partial<Pick<Incident, 'title' | 'titleEn'>>,
) => Incidents.updateOne({ _id: id, latest: mongoose.trusted({ $lt: to.latest }) }, { $set: to });

/** Keeps it on people's screens until then, if not longer. */
export const prolong = (id: string, standsUntil: Date) =>
  Incidents.updateOne({ _id: id }, { $max: { standsUntil } });

/** Its officers were asked what becomes of it after this end. */
export const markAsked = (id: string, expires: string) =>
  Incidents.updateOne({ _id: id }, { $addToSet: { asked: expires } });

const isTaken = (error: unknown) => error instanceof mongoose.mongo.MongoServerError && error.code === 11_000;
