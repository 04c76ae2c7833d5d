import type { Candidate, HelpWave } from '#contract/help/wave.ts';

/** What counts, and how much. Nothing is known here of age, origin, income or health, and nothing of it counts. */
const weights = { kind: 0.35, time: 0.25, distance: 0.2, turn: 0.1, new: 0.1 };

/** Metres after which nearness counts half. */
const halfway = 1_000;
/** Who was not asked for so many days has his full turn again. */
const fullTurn = 28;

/** The candidates to ask, best first; equal ones in the order of their ids, so that a second try chooses the same. */
export const best = ({ ask, span, candidates }: Pick<HelpWave, 'ask' | 'span' | 'candidates'>): string[] =>
  candidates
    .map((candidate) => ({ id: candidate.id, score: score(candidate, span) }))
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
    .slice(0, ask)
    .map(({ id }) => id);

/**
 * How well a candidate fits, from 0 to 1.
 * @param span minutes in the window of the request
 */
export const score = (
  { fit, overlap, metres, daysSinceAsked, met }: Omit<Candidate, 'id'>,
  span: number,
): number =>
  weights.kind * (fit === 'named' ? 1 : 0.5) +
  weights.time * Math.min(1, overlap / span) +
  weights.distance * 2 ** (-metres / halfway) +
  weights.turn * Math.min(1, (daysSinceAsked ?? fullTurn) / fullTurn) +
  weights.new * (met ? 0 : 1);
