import { clock } from '#config/clock.ts';
import { help } from '#config/help.ts';
import type { HelpOutcome, RequestState } from '#contract/help/mine.ts';
import type { Chore } from '#contract/help/offer.ts';
import mongoose, { model, Schema } from 'mongoose';

/** One neighbour who was asked, and what he said. `released`: yes, and then no. `declined`: the asker would rather have somebody else. */
export type Proposal = {
  /** A pseudonym within this request. */
  id: string;
  helper: string;
  wave: number;
  at: Date;
  connector: boolean;
  metres: number;
  state: 'asked' | 'yes' | 'reserve' | 'no' | 'released' | 'declined';
  answered?: Date | undefined;
  /** Where it stands in the inbox of who was asked; without it he has not been told yet. */
  told?: number | undefined;
};

/**
 * One request for help with everything that happens to it, in one document: each step is one update that names the state it
 * comes from, so of fifty who say yes at once one is the first, and nobody has to be told that it was somebody else after all.
 */
export type HelpRequest = {
  _id: string;
  requester: string;
  kind: Chore;
  text?: string | undefined;
  bring?: string | undefined;
  whom: 'self' | 'other';
  street: string;
  from: Date;
  to: Date;
  minutes: number;
  asked: Date;
  /** The number of the last wave that was planned. */
  waves: number;
  state: RequestState;
  /** Who said yes first, while `found`, `matched` and `done`. */
  helper?: string | undefined;
  matched?: Date | undefined;
  /** Both said yes, and their channel does not stand yet. */
  unopened?: boolean | undefined;
  /** Since when, in real time, somebody is at it: what follows from his step may not be told or planned yet. */
  unfollowed?: Date[] | undefined;
  outcomes: { requester?: HelpOutcome | undefined; helper?: HelpOutcome | undefined };
  proposals: Proposal[];
  forget: Date;
};

const outcome = { type: String, default: undefined };

export const HelpRequests = model<HelpRequest>(
  'HelpRequest',
  new Schema<HelpRequest>(
    {
      _id: { type: String, required: true },
      requester: { type: String, required: true },
      kind: { type: String, required: true },
      text: String,
      bring: String,
      whom: { type: String, required: true },
      street: { type: String, required: true },
      from: { type: Date, required: true },
      to: { type: Date, required: true },
      minutes: { type: Number, required: true },
      asked: { type: Date, required: true },
      waves: { type: Number, required: true },
      state: { type: String, required: true },
      helper: String,
      matched: Date,
      unopened: Boolean,
      unfollowed: { type: [Date], default: undefined },
      outcomes: { requester: outcome, helper: outcome },
      proposals: {
        type: [
          {
            _id: false,
            id: String,
            helper: String,
            wave: Number,
            at: Date,
            connector: Boolean,
            metres: Number,
            state: String,
            answered: Date,
            told: Number,
          },
        ],
        default: [],
      },
      forget: { type: Date, required: true },
    },
    { versionKey: false, collection: 'help-requests', minimize: false, id: false },
  )
    .index({ requester: 1, asked: -1 })
    .index({ 'proposals.id': 1 })
    .index({ 'proposals.helper': 1 })
    .index({ helper: 1, state: 1 })
    .index({ unopened: 1 }, { sparse: true })
    .index({ unfollowed: 1 }, { sparse: true })
    .index({ forget: 1 }, { expireAfterSeconds: 0 }),
);

export type NewHelpRequest = Omit<
  HelpRequest,
  'state' | 'helper' | 'matched' | 'unopened' | 'unfollowed' | 'outcomes' | 'proposals' | 'waves' | 'forget'
>;

/** Keeps a request. One that stands already, from an earlier try, stays as it is. */
export async function add(request: NewHelpRequest): Promise<HelpRequest> {
  const { _id, ...fresh } = request;
  const forget = clock.inRealTime(new Date(request.to.getTime() + help.keptDays.request * 86_400_000));
  const state: RequestState = 'open';
  return HelpRequests.findOneAndUpdate(
    { _id },
    {
      $setOnInsert: {
        ...fresh,
        state,
        waves: help.waves.length,
        proposals: [],
        outcomes: {},
        forget,
        unfollowed: [new Date()],
      },
    },
    { upsert: true, returnDocument: 'after' },
  )
    .orFail()
    .lean<HelpRequest>();
}

export const byId = (id: string) => HelpRequests.findById(id).lean<HelpRequest>();

/** Two of whom both said yes, and who were not brought together yet: some hub is at it, or died. */
export const unopened = () => HelpRequests.find({ unopened: true }).lean<HelpRequest[]>();

/** Does a step and what follows from it, under a mark that stays when this hub does not come to the end of it. */
export async function untilFollowed<Done>(id: string, act: () => Promise<Done>): Promise<Done> {
  const mark = new Date();
  await HelpRequests.updateOne({ _id: id }, { $push: { unfollowed: mark } });
  const done = await act();
  await markFollowed(id, [mark]);
  return done;
}

/** All that follows from the steps of these marks was done. */
export const markFollowed = (id: string, marks: Date[]) =>
  HelpRequests.updateOne({ _id: id }, { $pull: { unfollowed: mongoose.trusted({ $in: marks }) } });

/** Those of which a step waits since before this instant: its hub died, or it was refused. */
export const unfollowed = (then: Date) =>
  HelpRequests.find({ unfollowed: mongoose.trusted({ $lt: then }) }).lean<HelpRequest[]>();

/** Who said yes first and still means it. */
export const chosen = ({ proposals }: HelpRequest): Proposal | undefined =>
  proposals.find(({ state }) => state === 'yes');

/** The request in which this person was asked this. */
export const byProposal = (proposal: string, helper: string) =>
  HelpRequests.findOne({
    proposals: mongoose.trusted({ $elemMatch: { id: proposal, helper } }),
  }).lean<HelpRequest>();

const living: RequestState[] = ['open', 'found', 'matched'];

/** A living request of the same person, kind and time. */
export const isSame = ({ requester, kind, from, to, _id }: NewHelpRequest) =>
  HelpRequests.findOne({
    _id: mongoose.trusted({ $ne: _id }),
    requester,
    kind,
    state: mongoose.trusted({ $in: living }),
    from: mongoose.trusted({ $lt: to }),
    to: mongoose.trusted({ $gt: from }),
  }).lean<HelpRequest>();

/** What this person asked, newest first. */
export const ofPerson = (requester: string) =>
  HelpRequests.find({ requester }).sort({ asked: -1 }).limit(50).lean<HelpRequest[]>();

/** The requests for which this person was asked, newest first. */
export const proposedTo = (helper: string) =>
  HelpRequests.find({ 'proposals.helper': helper }).sort({ asked: -1 }).limit(50).lean<HelpRequest[]>();

/** How many matches each of these helpers has open now, and how many were made since. */
export async function matchesOfPerson(
  helpers: string[],
  now: Date,
  since: Date,
): Promise<Map<string, { open: number; recent: number }>> {
  const found = await HelpRequests.find(
    {
      helper: mongoose.trusted({ $in: helpers }),
      state: mongoose.trusted({ $in: ['found', 'matched', 'done'] }),
      to: mongoose.trusted({ $gt: since }),
    },
    { helper: 1, state: 1, to: 1, matched: 1 },
  ).lean<HelpRequest[]>();
  return new Map(
    helpers.map((helper) => {
      const own = found.filter((one) => one.helper === helper);
      const open = own.filter(({ state, to }) => state !== 'done' && to > now).length;
      return [helper, { open, recent: own.filter(({ matched }) => matched && matched > since).length }];
    }),
  );
}
