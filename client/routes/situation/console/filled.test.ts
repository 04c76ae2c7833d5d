import type { Incident, KeptVersion } from '#contract/crisis.ts';
import { words } from '#lib/text/index.ts';
import { describe, expect, test } from 'vitest';
import { fieldOf, filledIn, filledWith, goingOnIn, wishOf, wrongIn } from './filled.ts';
import { instantOf } from './moment.ts';

const villages = [
  { id: 'mook', name: 'Mook' },
  { id: 'molenhoek', name: 'Molenhoek' },
];
const ids = villages.map(({ id }) => id);
const missing = words('nl').crisis.console.missing;
const times = { nextAt: '2021-07-18T16:00', expires: '2021-07-18T20:00' };

const kept = (version: number, more: Partial<KeptVersion>): KeptVersion => ({
  version,
  kind: 'update',
  state: 'shown',
  cap: {
    identifier: `nl-${version}`,
    sender: 'gemeente',
    sent: '2021-07-18T12:00:00+02:00',
    status: 'Actual',
    msgType: 'Alert',
    references: '',
  },
  areas: [],
  gone: [],
  renews: [],
  source: 'Gemeente',
  author: 'Karin',
  ...more,
});

const first = kept(1, {
  areas: [
    { area: 'mook', level: 2, text: 'Let op.', instruction: 'Blijf van de dijken.' },
    { area: 'molenhoek', level: 1, text: 'Bij u niet.' },
  ],
  expects: { what: 'Hoogste stand', when: 'zondagochtend' },
});
const second = kept(2, { areas: [{ area: 'mook', level: 3, text: 'Ga weg van de kade.' }] });

describe('the form of the next version', () => {
  test('holds what each village read last', () => {
    const filled = filledWith([second, first], ids, times);
    expect(filled[fieldOf('mook', 'text')]).toBe('Ga weg van de kade.');
    expect(filled[fieldOf('mook', 'level')]).toBe('3');
    expect(filled[fieldOf('mook', 'instruction')]).toBe('');
    expect(filled[fieldOf('molenhoek', 'text')]).toBe('Bij u niet.');
    expect(filled).toMatchObject(times);
  });

  test('is empty before the first version, and no village is chosen', () => {
    const filled = filledWith([], ids, times);
    expect(wrongIn(filled, villages, missing, instantOf)).toEqual({ villages: missing.village });
  });

  test('becomes a wish for the villages that are chosen, and no other', () => {
    const typed = { ...filledWith([first], ids, times), [fieldOf('molenhoek', 'on')]: '' };
    const filled = filledIn((field) => typed[field as keyof typeof typed] ?? '', ids);
    expect(wrongIn(filled, villages, missing, instantOf)).toEqual({});
    expect(wishOf(filled, villages, instantOf)).toEqual({
      areas: [{ area: 'mook', level: 2, text: 'Let op.', instruction: 'Blijf van de dijken.' }],
      expects: { what: 'Hoogste stand', when: 'zondagochtend' },
      nextAt: '2021-07-18T14:00:00Z',
      expires: '2021-07-18T18:00:00Z',
    });
  });

  test('says what is missing, and where', () => {
    const filled = {
      ...filledWith([first], ids, { nextAt: 'straks', expires: '' }),
      [fieldOf('mook', 'text')]: '',
      [fieldOf('molenhoek', 'level')]: '9',
      when: '',
    };
    expect(wrongIn(filled, villages, missing, instantOf)).toEqual({
      [fieldOf('mook', 'text')]: missing.text('Mook'),
      [fieldOf('molenhoek', 'text')]: missing.text('Molenhoek'),
      nextAt: missing.time,
      expires: missing.time,
      what: missing.forecast,
    });
  });
});

test('an incident goes on where it was read and not ended or withdrawn since', () => {
  const incident = (versions: KeptVersion[]): Incident => ({
    ...{ incident: 'hoog-water-1', title: 'Hoog water', exercise: false, relayed: false },
    ...{ state: 'open', opened: '2021-07-18T12:00:00+02:00', holds: [], versions },
  });
  expect(goingOnIn(incident([second, first]))).toEqual(['mook', 'molenhoek']);
  const over = kept(3, { kind: 'end', areas: [{ area: 'molenhoek', text: 'Voorbij.' }] });
  expect(goingOnIn(incident([over, second, first]))).toEqual(['mook']);
  expect(goingOnIn(incident([kept(3, { kind: 'cancel', gone: ids }), first]))).toEqual([]);
});
