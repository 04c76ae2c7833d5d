import { unwrap } from '#lib/form/answer.ts';
import { dayKey } from '#lib/place/time.ts';
import { asDay, daysLater } from './week.ts';
import type { PageServerLoad } from './$types';

/** Seven days from `?from=`, or from today; with `?channel=` of that channel alone. */
export const load: PageServerLoad = async ({ parent, locals, url }) => {
  const { now } = await parent();
  const today = dayKey(now);
  const from = asDay(url.searchParams.get('from')) ?? today;
  const channel = url.searchParams.get('channel') ?? undefined;
  const asked = { from, to: daysLater(from, 6), ...(channel && { channel }) };
  const { activities } = await unwrap(locals.ask('activity:list', asked));
  return { today, from, channel, activities };
};
