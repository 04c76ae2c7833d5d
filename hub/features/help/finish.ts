import { clock } from '#config/clock.ts';
import * as helpOffers from '#models/help/offer.ts';
import * as helpPairs from '#models/help/pair.ts';
import * as helpRequests from '#models/help/request.ts';
import type { HelpRequest } from '#models/help/request.ts';
import type { Visit } from '../../visit/visit.ts';
import { followWithdrawal, lookFurther } from './answers.ts';
import { planRequest } from './ask.ts';
import {
  announceDeclined,
  announceFound,
  announceReleased,
  announceReserved,
  announceThanked,
} from './announce.ts';

/** What is followed within this time is in the hands of the hub that saved it. */
const timeoutMs = 3_000;

/** Finishes what a hub that died had saved of a request, and nobody heard of. */
export async function finishRequests(visit: Visit): Promise<void> {
  const then = new Date(Date.now() - timeoutMs);
  for (const request of await helpRequests.unfollowed(then)) {
    await followAll(visit, request);
    const old = (request.unfollowed ?? []).filter((mark) => mark < then);
    await helpRequests.markFollowed(request._id, old);
  }
}

/** All that follows from a request as it stands, whatever step led there. What was told or planned before is not again. */
async function followAll(visit: Visit, request: HelpRequest): Promise<void> {
  const { state, proposals } = request;
  if (state === 'withdrawn') return followWithdrawal(visit, request);
  for (const one of proposals) {
    if (one.state === 'released') await announceReleased(visit, request, one);
    if (one.state === 'declined') await announceDeclined(visit, one);
    if (one.state === 'reserve' && state !== 'closed') await announceReserved(visit, one);
  }
  if (state === 'open') {
    await planRequest(visit.place, request);
    if (proposals.some((one) => ['released', 'declined'].includes(one.state)))
      await lookFurther(visit, request);
  }
  await announceFound(visit, request);
  if (state === 'done') await followOutcome(visit, request);
}

/** What follows from what the two said of how it went. */
export async function followOutcome(visit: Visit, request: HelpRequest): Promise<void> {
  const { _id, requester, helper, outcomes } = request;
  if (!helper) return;
  if (Object.values(outcomes).includes('worked')) await helpPairs.metOverHelp(requester, helper, clock.now());
  if (outcomes.requester === 'worked') {
    await helpOffers.thank(helper, _id);
    await announceThanked(visit, request, helper);
  }
}
