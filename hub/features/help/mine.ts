import { clock } from '#config/clock.ts';
import { help } from '#config/help.ts';
import type { Gets } from '#contract';
import { MyHelpProposal, MyHelpRequest, type ProposalState } from '#contract/help/mine.ts';
import { HelpOffer as Presented } from '#contract/help/offer.ts';
import type { Author } from '#contract/shapes.ts';
import * as helpOffers from '#models/help/offer.ts';
import type { HelpOffer } from '#models/help/offer.ts';
import * as helpRequests from '#models/help/request.ts';
import type { HelpRequest, Proposal } from '#models/help/request.ts';
import { missing } from '../../visit/refusal.ts';
import type { Visit } from '../../visit/visit.ts';
import { acquaintance, directOf } from './announce.ts';

/** What somebody asked, offers and was asked. */
export async function mine(visit: Visit): Promise<Gets<'help:mine'>> {
  const person = visit.person._id;
  const [asked, offer, proposed] = await Promise.all([
    helpRequests.ofPerson(person),
    helpOffers.ofPerson(person),
    helpRequests.proposedTo(person),
  ]);
  const others = [...asked.map(({ helper }) => helper), ...proposed.map(({ requester }) => requester)];
  const authors = await visit.authors(others.filter((id) => id !== undefined));
  const [own = null] = await visit.each(Presented, offer ? [offer] : [], asOffer);
  return {
    requests: await visit.each(MyHelpRequest, asked, (request) => myRequest(visit, request, authors)),
    offer: own,
    proposals: await visit.each(MyHelpProposal, proposed, (request) => myProposal(person, request, authors)),
  };
}

/** An offer as its owner sees it. */
export const asOffer = ({
  kinds,
  never = [],
  times,
  car,
  radius,
  perWeek,
  crisis,
  pausedUntil,
}: HelpOffer): Presented => ({
  kinds,
  never,
  times: times.map(({ day, from, to }) => ({ day, from, to })),
  car,
  radius,
  perWeek,
  crisis,
  ...(pausedUntil && pausedUntil > clock.now() && { pausedUntil: pausedUntil.toISOString() }),
});

/** Where a proposal stands for the one who was asked. */
export function proposalState(request: HelpRequest, proposal: string): ProposalState {
  const own = request.proposals.find(({ id }) => id === proposal);
  if (!own) throw missing();
  return stateOf(request, own);
}

function stateOf({ state, helper }: HelpRequest, proposal: Proposal): ProposalState {
  if (proposal.state === 'declined') return 'declined';
  if (proposal.state === 'no' || proposal.state === 'released') return 'no';
  if (state === 'withdrawn' || state === 'closed') return 'ended';
  if (helper === proposal.helper) return state === 'found' || state === 'open' ? 'yes' : state;
  if (proposal.state === 'reserve') return isInReserve(proposal) ? 'reserve' : 'taken';
  return state === 'open' || state === 'found' ? 'asked' : 'taken';
}

const isInReserve = ({ answered }: Proposal): boolean =>
  answered !== undefined && clock.now().getTime() - answered.getTime() < help.reserveHours * 3_600_000;

async function myRequest(
  visit: Visit,
  request: HelpRequest,
  authors: Map<string, Author>,
): Promise<MyHelpRequest> {
  const { _id, state, whom, street, proposals, outcomes } = request;
  const yes = helpRequests.chosen(request);
  return {
    id: _id,
    state,
    ...what(request),
    ...ownWords(request),
    whom,
    street,
    asked: proposals.length,
    ...(state === 'found' &&
      yes && { found: { proposal: yes.id, ...(await acquaintance(visit, yes.helper)) } }),
    ...(isTogether(state) && yes && together(yes, yes.helper, authors)),
    ...(outcomes.requester && { outcome: outcomes.requester }),
  };
}

function myProposal(person: string, request: HelpRequest, authors: Map<string, Author>): MyHelpProposal {
  const own = request.proposals.find(({ helper }) => helper === person);
  if (!own) throw missing();
  const state = stateOf(request, own);
  const concerns = ['asked', 'yes', 'reserve', 'matched', 'done'].includes(state);
  return {
    id: own.id,
    request: request._id,
    state,
    ...what(request),
    ...(concerns && ownWords(request)),
    metres: own.metres,
    connector: own.connector,
    ...(isTogether(state) && together(own, request.requester, authors)),
    ...(isTogether(state) && request.outcomes.helper && { outcome: request.outcomes.helper }),
  };
}

const isTogether = (state: string) => state === 'matched' || state === 'done';

function together(proposal: Proposal, other: string, authors: Map<string, Author>) {
  const neighbour = authors.get(other);
  return { channel: directOf(proposal), ...(neighbour && { neighbour }) };
}

const what = ({ kind, from, to, minutes }: HelpRequest) => ({
  kind,
  from: from.toISOString(),
  to: to.toISOString(),
  minutes,
});

const ownWords = ({ text, bring }: HelpRequest) => ({ ...(text && { text }), ...(bring && { bring }) });
