import { z } from 'zod';
import { WallTime } from '../person/index.ts';
import { Instant } from '../shapes.ts';

/** What one neighbour can do for another. */
export const Chore = z.enum([
  'transport',
  'groceries',
  'meal',
  'odd-job',
  'garden',
  'pet',
  'company',
  'digital',
  'lend',
  'sandbags',
  'other',
]);
export type Chore = z.output<typeof Chore>;

/** What no neighbour is asked for: an organisation has people who are trained for it. */
export const Delicate = z.enum(['money', 'keys', 'children', 'care']);
export type Delicate = z.output<typeof Delicate>;

export const HelpKind = z.enum([...Chore.options, ...Delicate.options]);
export type HelpKind = z.output<typeof HelpKind>;

/** A piece of each week, on the wall clock of the place; `day` 1 is Monday (ISO 8601). */
export const FreeTime = z
  .object({ day: z.int().min(1).max(7), from: WallTime, to: WallTime })
  .refine(({ from, to }) => from < to, { path: ['to'], message: 'the end comes after the beginning' });
export type FreeTime = z.output<typeof FreeTime>;

const terms = {
  /** With `other` you may be asked for anything. */
  kinds: z.array(Chore).min(1).max(Chore.options.length),
  times: z.array(FreeTime).min(1).max(50),
  car: z.boolean().default(false),
  /** How often a week you can be matched at most. */
  perWeek: z.int().min(1).max(7).default(2),
  /** Also in the evening and at night when the water is high. */
  crisis: z.boolean().default(false),
};
const metres = z.int().min(100).max(25_000);

export const NewHelpOffer = z.object({
  ...terms,
  /** How far you go; without it 1 km, or 5 km by car. */
  radius: metres.optional(),
  /** You are not asked before this instant. */
  pausedUntil: Instant.optional(),
});
export type NewHelpOffer = z.output<typeof NewHelpOffer>;

export const HelpOffer = NewHelpOffer.extend({
  /** None is left of who never wants to be asked for any of them again. */
  kinds: z.array(Chore).max(Chore.options.length),
  radius: metres,
  /** Kinds you never want to be asked for again. */
  never: z.array(Chore),
});
export type HelpOffer = z.output<typeof HelpOffer>;
