import { z } from 'zod';
import { Chore } from './offer.ts';
import { AreaId, Author, ChannelId, Instant } from '../shapes.ts';

/** Opaque: says nothing about who asks. */
export const HelpRequestId = z.string().regex(/^[0-9a-f]{24}$/, 'the id of a help request');

/** Stands for one neighbour within one request; of another request he has another. */
export const ProposalId = z.string().regex(/^[0-9a-f]{24}$/, 'the id of a proposal');

/** How long it takes, in minutes; at most a day. */
export const Minutes = z
  .int()
  .min(5)
  .max(24 * 60);

export const HelpOutcome = z.enum(['worked', 'failed', 'otherwise']);
export type HelpOutcome = z.output<typeof HelpOutcome>;

const about = {
  kind: Chore,
  text: z.string().optional(),
  bring: z.string().optional(),
  from: Instant,
  to: Instant,
  minutes: Minutes,
};

/** Only when both said yes. */
const together = {
  channel: ChannelId.optional(),
  neighbour: Author.optional(),
  /** What you said about how it went. */
  outcome: HelpOutcome.optional(),
};

export const RequestState = z.enum(['open', 'found', 'matched', 'done', 'withdrawn', 'closed']);
export type RequestState = z.output<typeof RequestState>;

/** A request of yours. */
export const MyHelpRequest = z.object({
  id: HelpRequestId,
  state: RequestState,
  ...about,
  whom: z.enum(['self', 'other']),
  street: AreaId,
  /** How many neighbours have been asked. */
  asked: z.int().min(0),
  /** Who wants to help, while your yes is waited for. */
  found: z
    .object({ proposal: ProposalId, street: z.string().optional(), thanks: z.int(), verified: z.boolean() })
    .optional(),
  ...together,
});
export type MyHelpRequest = z.output<typeof MyHelpRequest>;

/** Where a proposal stands for the one who was asked. `taken`: somebody else helps. */
export const ProposalState = z.enum([
  'asked',
  'yes',
  'reserve',
  'matched',
  'done',
  'no',
  'declined',
  'taken',
  'ended',
]);
export type ProposalState = z.output<typeof ProposalState>;

/** Something you were asked. The words are there as long as they concern you. */
export const MyHelpProposal = z.object({
  id: ProposalId,
  request: HelpRequestId,
  state: ProposalState,
  ...about,
  metres: z.int(),
  connector: z.boolean(),
  ...together,
});
export type MyHelpProposal = z.output<typeof MyHelpProposal>;
