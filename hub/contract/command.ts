import { z } from 'zod';
import type { Who } from './shapes.ts';
import { strict } from './strict.ts';

/** One thing a person or a bot may ask: what for, who may, what is asked, what comes back. */
export type Command<Asks extends z.ZodType = z.ZodType, Gets extends z.ZodType = z.ZodType> = {
  about: string;
  may: Who[];
  /** The answer is the same for everybody: who asks is not looked up, so that it is given also without a database. */
  sameForAll?: true;
  asks: Asks;
  gets: Gets;
};

/**
 * Keeps the exact schemas of a command, so that both sides' types are derived from this one place. What is asked may hold
 * nothing that it does not name.
 */
export const command = <Asks extends z.ZodType, Gets extends z.ZodType>(
  asked: Command<Asks, Gets>,
): Command<Asks, Gets> => ({ ...asked, asks: strict(asked.asks) });

export const Code = z.enum([
  'INVALID',
  'FORBIDDEN',
  'NOT_FOUND',
  'CONFLICT',
  'RATE_LIMITED',
  'TOO_LARGE',
  'REAUTHENTICATE',
  'UNAVAILABLE',
]);
export type Code = z.output<typeof Code>;

/** What a browser's status says of each; the same over the door and on a page. */
export const statusOf: Record<Code, number> = {
  INVALID: 422,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  TOO_LARGE: 413,
  REAUTHENTICATE: 401,
  UNAVAILABLE: 503,
};

/** The hub says no: a code for programs and a sentence for people. `retry`: the same wish with the same key may succeed later. */
export const Refused = z.object({
  ok: z.literal(false),
  code: Code,
  message: z.string(),
  retry: z.boolean().optional(),
  afterMs: z.int().min(0).optional(),
});
export type Refused = z.output<typeof Refused>;
export type Answer<Value> = { ok: true; value: Value } | Refused;

export const Nothing = z.object({});
