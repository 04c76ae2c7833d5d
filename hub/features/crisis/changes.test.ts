import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesBetween, type Words } from './changes.ts';

const morning: Words = {
  level: 2,
  text: 'De Maas staat hoog. U hoeft uw huis niet uit.',
  instruction: 'Blijf van de dijken.',
  expects: { what: 'Hoogste stand', when: 'zondagochtend' },
  nextAt: '2021-07-18T12:00:00+02:00',
};

const what = (after: Partial<Words>) => changesBetween(morning, { ...morning, ...after });

describe('what is different between two versions', () => {
  test('nothing, when they say the same', () => {
    expect(what({})).toEqual([]);
  });

  test('the level, with both of them', () => {
    expect(what({ level: 3 })).toEqual([{ what: 'level', before: 2, now: 3 }]);
  });

  test('the forecast that moved, with what was expected before', () => {
    expect(what({ expects: { what: 'Hoogste stand', when: 'zondagavond' } })).toEqual([
      { what: 'forecast', before: { what: 'Hoogste stand', when: 'zondagochtend' } },
    ]);
  });

  test('a forecast that is taken back', () => {
    expect(what({ expects: undefined })).toEqual([{ what: 'forecast', before: morning.expects }]);
  });

  test('a forecast that is new has no before', () => {
    expect(changesBetween({ ...morning, expects: undefined }, morning)).toEqual([{ what: 'forecast' }]);
  });

  test('the text and the instruction, with what they were', () => {
    expect(what({ text: 'De Maas zakt.', instruction: undefined })).toEqual([
      { what: 'instruction', before: 'Blijf van de dijken.' },
      { what: 'text', before: morning.text },
    ]);
  });

  test('the English alone counts too', () => {
    expect(what({ textEn: 'The river is high.' })).toEqual([{ what: 'text', before: morning.text }]);
  });

  test('the next update, but not the same moment written otherwise', () => {
    expect(what({ nextAt: '2021-07-18T18:00:00+02:00' })).toEqual([
      { what: 'next', before: '2021-07-18T12:00:00+02:00' },
    ]);
    expect(what({ nextAt: '2021-07-18T10:00:00Z' })).toEqual([]);
  });

  test('the most important first', () => {
    const other = what({
      level: 4,
      text: 'Anders',
      instruction: 'Ga weg.',
      expects: { what: 'Hoogste stand', when: 'nu' },
      nextAt: '2021-07-18T13:00:00+02:00',
    });
    expect(other.map((change) => change.what)).toEqual(['level', 'instruction', 'forecast', 'text', 'next']);
  });
});

const words = fc.record(
  {
    level: fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const),
    text: fc.constantFrom('a', 'b'),
    instruction: fc.constantFrom('c', 'd'),
    expects: fc.record({ what: fc.constantFrom('e', 'f'), when: fc.constantFrom('g', 'h') }),
    nextAt: fc.constantFrom('2021-07-18T10:00:00Z', '2021-07-18T11:00:00Z'),
  },
  { requiredKeys: ['level', 'text'] },
);

test('whatever the versions are: none to itself, the same things there and back, each thing once', () => {
  fc.assert(
    fc.property(words, words, (one, other) => {
      expect(changesBetween(one, one)).toEqual([]);
      const there = changesBetween(one, other).map((change) => change.what);
      expect(changesBetween(other, one).map((change) => change.what)).toEqual(there);
      expect(new Set(there).size).toBe(there.length);
    }),
  );
});
