import * as helpPairs from '#models/help/pair.ts';
import * as helpOffers from '#models/help/offer.ts';
import { clock } from '#config/clock.ts';
import * as helpRequests from '#models/help/request.ts';
import * as helpSteps from '#models/help/steps.ts';
import { missing } from '../../visit/refusal.ts';
import type { Handles } from '../handlers.ts';
import { acceptHelper, letGo, refuseHelper, takeBack, takeOn } from './answers.ts';
import { ask } from './ask.ts';
import { asOffer, mine, proposalState } from './mine.ts';
import { followUp, proposeAll } from './bot.ts';
import { followOutcome } from './finish.ts';
import { notBegun } from './refusals.ts';

type Commands =
  | 'help:ask'
  | 'help:offer'
  | 'help:mine'
  | 'help:withdraw'
  | 'help:propose'
  | 'help:follow-up'
  | 'help:answer'
  | 'help:accept'
  | 'help:done';

export const help: Handles<Commands> = {
  'help:ask': ask,
  'help:mine': mine,
  'help:propose': proposeAll,
  'help:follow-up': followUp,

  async 'help:offer'(visit, offer) {
    return { offer: asOffer(await helpOffers.add(visit.person._id, offer)) };
  },

  async 'help:withdraw'(visit, what) {
    if ('offer' in what) await helpOffers.end(visit.person._id);
    else await takeBack(visit, what.request);
    return {};
  },

  async 'help:answer'(visit, { proposal, answer }) {
    const person = visit.person._id;
    const asked = await helpRequests.byProposal(proposal, person);
    if (!asked) throw missing();
    if (answer === 'never') await helpOffers.neverAgain(person, asked.kind);
    const say = answer === 'yes' ? takeOn : letGo;
    const after = await helpRequests.untilFollowed(asked._id, () => say(visit, proposal));
    return { state: proposalState(after, proposal) };
  },

  async 'help:accept'(visit, { request, proposal, answer }) {
    if (answer === 'yes') return { channel: await acceptHelper(visit, request, proposal) };
    await refuseHelper(visit, request, proposal);
    return {};
  },

  async 'help:done'(visit, { request: id, outcome, again }) {
    const person = visit.person._id;
    const before = await helpRequests.byId(id);
    const isTheirs = before?.requester === person || before?.helper === person;
    // That it came to nothing can be said before; that it worked cannot.
    if (isTheirs && outcome === 'worked' && before.from > clock.now()) throw notBegun();
    if (!isTheirs || !before.helper || !['matched', 'done'].includes(before.state)) throw missing();
    const { requester, helper } = before;
    await helpRequests.untilFollowed(id, async () => {
      // Before anything that a hub could break off: it stands nowhere else.
      if (!again) await helpPairs.keepApart(requester, helper);
      const side = requester === person ? 'requester' : 'helper';
      const request = await helpSteps.finish(id, side, person, outcome);
      if (!request) throw missing();
      await followOutcome(visit, request);
    });
    return {};
  },
};
