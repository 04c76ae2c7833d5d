import { inboxOf, directChannel } from '#contract/ids.ts';
import { speakerOf } from '#config/bots.ts';
import { help } from '#config/help.ts';
import { areaOf, villageOf } from '#config/place.ts';
import type { FactName } from '#contract';
import type { Posted } from '#contract/shapes.ts';
import * as helpOffers from '#models/help/offer.ts';
import * as helpRequests from '#models/help/request.ts';
import type { HelpRequest, Proposal } from '#models/help/request.ts';
import * as helpSteps from '#models/help/steps.ts';
import * as logs from '#models/log.ts';
import * as people from '#models/person/person.ts';
import * as removals from '#models/removal.ts';
import type { NewFact, Visit } from '../../visit/visit.ts';

/** What people hear about a request. Each has a key of its own, so that saying it again is saying it once. */

const bot = speakerOf('help-matcher');

/** The help bot says it, whoever's act it follows from: nobody's name is told before both said yes. */
const say = <Name extends FactName>(
  visit: Visit,
  channel: string,
  fact: Omit<NewFact<Name>, 'author'>,
): Promise<Posted> => visit.announce<Name>(channel, { ...fact, author: bot });

/** The channel of two: of each helper who was accepted another, so that nobody reads what was said to one before them. */
export const directOf = (proposal: Pick<Proposal, 'id'>) => directChannel(proposal.id);

/** Tells who was asked and has not heard yet. */
export async function announceProposed(visit: Visit, request: HelpRequest): Promise<void> {
  for (const proposal of request.proposals) {
    if (proposal.state !== 'asked' || proposal.told !== undefined) continue;
    const { seq } = await say(visit, inboxOf(proposal.helper), {
      type: 'help:proposed',
      key: `help:${proposal.id}:proposed`,
      body: {
        proposal: proposal.id,
        ...what(request),
        ...(request.bring && { bring: request.bring }),
        metres: proposal.metres,
        ...(proposal.connector && { connector: true }),
      },
    });
    await helpSteps.markAnnounced(request._id, proposal.id, seq);
  }
}

/** Tells the asker that somebody wants to help: the street and no name. */
export async function announceFound(visit: Visit, request: HelpRequest): Promise<void> {
  const yes = helpRequests.chosen(request);
  if (request.state !== 'found' || !yes) return;
  const body = {
    request: request._id,
    proposal: yes.id,
    ...when(request),
    ...(await acquaintance(visit, yes.helper)),
  };
  const key = `help:${yes.id}:found:${answerOf(yes)}`;
  await say(visit, inboxOf(request.requester), { type: 'help:found', key, body }).catch(saidBefore);
}

/** They were thanked, or moved, since it was said. */
function saidBefore(error: unknown): void {
  if (!(error instanceof logs.KeyReused)) throw error;
}

/** What the asker may know of somebody before both said yes. */
export async function acquaintance({ place }: Visit, helper: string) {
  const [person, thanks] = await Promise.all([people.byId(helper), helpOffers.thanksOf(helper)]);
  const street = person?.street === undefined ? undefined : areaOf(place, person.street)?.name;
  return { ...(street && { street }), thanks, verified: person?.verified ?? false };
}

/** Tells both, in their inboxes and at the head of their own channel. */
export async function announceMatched(visit: Visit, request: HelpRequest, yes: Proposal): Promise<void> {
  const channel = directOf(yes);
  const key = `help:${yes.id}:matched:${request.matched?.getTime() ?? 0}`;
  const body = { request: request._id, ...what(request), channel };
  for (const where of [channel, inboxOf(request.requester), inboxOf(yes.helper)]) {
    await say(visit, where, { type: 'help:matched', key, body });
  }
}

/** Tells everybody else who was asked and did not say no that somebody helps; what they were asked is no longer theirs to read. */
export async function announceTaken(visit: Visit, request: HelpRequest): Promise<void> {
  for (const proposal of request.proposals.filter(({ state }) => state === 'asked')) {
    await conclude(visit, proposal, 'help:taken');
  }
}

