import { isDeepStrictEqual } from 'node:util';
import { instantOf } from '#contract/wall-time.ts';
import type { SignUpAnswer } from '#contract/agenda/index.ts';
import mongoose, { model, Schema } from 'mongoose';
import { KeyReused } from '../log.ts';
import { withAnswer, type SignUp } from './sign-up.ts';

/** What an organiser says of an activity. Its times are those of the wall clock in the activity's zone. */
export type ActivityText = {
  title: string;
  about?: string | undefined;
  place: string;
  starts: string;
  ends?: string | undefined;
  places?: number | undefined;
};

/** What was said, by whom and when; never edited, only followed by another. */
export type Version = ActivityText & { key: string; by: string; at: Date; sequence: number };

/**
 * One activity with everybody who signed up, in one document, so that one update decides who has a place. What stands
 * outside `versions` of the last of them is derived from it, to be looked up and decided by.
 */
export type Activity = {
  _id: string;
  channel: string;
  organiser: string;
  zone: string;
  versions: Version[];
  startsAt: Date;
  endsAt?: Date | undefined;
  /** When it is over: its end, or its start when no end was given. */
  lastsUntil: Date;
  places?: number | undefined;
  state: 'on' | 'cancelled';
  cancelled?: { by: string; at: Date; reason?: string | undefined } | undefined;
  /** In the order in which people answered. */
  signUps: SignUp[];
  /** Raised by every update, so that a change is made on top of what was read. */
  revision: number;
  /** What was saved and did not have all that follows from it yet: who must hear it, what is to be planned. */
  unfollowed?: (Step & { at: Date })[] | undefined;
};

/** One thing that was saved: the version in this place of the row, that it is off, or the answer that somebody gave. */
export type Step = { version: number } | { cancelled: true } | { person: string; revision: number };

const told = {
  title: { type: String, required: true },
  about: String,
  place: { type: String, required: true },
  starts: { type: String, required: true },
  ends: String,
  places: Number,
};
const version = new Schema<Version>(
  {
    ...told,
    key: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    sequence: { type: Number, required: true },
  },
  { _id: false },
);
const signUpSchema = new Schema<SignUp>(
  { person: String, answer: String, at: Date, waited: Boolean },
  { _id: false },
);

const Activities = model<Activity>(
  'Activity',
  new Schema<Activity>(
    {
      _id: { type: String, required: true },
      channel: { type: String, required: true },
      organiser: { type: String, required: true },
      zone: { type: String, required: true },
      versions: { type: [version], required: true },
      startsAt: { type: Date, required: true },
      endsAt: Date,
      lastsUntil: { type: Date, required: true },
      places: Number,
      state: { type: String, default: 'on' },
      cancelled: { type: { by: String, at: Date, reason: String }, default: undefined, _id: false },
      signUps: { type: [signUpSchema], default: [] },
      revision: { type: Number, default: 0 },
      unfollowed: {
        type: [
          { _id: false, version: Number, cancelled: Boolean, person: String, revision: Number, at: Date },
        ],
        default: undefined,
      },
    },
    { versionKey: false, collection: 'activities' },
  )
    .index({ channel: 1, startsAt: 1 })
    .index({ startsAt: 1 })
    .index({ 'unfollowed.at': 1 }, { sparse: true }),
);

/** The longest an activity lasts, in days; a list of a day looks back no further. */
export const maxDays = 14;

/** What was last said of it. */
export const latest = (activity: Activity): Version => activity.versions.at(-1)!;

/** What a version settles about the activity as a whole. */
function derived({ starts, ends, places }: ActivityText, zone: string) {
  const startsAt = instantOf(starts, zone);
  const endsAt = ends === undefined ? undefined : instantOf(ends, zone);
  return { startsAt, endsAt, lastsUntil: endsAt ?? startsAt, places };
}

/**
 * Puts an activity in the agenda. The id says whose wish it is, so the same wish again finds the activity that stands.
 * @throws {KeyReused} when that wish was for something else
 */
export async function publish(
  wish: Pick<Activity, '_id' | 'channel' | 'organiser' | 'zone'> & {
    key: string;
    at: Date;
    told: ActivityText;
  },
): Promise<Activity> {
  const { key, at, told: words, ...whose } = wish;
  const first: Version = { ...words, key, by: whose.organiser, at, sequence: 0 };
  try {
    const made = await Activities.create({
      ...whose,
      versions: [first],
      ...derived(words, whose.zone),
      unfollowed: [still({ version: 0 })],
    });
    return made.toObject();
  } catch (error) {
    const stands = isTaken(error) ? await byId(whose._id) : null;
    if (!stands) throw error;
    if (!sameWords(stands.versions[0]!, words)) throw new KeyReused('this key was used for another activity');
    return stands;
  }
}

