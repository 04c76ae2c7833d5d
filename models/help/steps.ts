import { help } from '#config/help.ts';
import type { HelpOutcome } from '#contract/help/mine.ts';
import mongoose from 'mongoose';
import { HelpRequests, byProposal, type HelpRequest, type Proposal } from './request.ts';

/** The steps of a request. Each is one conditional update; what it gives back is the request after it, or null when it did not apply. */

const one = (proposal: Partial<Proposal> | Record<string, unknown>) =>
  mongoose.trusted({ $elemMatch: proposal });
const step = (filter: object, update: object) =>
  HelpRequests.findOneAndUpdate(filter, update, { returnDocument: 'after' }).lean<HelpRequest>();

/**
 * Asks a neighbour, unless he was asked before or enough were. The bound over all waves holds also when two bots ask at once.
 * @returns null when he is not asked
 */
export const propose = (id: string, proposal: Proposal) =>
  step(
    {
      _id: id,
      state: 'open',
      'proposals.helper': mongoose.trusted({ $ne: proposal.helper }),
      [`proposals.${roomUpTo(proposal.wave) - 1}`]: mongoose.trusted({ $exists: false }),
    },
    { $push: { proposals: proposal } },
  );

/** How many may be asked in this wave. */
export const roomIn = (wave: number): number => help.waves[Math.min(wave, help.waves.length) - 1] ?? 0;

const roomUpTo = (wave: number): number =>
  Array.from({ length: wave }, (_, before) => roomIn(before + 1)).reduce((sum, room) => sum + room, 0);

/** Who was asked has been told. */
export const markAnnounced = (id: string, proposal: string, seq: number) =>
  HelpRequests.updateOne({ _id: id, 'proposals.id': proposal }, { $set: { 'proposals.$.told': seq } });

/**
 * A neighbour says yes: the first one is found, a later one stands in reserve. Saying it again changes nothing.
 * @returns the request as it stands; null when he was not asked this
 */
export async function answerYes(proposal: string, helper: string, at: Date): Promise<HelpRequest | null> {
  const mine = { id: proposal, helper, state: { $in: answerable } };
  for (;;) {
    const first = await step(
      { state: 'open', proposals: one(mine) },
      { $set: { state: 'found', helper, 'proposals.$.state': 'yes', 'proposals.$.answered': at } },
    );
    if (first) return first;
    const later = await step(
      { state: mongoose.trusted({ $in: ['found', 'matched'] }), proposals: one(mine) },
      { $set: { 'proposals.$.state': 'reserve', 'proposals.$.answered': at } },
    );
    if (later) return later;
    const stands = await byProposal(proposal, helper);
    // Open again between the two looks: he may be the first after all.
    if (stands?.state !== 'open' || !canStillSayYes(stands, proposal)) return stands;
  }
}

const answerable: Proposal['state'][] = ['asked', 'no', 'released'];

const canStillSayYes = ({ proposals }: HelpRequest, id: string): boolean =>
  proposals.some((proposal) => proposal.id === id && answerable.includes(proposal.state));

/**
 * A neighbour cannot. Who had said yes lets go, and the request is open again with one more wave.
 * @returns the request as it stands; null when he was not asked this
 */
export async function answerNo(proposal: string, helper: string, at: Date): Promise<HelpRequest | null> {
  const letGo = await step(
    {
      state: mongoose.trusted({ $in: ['found', 'matched'] }),
      helper,
      proposals: one({ id: proposal, helper, state: 'yes' }),
    },
    {
      $set: { state: 'open', 'proposals.$.state': 'released', 'proposals.$.answered': at },
      $unset: { helper: 1, matched: 1 },
      $inc: { waves: 1 },
    },
  );
  if (letGo) return letGo;
  const said = await step(
    { proposals: one({ id: proposal, helper, state: { $in: ['asked', 'reserve'] } }) },
    { $set: { 'proposals.$.state': 'no', 'proposals.$.answered': at } },
  );
  return said ?? byProposal(proposal, helper);
}

/** The asker says yes to whom was found. Null when nobody, or somebody else, is found now. */
export const accept = (id: string, requester: string, proposal: string | undefined, at: Date) =>
  step(
    {
      _id: id,
      requester,
      state: 'found',
      proposals: one({ state: 'yes', ...(proposal && { id: proposal }) }),
    },
    { $set: { state: 'matched', matched: at, unopened: true } },
  );

/** The two were brought together, or one of them said no after all. */
export const markOpened = (id: string) => HelpRequests.updateOne({ _id: id }, { $unset: { unopened: 1 } });

/** The asker would rather have somebody else: open again, with one more wave. */
export const refuse = (id: string, requester: string, proposal: string | undefined) =>
  step(
    {
      _id: id,
      requester,
      state: 'found',
      proposals: one({ state: 'yes', ...(proposal && { id: proposal }) }),
    },
    { $set: { state: 'open', 'proposals.$.state': 'declined' }, $unset: { helper: 1 }, $inc: { waves: 1 } },
  );

/** Who stands in reserve longest is found now. Null when nobody does. */
export async function promoteReserve(id: string, now: Date): Promise<HelpRequest | null> {
  const since = new Date(now.getTime() - help.reserveHours * 60 * 60_000);
  for (;;) {
    const request = await HelpRequests.findOne({ _id: id, state: 'open' }).lean<HelpRequest>();
    const next = request?.proposals.filter((proposal) => isReserveSince(proposal, since)).sort(byAnswer)[0];
    if (!next) return null;
    const found = await step(
      { _id: id, state: 'open', proposals: one({ id: next.id, state: 'reserve' }) },
      { $set: { state: 'found', helper: next.helper, 'proposals.$.state': 'yes' } },
    );
    if (found) return found;
  }
}

const isReserveSince = ({ state, answered }: Proposal, since: Date): boolean =>
  state === 'reserve' && answered !== undefined && answered > since;

const byAnswer = (a: Proposal, b: Proposal): number =>
  (a.answered?.getTime() ?? 0) - (b.answered?.getTime() ?? 0) || (a.id < b.id ? -1 : 1);

/** The asker takes it back. */
export const withdraw = (id: string, requester: string) =>
  step(
    { _id: id, requester, state: mongoose.trusted({ $in: ['open', 'found', 'matched'] }) },
    { $set: { state: 'withdrawn' } },
  );

/** Its time is over and nobody was matched. */
export const close = (id: string) =>
  step({ _id: id, state: mongoose.trusted({ $in: ['open', 'found'] }) }, { $set: { state: 'closed' } });

/** One of the two says how it went. */
export const finish = (id: string, side: 'requester' | 'helper', person: string, outcome: HelpOutcome) =>
  step(
    { _id: id, [side]: person, state: mongoose.trusted({ $in: ['matched', 'done'] }) },
    { $set: { state: 'done', [`outcomes.${side}`]: outcome } },
  );
