import type { Gets } from '#contract';
import type { MyHelpProposal, MyHelpRequest } from '#contract/help/mine.ts';

/** What asks for attention or is under way, and what lies behind; each newest first, what waits for you before all else. */
export const splitUp = ({ requests, proposals, offer }: Gets<'help:mine'>) => ({
  offer,
  requests: first(requests.filter(isCurrentRequest), ({ state }) => state === 'found'),
  proposals: first(proposals.filter(isCurrentProposal), ({ state }) => state === 'asked'),
  earlier: {
    requests: requests.filter((one) => !isCurrentRequest(one)),
    proposals: proposals.filter((one) => !isCurrentProposal(one)),
  },
});

const isCurrentRequest = ({ state }: MyHelpRequest): boolean => ['open', 'found', 'matched'].includes(state);

const isCurrentProposal = ({ state, outcome }: MyHelpProposal): boolean =>
  ['asked', 'yes', 'reserve', 'matched'].includes(state) || (state === 'done' && outcome === undefined);

const first = <One>(all: One[], waits: (one: One) => boolean): One[] => [
  ...all.filter(waits),
  ...all.filter((one) => !waits(one)),
];