/** Tells who is waiting that it is over. */
export async function announceEnded(visit: Visit, request: HelpRequest): Promise<void> {
  for (const proposal of request.proposals.filter(({ state }) =>
    ['asked', 'yes', 'reserve'].includes(state),
  )) {
    await conclude(visit, proposal, 'help:ended');
  }
}

export const announceReserved = (visit: Visit, { id, helper, answered }: Proposal) => {
  const until = new Date((answered?.getTime() ?? 0) + help.reserveHours * 3_600_000).toISOString();
  return say(visit, inboxOf(helper), {
    type: 'help:reserved',
    key: `help:${id}:reserved:${until}`,
    body: { proposal: id, until },
  });
};

export const announceDeclined = (visit: Visit, proposal: Proposal) =>
  conclude(visit, proposal, 'help:declined');

export const announceReleased = (visit: Visit, { _id, requester, kind }: HelpRequest, proposal: Proposal) =>
  say(visit, inboxOf(requester), {
    type: 'help:released',
    key: `help:${proposal.id}:released:${answerOf(proposal)}`,
    body: { request: _id, kind },
  });

/** Tells the asker, once, that nobody was found yet and who looks now. */
export const announcePassedOn = (visit: Visit, { _id, requester, kind }: HelpRequest, connectors: number) =>
  say(visit, inboxOf(requester), {
    type: 'help:passed-on',
    key: `help:${_id}:passed-on:${connectors > 0}`,
    body: { request: _id, kind, connectors },
  });

/** Tells the asker, while there is still time, whom to call: nobody was found yet. */
export const announceUnfound = (visit: Visit, { _id, requester, kind }: HelpRequest) =>
  say(visit, inboxOf(requester), {
    type: 'help:unfound',
    key: `help:${_id}:unfound`,
    body: { request: _id, kind },
  });

/** Tells the officers that nobody answers: the village, the kind and the time; not who, and none of the words. */
export async function announceUnanswered(visit: Visit, request: HelpRequest): Promise<void> {
  const { place } = visit;
  const area = villageOf(place, request.street)?.id ?? place.id;
  for (const { _id } of await people.officersOf([area, place.id])) {
    if (_id === request.requester) continue;
    await say(visit, inboxOf(_id), {
      type: 'help:unanswered',
      key: `help:${request._id}:unanswered`,
      body: { area, ...when(request) },
    });
  }
}

export const announceClosed = (visit: Visit, { _id, requester, kind }: HelpRequest) =>
  say(visit, inboxOf(requester), {
    type: 'help:closed',
    key: `help:${_id}:closed`,
    body: { request: _id, kind },
  });

export const announceFollowUp = (visit: Visit, { _id, kind }: HelpRequest, person: string) =>
  say(visit, inboxOf(person), {
    type: 'help:followed-up',
    key: `help:${_id}:followed-up`,
    body: { request: _id, kind },
  });

export const announceThanked = (visit: Visit, { _id, kind }: HelpRequest, helper: string) =>
  say(visit, inboxOf(helper), {
    type: 'help:thanked',
    key: `help:${_id}:thanked`,
    body: { request: _id, kind },
  });

/** Connectors hear that the card was shown in their village: not to whom, and nothing of the words. */
export async function announceAlarmed(visit: Visit, village: string, key: string): Promise<void> {
  for (const connector of await people.connectorsOf(village)) {
    await say(visit, inboxOf(connector._id), {
      type: 'help:alarmed',
      key: `help:${key}:alarmed`,
      body: { area: village },
    });
  }
}

async function conclude(
  visit: Visit,
  { id, helper, told }: Proposal,
  type: 'help:taken' | 'help:ended' | 'help:declined',
): Promise<void> {
  await say(visit, inboxOf(helper), { type, key: `${type}:${id}`, body: { proposal: id } });
  if (told !== undefined) await removals.erase(inboxOf(helper), told);
}

const what = (request: HelpRequest) => ({ ...when(request), ...(request.text && { text: request.text }) });

const when = ({ kind, from, to, minutes }: HelpRequest) => ({
  kind,
  from: from.toISOString(),
  to: to.toISOString(),
  minutes,
});

const answerOf = ({ answered }: Proposal): number => answered?.getTime() ?? 0;
