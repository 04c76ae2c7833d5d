import { latestOn, livelyOf, newestFirst } from './latest.ts';
import type { PageServerLoad } from './$types';

const ASKED = 6;
const SHOWN = 4;
/** Enough to find words behind the last reactions. */
const LINES = 8;

/** What is going on, for whoever comes by. A channel that does not answer is left out; the page itself stays. */
export const load: PageServerLoad = async ({ parent, locals }) => {
  const { channels } = await parent();
  const latest = livelyOf(channels)
    .slice(0, ASKED)
    .map(async (channel) => {
      const answer = await locals.ask('log:page', { channel: channel.id, limit: LINES });
      return answer.ok ? latestOn(channel, answer.value) : undefined;
    });
  return { latest: newestFirst(await Promise.all(latest)).slice(0, SHOWN) };
};
