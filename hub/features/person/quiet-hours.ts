import { dayOf, instantOf, plusDays } from '#contract/wall-time.ts';
import type { QuietHours } from '#contract/person/index.ts';

/** The quiet hours an instant falls in, from their first moment to the first after them; undefined when it falls in none. */
export function quietAround(at: Date, quiet: QuietHours, zone: string): { from: Date; to: Date } | undefined {
  const today = dayOf(at, zone);
  return [plusDays(today, -1), today]
    .map((day) => ({
      from: instantOf(`${day}T${quiet.from}`, zone),
      to: instantOf(`${quiet.to < quiet.from ? plusDays(day, 1) : day}T${quiet.to}`, zone),
    }))
    .find(({ from, to }) => from <= at && at < to);
}
