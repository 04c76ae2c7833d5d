import type { Candidate } from '#contract/help/wave.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { best, score } from './score.ts';

const span = 120;
const candidate = fc.record({
  id: fc.stringMatching(/^[0-9a-f]{24}$/),
  fit: fc.constantFrom('named' as const, 'open' as const),
  overlap: fc.nat(300),
  metres: fc.nat(25_000),
  daysSinceAsked: fc.option(fc.nat(400)),
  met: fc.boolean(),
});
const candidates = fc.uniqueArray(candidate, { selector: ({ id }) => id, maxLength: 20 });
const near: Candidate = {
  id: 'a',
  fit: 'named',
  overlap: 120,
  metres: 200,
  daysSinceAsked: null,
  met: false,
};

describe('a score', () => {
  test('lies between nothing and one, and the best there can be is one', () => {
    fc.assert(
      fc.property(candidate, fc.integer({ min: 1, max: 1_000 }), (one, minutes) => {
        expect(score(one, minutes)).toBeGreaterThan(0);
        expect(score(one, minutes)).toBeLessThanOrEqual(1);
      }),
    );
    expect(score({ ...near, metres: 0 }, span)).toBeCloseTo(1);
  });

  test('is never lower for who is nearer, has more time, waited longer, is new, or offers this very kind', () => {
    fc.assert(
      fc.property(candidate, fc.nat(300), (one, more) => {
        const than = score(one, span);
        expect(score({ ...one, metres: Math.max(0, one.metres - more) }, span)).toBeGreaterThanOrEqual(than);
        expect(score({ ...one, overlap: one.overlap + more }, span)).toBeGreaterThanOrEqual(than);
        expect(
          score({ ...one, daysSinceAsked: (one.daysSinceAsked ?? 400) + more }, span),
        ).toBeGreaterThanOrEqual(than);
        expect(score({ ...one, met: false }, span)).toBeGreaterThanOrEqual(than);
        expect(score({ ...one, fit: 'named' }, span)).toBeGreaterThanOrEqual(than);
      }),
    );
  });

  test('weighs the kind of help most, then time, then distance, then whose turn it is and whether they met', () => {
    const loss = (change: Partial<Candidate>) => score(near, span) - score({ ...near, ...change }, span);
    expect(loss({ fit: 'open' })).toBeCloseTo(0.175);
    expect(loss({ overlap: 60 })).toBeCloseTo(0.125);
    expect(loss({ daysSinceAsked: 0 })).toBeCloseTo(0.1);
    expect(loss({ met: true })).toBeCloseTo(0.1);
    expect(score({ ...near, metres: 0 }, span) - score({ ...near, metres: 1_000 }, span)).toBeCloseTo(0.1);
  });
});

describe('the best candidates', () => {
  test('are the same in whatever order they come', () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 0, max: 5 }), fc.gen(), (all, ask, gen) => {
        const shuffled = gen(fc.shuffledSubarray, all, { minLength: all.length });
        expect(best({ ask, span, candidates: shuffled })).toEqual(best({ ask, span, candidates: all }));
      }),
    );
  });

  test('are no more than asked for, none twice, and none of those left out scores higher', () => {
    fc.assert(
      fc.property(candidates, fc.integer({ min: 0, max: 5 }), (all, ask) => {
        const chosen = best({ ask, span, candidates: all });
        const scoreOf = (id: string) => score(all.find((one) => one.id === id) ?? near, span);
        const others = all.filter(({ id }) => !chosen.includes(id)).map(({ id }) => scoreOf(id));
        expect(chosen).toHaveLength(Math.min(ask, all.length));
        expect(new Set(chosen).size).toBe(chosen.length);
        expect(Math.min(1, ...chosen.map(scoreOf))).toBeGreaterThanOrEqual(
          ask === 0 ? 0 : Math.max(0, ...others),
        );
      }),
    );
  });

  test('who are equal come in the order of their ids', () => {
    expect(best({ ask: 2, span, candidates: ['c', 'a', 'b'].map((id) => ({ ...near, id })) })).toEqual([
      'a',
      'b',
    ]);
  });
});
