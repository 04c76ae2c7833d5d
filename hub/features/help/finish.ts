import { clock } from '#config/clock.ts';
import { thank } from '#models/help/offer.ts';
import { metOverHelp } from '#models/help/pair.ts';
import { followed, unfollowedRequests, type HelpRequest } from '#models/help/request.ts';
import type { Visit } from '../../visit/visit.ts';
import { followWithdrawal, lookFurther } from './answers.ts';
import { planRequest } from './ask.ts';
import { tellDeclined, tellFound, tellReleased, tellReserved, tellThanked } from './announce.ts';

/** What is followed within this time is in the hands of the hub that saved it. */
const patienceMs = 3_000;

/** Finishes what a hub that died had saved of a request, and nobody heard of. */
export async function finishRequests(visit: Visit): Promise<void> {
  const then = new Date(Date.now() - patienceMs);
  for (const request of await unfollowedRequests(then)) {
    await followAll(visit, request);
    const old = (request.unfollowed ?? []).filter((mark) => mark < then);
    await followed(request._id, old);
  }
}

/** All that follows from a request as it stands, whatever step led there. What was told or planned before is not again. */
async function followAll(visit: Visit, request: HelpRequest): Promise<void> {
  const { state, proposals } = request;
  if (state === 'withdrawn') return followWithdrawal(visit, request);
  for (const one of proposals) {
    if (one.state === 'released') await tellReleased(visit, request, one);
    if (one.state === 'declined') await tellDeclined(visit, one);
    if (one.state === 'reserve' && state !== 'closed') await tellReserved(visit, one);
  }
  if (state === 'open') {
    await planRequest(visit.place, request);
    if (proposals.some((one) => ['released', 'declined'].includes(one.state)))
      await lookFurther(visit, request);
  }
  await tellFound(visit, request);
  if (state === 'done') await followOutcome(visit, request);
}

/** What follows from what the two said of how it went. */
export async function followOutcome(visit: Visit, request: HelpRequest): Promise<void> {
  const { _id, requester, helper, outcomes } = request;
  if (!helper) return;
  if (Object.values(outcomes).includes('worked')) await metOverHelp(requester, helper, clock.now());
  if (outcomes.requester === 'worked') {
    await thank(helper, _id);
    await tellThanked(visit, request, helper);
  }
}
