import type { Activity } from '#contract/agenda/index.ts';
import { isOver } from './agenda/when.ts';

/** What you can still go to, the soonest first. */
export const soonOf = (activities: Activity[], now: string): Activity[] =>
  activities
    .filter((activity) => activity.state === 'on' && !isOver(activity, now))
    .sort((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt));
