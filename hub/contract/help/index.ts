import { z } from 'zod';
import { command, Nothing } from '../command.ts';
import { fact } from '../fact.ts';
import {
  HelpOutcome,
  HelpRequestId,
  Minutes,
  MyHelpProposal,
  MyHelpRequest,
  ProposalId,
  ProposalState,
} from './mine.ts';
import { Chore, HelpKind, HelpOffer, NewHelpOffer } from './offer.ts';
import { AreaId, ChannelId, Instant, Key, people, Text } from '../shapes.ts';

const FewWords = Text(200);

const between = { from: Instant, to: Instant };
const what = { kind: Chore, text: FewWords.optional(), ...between, minutes: Minutes };

export const commands = {
  'help:ask': command({
    about:
      'Ask the neighbourhood for help: what kind, when, and in a few words of your own what it is. Names are told only after you ' +
      'and a neighbour both said yes. When the words speak of danger nothing is kept and nobody is asked: show whom to call.',
    may: people,
    asks: z
      .object({
        key: Key,
        kind: HelpKind,
        text: FewWords.optional(),
        ...between,
        /** How long it takes. */
        minutes: Minutes,
        whom: z.enum(['self', 'other']).default('self'),
        /** Where it is; without it, your own street. */
        street: AreaId.optional(),
        /** What you could bring in return, if you like. */
        bring: FewWords.optional(),
      })
      .refine(({ from, to, minutes }) => Date.parse(to) - Date.parse(from) >= minutes * 60_000, {
        path: ['to'],
        message: 'there must be time enough between the two',
      }),
    gets: z.discriminatedUnion('outcome', [
      z.object({ outcome: z.literal('asked'), request: HelpRequestId }),
      z.object({ outcome: z.literal('urgent') }),
    ]),
  }),
  'help:offer': command({
    about:
      'Say what you can do for a neighbour, when, how far away and how often. Replaces what you offered before.',
    may: people,
    asks: NewHelpOffer,
    gets: z.object({ offer: HelpOffer }),
  }),
  'help:mine': command({
    about: 'What you asked, what you offer, and what you were asked, each with where it stands.',
    may: people,
    asks: Nothing,
    gets: z.object({
      requests: z.array(MyHelpRequest),
      offer: HelpOffer.nullable(),
      proposals: z.array(MyHelpProposal),
    }),
  }),
  'help:withdraw': command({
    about: 'Take your request back, or your offer.',
    may: people,
    asks: z.union([z.object({ request: HelpRequestId }), z.object({ offer: z.literal(true) })]),
    gets: Nothing,
  }),
  'help:propose': command({
    about:
      'Ask these candidates, for the row of due work you hold. Who no longer fits is passed over. Ask it too when there is ' +
      'nobody, so that the asker hears.',
    may: ['bot'],
    asks: z.object({ request: HelpRequestId, wave: z.int().min(1), candidates: z.array(ProposalId).max(5) }),
    gets: z.object({ proposed: z.int().min(0) }),
  }),
  'help:follow-up': command({
    about:
      'The day is over, for the row of due work you hold: ask both how it went, or close what nobody could do. With `inTime` ' +
      'the day has yet to come: when nobody was found, the asker hears whom to call and others are told.',
    may: ['bot'],
    asks: z.object({ request: HelpRequestId, inTime: z.boolean().optional() }),
    gets: Nothing,
  }),
  'help:answer': command({
    about:
      'Answer a proposal: yes; not now, also after a yes; or never for this kind of help. The first yes is the one; a later ' +
      'one stands in reserve until the next day.',
    may: people,
    asks: z.object({ proposal: ProposalId, answer: z.enum(['yes', 'no', 'never']) }),
    gets: z.object({ state: ProposalState }),
  }),
  'help:accept': command({
    about: 'Somebody wants to help you: yes opens a channel for the two of you, no asks somebody else.',
    may: people,
    asks: z.object({
      request: HelpRequestId,
      /** Whom you mean, should somebody else have taken the place meanwhile. */
      proposal: ProposalId.optional(),
      answer: z.enum(['yes', 'no']),
    }),
    gets: z.object({ channel: ChannelId.optional() }),
  }),
  'help:done': command({
    about:
      'How it went, by either of the two. With `again: false` the two are never brought together again; nobody is told.',
    may: people,
    asks: z.object({
      request: HelpRequestId,
      outcome: HelpOutcome,
      again: z.boolean().default(true),
    }),
    gets: Nothing,
  }),
};

const proposal = { proposal: ProposalId };
const request = { request: HelpRequestId };

/** All of them stand in somebody's inbox; `help:matched` also begins the channel of the two. */
export const facts = {
  /** A neighbour needs something you offer. */
  'help:proposed': fact(
    z.object({
      ...proposal,
      ...what,
      bring: FewWords.optional(),
      /** About how far: rounded up, so that it leads to no door. */
      metres: z.int(),
      /** You are asked as a connector: nobody else was found. */
      connector: z.boolean().optional(),
    }),
    { notify: 'owner', text: ['text', 'bring'] },
  ),
  /** Somebody wants to help you. */
  'help:found': fact(
    z.object({
      ...request,
      ...proposal,
      kind: Chore,
      ...between,
      minutes: Minutes,
      street: z.string().optional(),
      /** How often somebody said that this neighbour's help worked. */
      thanks: z.int(),
      verified: z.boolean(),
    }),
    { notify: 'owner', text: [] },
  ),
  /** Both said yes. */
  'help:matched': fact(z.object({ ...request, ...what, channel: ChannelId }), {
    notify: 'owner',
    text: ['text'],
  }),
  /** You said yes after somebody else did: you stand in reserve until then. */
  'help:reserved': fact(z.object({ ...proposal, until: Instant }), { notify: 'owner', text: [] }),
  /** Somebody else helps. */
  'help:taken': fact(z.object(proposal), { notify: 'owner', text: [] }),
  /** The asker would rather have somebody else. */
  'help:declined': fact(z.object(proposal), { notify: 'owner', text: [] }),
  /** The request was taken back, or its time is over. */
  'help:ended': fact(z.object(proposal), { notify: 'owner', text: [] }),
  /** Who wanted to help you cannot after all. */
  'help:released': fact(z.object({ ...request, kind: Chore }), { notify: 'owner', text: [] }),
  /** Nobody was found yet; so many connectors were asked. */
  'help:passed-on': fact(z.object({ ...request, kind: Chore, connectors: z.int() }), {
    notify: 'owner',
    text: [],
  }),
  /** Nobody was found yet, and the time comes near: call somebody. */
  'help:unfound': fact(z.object({ ...request, kind: Chore }), { notify: 'owner', text: [] }),
  /** For officers: nobody answers a request in this village. Not whose it is, and none of its words. */
  'help:unanswered': fact(z.object({ area: AreaId, kind: Chore, ...between, minutes: Minutes }), {
    notify: 'owner',
    text: [],
  }),
  /** Nobody was found, and the time is over. */
  'help:closed': fact(z.object({ ...request, kind: Chore }), { notify: 'owner', text: [] }),
  /** How did it go? */
  'help:followed-up': fact(z.object({ ...request, kind: Chore }), { notify: 'owner', text: [] }),
  /** Your help worked: thank you. */
  'help:thanked': fact(z.object({ ...request, kind: Chore }), { notify: 'owner', text: [] }),
  /** For connectors: somebody in this village was shown whom to call. Not who, not why. */
  'help:alarmed': fact(z.object({ area: AreaId }), { notify: 'owner', text: [] }),
};
