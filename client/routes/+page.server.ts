import type { Channel } from '#contract/channel/index.ts';
import { dayKey } from '#lib/place/time.ts';
import { within } from '#lib/outbox/timeout.ts';
import { daysLater } from './agenda/week.ts';
import { latestOn, livelyOf, newestFirst, type Latest } from './latest.ts';
import { soonOf } from './upcoming.ts';
import type { PageServerLoad } from './$types';

/** Channels asked, latest words and activities shown. */
const ASKED = 6;
const SHOWN = 4;
/** Enough to find words behind the last reactions. */
const LINES = 8;
/** Longer than this nobody waits for it: what is above it may be urgent. */
const LONGEST_MS = 1_000;

/** What is going on, for whoever comes by. What does not answer is left out; the page itself stays. */
export const load: PageServerLoad = async ({ parent, locals }) => {
  const { channels, now } = await parent();
  const today = dayKey(now);
  const [agenda, ...latest] = await Promise.all([
    within(LONGEST_MS, locals.ask('activity:list', { from: today, to: daysLater(today, 6) })),
    ...livelyOf(channels)
      .slice(0, ASKED)
      .map((channel) => latestIn(channel, locals)),
  ]);
  return {
    soon: agenda?.ok ? soonOf(agenda.value.activities, now).slice(0, SHOWN) : [],
    latest: newestFirst(latest).slice(0, SHOWN),
  };
};

async function latestIn(channel: Channel, { ask }: App.Locals): Promise<Latest | undefined> {
  const answer = await within(LONGEST_MS, ask('log:page', { channel: channel.id, limit: LINES }));
  return answer?.ok ? latestOn(channel, answer.value) : undefined;
}
