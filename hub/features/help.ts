import { keepApart, metOverHelp } from '#models/help-pair.ts';
import { endOffer, neverAgain, offerHelp, thank } from '#models/help-offer.ts';
import { clock } from '#config/clock.ts';
import { helpRequest, requestProposed } from '#models/help-request.ts';
import { finish } from '#models/help-steps.ts';
import { missing } from '../refusal.ts';
import type { Handles } from './handlers.ts';
import { acceptHelper, letGo, refuseHelper, takeBack, takeOn } from './help/answers.ts';
import { ask } from './help/ask.ts';
import { asOffer, mine, standing } from './help/mine.ts';
import { followUp, proposeAll } from './help/bot.ts';
import { tellThanked } from './help/tell.ts';
import { notBegun } from './help/words.ts';

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
    return { offer: asOffer(await offerHelp(visit.person._id, offer)) };
  },

  async 'help:withdraw'(visit, what) {
    if ('offer' in what) await endOffer(visit.person._id);
    else await takeBack(visit, what.request);
    return {};
  },

  async 'help:answer'(visit, { proposal, answer }) {
    const person = visit.person._id;
    const asked = await requestProposed(proposal, person);
    if (!asked) throw missing();
    if (answer === 'never') await neverAgain(person, asked.kind);
    const after = answer === 'yes' ? await takeOn(visit, proposal) : await letGo(visit, proposal);
    return { state: standing(after, proposal) };
  },

  async 'help:accept'(visit, { request, proposal, answer }) {
    if (answer === 'yes') return { channel: await acceptHelper(visit, request, proposal) };
    await refuseHelper(visit, request, proposal);
    return {};
  },

  async 'help:done'(visit, { request: id, outcome, again }) {
    const person = visit.person._id;
    const before = await helpRequest(id);
    const isTheirs = before?.requester === person || before?.helper === person;
    // That it came to nothing can be said before; that it worked cannot.
    if (isTheirs && outcome === 'worked' && before.from > clock.now()) throw notBegun();
    const asker = await finish(id, 'requester', person, outcome);
    const request = asker ?? (await finish(id, 'helper', person, outcome));
    if (!request?.helper) throw missing();
    const { requester, helper } = request;
    if (outcome === 'worked') await metOverHelp(requester, helper, clock.now());
    if (!again) await keepApart(requester, helper);
    if (asker && outcome === 'worked') {
      await thank(helper, id);
      await tellThanked(visit, request, helper);
    }
    return {};
  },
};
