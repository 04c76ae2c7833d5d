import { z } from 'zod';
import { HelpRequestId, Minutes, ProposalId } from './mine.ts';

/**
 * Somebody who could be asked, as far as a bot needs to know to choose: no name, no street, no id that leads to a person or
 * is the same in another request.
 */
export const Candidate = z.object({
  id: ProposalId,
  /** Offered this very kind, or "anything". */
  fit: z.enum(['named', 'open']),
  /** Minutes in a row that the offered times leave within the window. */
  overlap: z.int().min(0),
  /** About how far away, in metres, rounded up. */
  metres: z.int().min(0),
  /** Whole days since this neighbour was last asked for anything; null for never. */
  daysSinceAsked: z.int().min(0).nullable(),
  /** The two helped each other before. */
  met: z.boolean(),
});
export type Candidate = z.output<typeof Candidate>;

/** What a row of due work of kind `help-wave` is about. */
export const HelpWave = z.object({
  request: HelpRequestId,
  wave: z.int().min(1),
  /** So many are still to be asked in this wave. */
  ask: z.int().min(0).max(5),
  minutes: Minutes,
  /** Minutes between the beginning and the end of the window. */
  span: z.int().min(1),
  candidates: z.array(Candidate),
});
export type HelpWave = z.output<typeof HelpWave>;

/** What a row of kind `help-after` is about. `inTime`: the time has not come yet, and perhaps nobody was found. */
export const HelpAfter = z.object({ request: HelpRequestId, inTime: z.boolean().optional() });