export const byId = (id: string) => Activities.findById(id).lean<Activity>();

/** Those of a channel with these ids. */
export const ofChannel = (channel: string, ids: string[]) =>
  Activities.find({ _id: mongoose.trusted({ $in: ids }), channel }).lean<Activity[]>();

/** What is on in these channels between two instants, in order of start; at most 500. */
export const between = (channels: string[], from: Date, to: Date) =>
  Activities.find({
    channel: mongoose.trusted({ $in: channels }),
    startsAt: mongoose.trusted({ $gte: new Date(from.getTime() - maxDays * day), $lt: to }),
    lastsUntil: mongoose.trusted({ $gte: from }),
  })
    .sort({ startsAt: 1, _id: 1 })
    .limit(500)
    .lean<Activity[]>();

/** What takes place and begins after the one instant and before the other; at most 500. */
export const starting = (after: Date, before: Date) =>
  Activities.find({ state: 'on', startsAt: mongoose.trusted({ $gt: after, $lt: before }) })
    .sort({ startsAt: 1, _id: 1 })
    .limit(500)
    .lean<Activity[]>();

/**
 * Adds a version, on top of the activity as it was read.
 * @returns null when it was changed meanwhile: read it again
 */
export const addVersion = (read: Activity, next: Version) =>
  onTopOf(read, {
    $push: { versions: next, unfollowed: still({ version: read.versions.length }) },
    ...setting(derived(next, read.zone)),
  });

/** Marks it as not taking place. Null when it was changed meanwhile. */
export const cancel = (read: Activity, cancelled: NonNullable<Activity['cancelled']>) =>
  onTopOf(read, {
    $set: { state: 'cancelled', cancelled },
    $push: { unfollowed: still({ cancelled: true }) },
  });

const onTopOf = (read: Activity, update: mongoose.UpdateQuery<Activity>) =>
  Activities.findOneAndUpdate(
    { _id: read._id, revision: read.revision, state: 'on' },
    { ...update, $inc: { revision: 1 } },
    { returnDocument: 'after' },
  ).lean<Activity>();

/**
 * Notes somebody's answer. One update decides whether there is a place for him, so a thousand at once get no more places
 * than there are.
 * @returns the activity with the answer; null when it is over or does not take place
 */
export const signUp = (id: string, person: string, given: SignUpAnswer, at: Date) =>
  Activities.findOneAndUpdate(
    { _id: id, state: 'on', lastsUntil: mongoose.trusted({ $gt: at }) },
    [
      {
        $set: {
          signUps: withAnswer(person, given, at),
          revision: raised,
          unfollowed: {
            $concatArrays: [
              { $ifNull: ['$unfollowed', []] },
              [{ person: { $literal: person }, revision: raised, at: new Date() }],
            ],
          },
        },
      },
    ],
    { returnDocument: 'after', updatePipeline: true },
  ).lean<Activity>();

const raised = { $add: ['$revision', 1] };

/** Written with the step itself, in real time. */
const still = <One extends Step>(step: One) => ({ ...step, at: new Date() });

/** All that follows from a step was done. */
export const markFollowed = (id: string, step: Step) =>
  Activities.updateOne({ _id: id }, { $pull: { unfollowed: step } });

/** Those of which a step waits since before this instant: the hub that saved it died. */
export const unfollowedBefore = (then: Date) =>
  Activities.find({ 'unfollowed.at': mongoose.trusted({ $lt: then }) }).lean<Activity[]>();

const day = 86_400_000;

/** Writes what is there and takes away what is not. */
function setting(fields: Record<string, unknown>) {
  const entries = Object.entries(fields);
  const gone = entries.filter(([, value]) => value === undefined).map(([name]) => [name, 1] as const);
  return {
    $set: Object.fromEntries<unknown>(entries.filter(([, value]) => value !== undefined)),
    ...(gone.length > 0 && { $unset: Object.fromEntries(gone) }),
  };
}

const sameWords = (one: ActivityText, other: ActivityText) => isDeepStrictEqual(wordsOf(one), wordsOf(other));

/** What is said and nothing beside it, however it came out of the database. */
export const wordsOf = ({ title, about, place, starts, ends, places }: ActivityText): ActivityText => ({
  title,
  about,
  place,
  starts,
  ends,
  places,
});

const isTaken = (error: unknown) => error instanceof mongoose.mongo.MongoServerError && error.code === 11_000;
