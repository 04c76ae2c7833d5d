import { clock } from '#config/clock.ts';
import * as dueWork from '#models/due-work.ts';
import * as channels from '#models/channel/channel.ts';
import * as helpRequests from '#models/help/request.ts';
import type { HelpRequest } from '#models/help/request.ts';
import * as helpSteps from '#models/help/steps.ts';
import { missing } from '../../visit/refusal.ts';
import type { Visit } from '../../visit/visit.ts';
import { isInCrisis } from '../crisis/level.ts';
import { afterRow, unfoundRowOf, waveGroup, waveRows, withinHours } from './hours.ts';
import {
  directOf,
  announceDeclined,
  announceEnded,
  announceFound,
  announceMatched,
  announceReleased,
  announceReserved,
  announceTaken,
} from './announce.ts';
import { notAnyMore, overAlready, subjects, tooLateNow } from './refusals.ts';

/**
 * Each step changes the request first and tells afterwards. Telling is safe to repeat: a wish that comes again tells again, and
 * so does the next sweep (finish.ts). So a hub that dies in between leaves nobody waiting.
 */

/** A neighbour says yes: the first is found, a later one stands in reserve. */
export async function takeOn(visit: Visit, proposal: string): Promise<HelpRequest> {
  const before = await helpRequests.byProposal(proposal, visit.person._id);
  if (before) stillInTime(before);
  const request = await helpSteps.answerYes(proposal, visit.person._id, clock.now());
  const said = request?.proposals.find(({ id }) => id === proposal);
  if (!request || !said) throw missing();
  if (said.state !== 'yes' && said.state !== 'reserve') throw overAlready();
  if (said.state === 'reserve') await announceReserved(visit, said);
  else await announceFound(visit, request);
  return request;
}

/** A neighbour cannot, or cannot after all; then the next in line is found, or more are asked. */
export async function letGo(visit: Visit, proposal: string): Promise<HelpRequest> {
  const request = await helpSteps.answerNo(proposal, visit.person._id, clock.now());
  const said = request?.proposals.find(({ id }) => id === proposal);
  if (!request || !said) throw missing();
  if (said.state === 'released') {
    await announceReleased(visit, request, said);
    await lookFurther(visit, request);
  }
  return request;
}

/** The asker says yes: a channel opens for the two, and everybody else who was asked hears that somebody helps. */
export async function acceptHelper(visit: Visit, id: string, proposal: string | undefined): Promise<string> {
  stillInTime(await ownRequest(visit, id));
  const request =
    (await helpSteps.accept(id, visit.person._id, proposal, clock.now())) ??
    (await matchedBefore(visit, id, proposal));
  const channel = await bringTogether(visit, request);
  if (!channel) throw notAnyMore();
  await dueWork.withdraw(waveGroup(id));
  return channel;
}

/** Brings together of whom a hub that died knew both yeses. */
export async function bringTheRestTogether(visit: Visit): Promise<void> {
  for (const request of await helpRequests.unopened()) {
    if (!(await bringTogether(visit, request))) await helpSteps.markOpened(request._id);
  }
}

/** What follows from a match; safe to do again. */
export async function bringTogether(visit: Visit, request: HelpRequest): Promise<string | undefined> {
  const yes = helpRequests.chosen(request);
  if (request.state !== 'matched' || !yes) return undefined;
  const { requester, kind, text } = request;
  const channel = directOf(yes);
  await channels.openDirect(subjects[kind], text === undefined ? undefined : { nl: text, en: text }, yes.id);
  await visit.members.add(requester, [channel]);
  await visit.members.add(yes.helper, [channel]);
  await announceMatched(visit, request, yes);
  await announceTaken(visit, request);
  await helpSteps.markOpened(request._id);
  return channel;
}

/** The asker would rather have somebody else. */
export async function refuseHelper(visit: Visit, id: string, proposal: string | undefined): Promise<void> {
  await ownRequest(visit, id);
  await helpRequests.untilFollowed(id, async () => {
    const request = (await helpSteps.refuse(id, visit.person._id, proposal)) ?? (await ownRequest(visit, id));
    const declined = request.proposals.filter(({ state }) => state === 'declined');
    if (declined.length === 0) throw notAnyMore();
    for (const one of declined) await announceDeclined(visit, one);
    await lookFurther(visit, request);
  });
}

/** The asker takes it back. */
export async function takeBack(visit: Visit, id: string): Promise<void> {
  await ownRequest(visit, id);
  await helpRequests.untilFollowed(id, async () => {
    const request = (await helpSteps.withdraw(id, visit.person._id)) ?? (await ownRequest(visit, id));
    if (request.state !== 'withdrawn') throw overAlready();
    await followWithdrawal(visit, request);
  });
}

/** Nobody is asked any more, and who waits hears so. */
export async function followWithdrawal(visit: Visit, request: HelpRequest): Promise<void> {
  await dueWork.withdraw(waveGroup(request._id), afterRow(request._id));
  await announceEnded(visit, request);
}

/** Who stands in reserve is found; otherwise one more wave goes out, as soon as people may be asked. */
export async function lookFurther(visit: Visit, request: HelpRequest): Promise<void> {
  if (request.state !== 'open') return;
  const found = await helpSteps.promoteReserve(request._id, clock.now());
  if (found) return announceFound(visit, found);
  const crisis = await isInCrisis(visit.place, request.street);
  const at = crisis ? clock.now() : withinHours(clock.now(), visit.place.timezone);
  await dueWork.plan(waveRows(request, [{ wave: request.waves, at }]));
  await dueWork.replan(unfoundRowOf(request._id));
}

async function matchedBefore(visit: Visit, id: string, proposal: string | undefined): Promise<HelpRequest> {
  const request = await ownRequest(visit, id);
  const meant = request.proposals.some(
    (one) => one.state === 'yes' && (proposal === undefined || one.id === proposal),
  );
  if (request.state !== 'matched' || !meant) throw notAnyMore();
  return request;
}

/** Nobody is brought together for what lies behind them; what was agreed before stands. */
function stillInTime({ state, to }: HelpRequest): void {
  if (['open', 'found'].includes(state) && to <= clock.now()) throw tooLateNow();
}

/** The permission is the query: somebody else's request is not there. */
async function ownRequest(visit: Visit, id: string): Promise<HelpRequest> {
  const request = await helpRequests.byId(id);
  if (request?.requester !== visit.person._id) throw missing();
  return request;
}
