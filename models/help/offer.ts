import { help } from '#config/help.ts';
import type { Chore, FreeTime, NewHelpOffer } from '#contract/help/offer.ts';
import mongoose, { model, Schema } from 'mongoose';

const week = 7 * 24 * 60 * 60_000;

/** What somebody can do for a neighbour, and how often that was called upon. One per person. */
export type HelpOffer = {
  /** The person. */
  _id: string;
  active: boolean;
  kinds: Chore[];
  /** Kinds never to be asked for again; not there before the first. */
  never?: Chore[] | undefined;
  times: FreeTime[];
  car: boolean;
  radius: number;
  perWeek: number;
  crisis: boolean;
  pausedUntil?: Date | undefined;
  /** The last few times this person was asked, oldest first. */
  asks: { request: string; at: Date }[];
  /** The requests whose asker said that it worked. */
  thanked: string[];
};

const HelpOffers = model<HelpOffer>(
  'HelpOffer',
  new Schema<HelpOffer>(
    {
      _id: { type: String, required: true },
      active: { type: Boolean, required: true },
      kinds: { type: [String], default: [] },
      never: { type: [String], default: undefined },
      times: { type: [{ _id: false, day: Number, from: String, to: String }], default: [] },
      car: { type: Boolean, default: false },
      radius: { type: Number, required: true },
      perWeek: { type: Number, required: true },
      crisis: { type: Boolean, default: false },
      pausedUntil: Date,
      asks: { type: [{ _id: false, request: String, at: Date }], default: [] },
      thanked: { type: [String], default: [] },
    },
    { versionKey: false, collection: 'help-offers' },
  ).index({ kinds: 1 }),
);

/** Replaces what this person offered. A kind that is offered again may be asked for again. */
export async function add(person: string, offer: NewHelpOffer): Promise<HelpOffer> {
  const { pausedUntil, ...terms } = offer;
  const radius = offer.radius ?? (offer.car ? help.radius.car : help.radius.foot);
  return HelpOffers.findByIdAndUpdate(
    person,
    {
      $set: { ...terms, radius, active: true, ...(pausedUntil && { pausedUntil: new Date(pausedUntil) }) },
      ...(!pausedUntil && { $unset: { pausedUntil: 1 } }),
      $pull: { never: { $in: offer.kinds } },
    },
    { upsert: true, returnDocument: 'after' },
  )
    .orFail()
    .lean<HelpOffer>();
}

export const ofPerson = (person: string) =>
  HelpOffers.findOne({ _id: person, active: true }).lean<HelpOffer>();

/** Ends an offer and forgets it; how often this person was asked is kept, so that beginning again is no way around a limit. */
export const end = (person: string) =>
  HelpOffers.updateOne({ _id: person }, { $set: { active: false, kinds: [], times: [] } });

/** Who offers this kind of help, or anything, and is not having a rest. */
export const ofPeople = (kind: Chore, now: Date) =>
  HelpOffers.find({
    active: true,
    kinds: mongoose.trusted({ $in: [kind, 'other'] }),
    never: mongoose.trusted({ $ne: kind }),
    $or: [
      { pausedUntil: mongoose.trusted({ $exists: false }) },
      { pausedUntil: mongoose.trusted({ $lte: now }) },
    ],
  }).lean<HelpOffer[]>();

/**
 * Counts that this person is asked for a request, unless that would be once too often in seven days.
 * @returns whether it counts now; also when it did before
 */
export async function countAsk(person: string, request: string, at: Date): Promise<boolean> {
  const third = `asks.${help.asksPerWeek - 1}`;
  const { matchedCount } = await HelpOffers.updateOne(
    {
      _id: person,
      'asks.request': mongoose.trusted({ $ne: request }),
      // No more than the last few are kept, so the oldest of a full list says whether the week is full.
      $or: [
        { [third]: mongoose.trusted({ $exists: false }) },
        { 'asks.0.at': mongoose.trusted({ $lte: new Date(at.getTime() - week) }) },
      ],
    },
    { $push: { asks: { $each: [{ request, at }], $slice: -help.asksPerWeek } } },
  );
  return matchedCount === 1 || (await HelpOffers.exists({ _id: person, 'asks.request': request })) !== null;
}

/** He was not asked after all. */
export const uncountAsk = (person: string, request: string) =>
  HelpOffers.updateOne({ _id: person }, { $pull: { asks: { request } } });

/** How often this person was asked in the seven days before `now`, for other requests than this one. */
export const asksInWeek = ({ asks }: HelpOffer, request: string, now: Date): number =>
  asks.filter((ask) => ask.request !== request && now.getTime() - ask.at.getTime() < week).length;

/** This person is never asked for this kind again. */
export const neverAgain = (person: string, kind: Chore) =>
  HelpOffers.updateOne({ _id: person }, { $pull: { kinds: kind }, $addToSet: { never: kind } });

/** The asker says that it worked; once per request. */
export const thank = (person: string, request: string) =>
  HelpOffers.updateOne({ _id: person }, { $addToSet: { thanked: request } });

/** How often this person was thanked. */
export async function thanksOf(person: string): Promise<number> {
  const offer = await HelpOffers.findById(person, { thanked: 1 }).lean<Pick<HelpOffer, 'thanked'>>();
  return offer?.thanked.length ?? 0;
}
