import type { FreeTime, HelpOffer } from '#contract/help/offer.ts';

/** The parts of a day that people speak of, and the hours that go with them. */
export const parts = {
  morning: { from: '08:00', to: '12:00' },
  afternoon: { from: '12:00', to: '18:00' },
  evening: { from: '18:00', to: '22:00' },
} as const;

export type DayPart = keyof typeof parts;
export const partNames = Object.keys(parts) as DayPart[];
export const weekdays = [1, 2, 3, 4, 5, 6, 7];

/** The name of a box in the week: `5-afternoon`. */
export const cellOf = (day: number, part: DayPart): string => `${day}-${part}`;

/** Whether an offer covers the whole part of that day. */
export const covers = (times: FreeTime[], day: number, part: DayPart): boolean =>
  times.some((time) => time.day === day && time.from <= parts[part].from && time.to >= parts[part].to);

/** What stands in the form. */
export type OfferValues = Omit<HelpOffer, 'never'>;

/** Where something is missing. */
export type OfferErrors = Partial<Record<'kinds' | 'week', true>>;

/** What stands in the form before anything was offered. */
export const emptyOffer: OfferValues = {
  kinds: [],
  times: [],
  car: false,
  radius: 1_000,
  perWeek: 2,
  crisis: false,
};
