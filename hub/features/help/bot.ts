import { clock } from '#config/clock.ts';
import type { Asked } from '#contract';
import * as dueWork from '#models/due-work.ts';
import * as helpOffers from '#models/help/offer.ts';
import * as helpRequests from '#models/help/request.ts';
import type { HelpRequest } from '#models/help/request.ts';
import * as helpSteps from '#models/help/steps.ts';
import type { HelpWave } from '#contract/help/wave.ts';
import { missing } from '../../visit/refusal.ts';
import type { Visit } from '../../visit/visit.ts';
import type { Brief } from '../brief.ts';
import { bringTogether } from './answers.ts';
import { connectorsElsewhere, helpersFor, type Helper } from './candidates.ts';
import { afterRow, latestStart, unfoundRowOf, waveRow } from './hours.ts';
import { proposalId } from './ids.ts';
import {
  announceClosed,
  announceEnded,
  announceFollowUp,
  announceFound,
  announcePassedOn,
  announceProposed,
  announceUnanswered,
  announceUnfound,
} from './announce.ts';

/** What a wave is about, for the bot to choose from; nothing once somebody was found. */
export const helpWave: Brief = async (visit, { about }): Promise<HelpWave | undefined> => {
  const { request: id, wave } = about as { request: string; wave: number };
  const request = await helpRequests.byId(id);
  if (request?.state !== 'open') {
    if (request) await resume(visit, request);
    return undefined;
  }
  const now = clock.now();
  const helpers = await helpersFor(visit.place, request, wave, now);
  return {
    request: id,
    wave,
    ask: roomLeft(request, wave),
    minutes: request.minutes,
    span: Math.max(1, Math.round((request.to.getTime() - request.from.getTime()) / 60_000)),
    candidates: helpers.map(({ person, fit, overlap, metres, lastAsked, met }) => ({
      id: proposalId(visit.config.secret, id, person),
      fit,
      overlap,
      metres,
      daysSinceAsked: lastAsked
        ? Math.max(0, Math.floor((now.getTime() - lastAsked.getTime()) / 86_400_000))
        : null,
      met,
    })),
  };
};

/** What a hub that died had not come to. */
async function resume(visit: Visit, request: HelpRequest): Promise<void> {
  if (request.state === 'found') await announceFound(visit, request);
  if (request.state === 'matched') await bringTogether(visit, request);
}

/** Both are asked how it went, while that is still to be said; or, in time, that nobody was found. */
export const helpAfter: Brief = async (_visit, { about }) => {
  const { request, inTime } = about as { request: string; inTime?: boolean };
  return (await helpRequests.byId(request)) ? { request, ...(inTime && { inTime }) } : undefined;
};

/** What the bot chose, as far as it may be asked: the hub looks again at every limit. */
export async function proposeAll(visit: Visit, { request: id, wave, candidates }: Asked<'help:propose'>) {
  await heldBy(visit, waveRow(id, wave));
  const before = await helpRequests.byId(id);
  if (before?.state !== 'open') throw missing();
  const helpers = await helpersFor(visit.place, before, wave, clock.now());
  const known = new Map(
    helpers.map((helper) => [proposalId(visit.config.secret, id, helper.person), helper]),
  );
  let left = roomLeft(before, wave);
  let proposed = 0;
  for (const candidate of candidates) {
    const helper = known.get(candidate);
    if (!helper || left === 0 || !(await proposeTo(before, wave, candidate, helper))) continue;
    left -= 1;
    proposed += 1;
  }
  await tellWave(visit, id, wave, helpers);
  return { proposed };
}

/** The day is over: the two are asked how it went, and what nobody could do is closed. */
export async function followUp(visit: Visit, { request: id, inTime }: Asked<'help:follow-up'>) {
  await heldBy(visit, inTime ? unfoundRowOf(id) : afterRow(id));
  const open = await helpRequests.byId(id);
  // Also now, should nobody have been told in time: nothing is closed behind everybody's back.
  if (open?.state === 'open') await passOn(visit, open);
  if (inTime) return {};
  const request = (await helpSteps.close(id)) ?? (await helpRequests.byId(id));
  if (request?.state === 'closed') {
    await announceClosed(visit, request);
    await announceEnded(visit, request);
  }
  if (request?.helper && ['matched', 'done'].includes(request.state)) {
    const { requester, helper, outcomes } = request;
    if (!outcomes.requester) await announceFollowUp(visit, request, requester);
    if (!outcomes.helper) await announceFollowUp(visit, request, helper);
  }
  return {};
}

/** Nobody could yet: the asker hears whom to call, the connectors of the other villages are asked, and the officers hear of it. */
async function passOn(visit: Visit, request: HelpRequest): Promise<void> {
  if (latestStart(request) > clock.now()) {
    for (const connector of await connectorsElsewhere(visit.place, request)) {
      const id = proposalId(visit.config.secret, request._id, connector.person);
      await proposeTo(request, request.waves + 1, id, connector);
    }
    const asked = await helpRequests.byId(request._id);
    if (asked) await announceProposed(visit, asked);
    await announceUnfound(visit, request);
  }
  await announceUnanswered(visit, request);
}

async function proposeTo({ _id }: HelpRequest, wave: number, id: string, helper: Helper): Promise<boolean> {
  const { person, connector, metres } = helper;
  const at = clock.now();
  if (!connector && !(await helpOffers.countAsk(person, _id, at))) return false;
  const done = await helpSteps.propose(_id, {
    id,
    helper: person,
    wave,
    at,
    connector,
    metres,
    state: 'asked',
  });
  // Another bot was faster, or somebody was found meanwhile: who was not asked is not counted as asked.
  if (!done && !(await wasAsked(_id, person))) await helpOffers.uncountAsk(person, _id);
  return done !== null;
}

/** Also those whom an earlier try, cut off, had written down but not told. */
async function tellWave(visit: Visit, id: string, wave: number, helpers: Helper[]): Promise<void> {
  const request = await helpRequests.byId(id);
  if (!request) return;
  await announceProposed(visit, request);
  const connectors = request.proposals.filter((proposal) => proposal.connector).length;
  const nobodyLeft = helpers.length === 0 && wave >= 3;
  if (connectors > 0 || nobodyLeft) await announcePassedOn(visit, request, connectors);
}

const roomLeft = ({ proposals }: HelpRequest, wave: number): number =>
  Math.max(0, helpSteps.roomIn(wave) - proposals.filter((proposal) => proposal.wave === wave).length);

const wasAsked = async (id: string, person: string): Promise<boolean> =>
  (await helpRequests.byId(id))?.proposals.some(({ helper }) => helper === person) ?? false;

async function heldBy(visit: Visit, row: string): Promise<void> {
  if (!(await dueWork.leaseOf(row, visit.author.id))) throw missing();
}
