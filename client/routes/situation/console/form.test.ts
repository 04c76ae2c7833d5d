import type { Standing } from '#contract/crisis/index.ts';
import { words } from '#lib/text/index.ts';
import { describe, expect, test } from 'vitest';
import { aNote, fieldOf, readAlertForm, alertFormOf, alertAsks, checkAlertForm } from './form.ts';
import { typedInstant } from '#lib/place/typed-instant.ts';

const villages = [
  { id: 'mook', name: 'Mook' },
  { id: 'molenhoek', name: 'Molenhoek' },
];
const ids = villages.map(({ id }) => id);
const missing = words('nl').crisis.console.missing;
const times = { nextAt: '2021-07-18T16:00', expires: '2021-07-18T20:00' };

const holds: Standing[] = [
  {
    ...{ area: 'mook', version: 2, level: 3, text: 'Ga weg van de kade.', instruction: 'Neem de brug.' },
    ...{ textEn: 'Leave the quay.', expires: '2021-07-18T18:00:00Z', source: 'Waterschap Limburg' },
  },
  {
    ...{ area: 'molenhoek', version: 1, level: 1, text: 'Bij u niet.' },
    ...{ expires: '2021-07-18T18:00:00Z', source: 'Gemeente' },
    expects: { what: 'Hoogste stand', when: 'zondagochtend' },
  },
];

describe('the form of the next version', () => {
  test('holds what holds in each village, from whom, and what is expected; who gets it is not chosen', () => {
    const filled = alertFormOf(holds, ids, times);
    expect(filled[fieldOf('mook', 'text')]).toBe('Ga weg van de kade.');
    expect(filled[fieldOf('mook', 'textEn')]).toBe('Leave the quay.');
    expect(filled[fieldOf('mook', 'level')]).toBe('3');
    expect(filled[fieldOf('mook', 'lowers')]).toBe('');
    expect(filled[fieldOf('molenhoek', 'text')]).toBe('Bij u niet.');
    expect(filled).toMatchObject({ ...times, source: 'Waterschap Limburg', when: 'zondagochtend' });
    expect(ids.map((id) => filled[fieldOf(id, 'on')])).toEqual(['', '']);
    expect(checkAlertForm(filled, villages, missing, typedInstant)).toEqual({ villages: missing.village });
  });

  test('is empty before the first version, and no village is chosen', () => {
    const filled = alertFormOf([], ids, times);
    expect(checkAlertForm(filled, villages, missing, typedInstant)).toEqual({ villages: missing.village });
  });

  const typed = (more: Record<string, string>) => {
    const all: Record<string, string> = { ...alertFormOf(holds, ids, times), ...more };
    return readAlertForm((field) => all[field] ?? '', ids);
  };

  test('becomes a wish for the villages that are chosen, and no other', () => {
    const filled = typed({ [fieldOf('molenhoek', 'on')]: 'on' });
    expect(checkAlertForm(filled, villages, missing, typedInstant)).toEqual({});
    expect(alertAsks(filled, villages, typedInstant)).toEqual({
      areas: [{ area: 'molenhoek', level: 1, text: 'Bij u niet.' }],
      notes: [],
      expects: { what: 'Hoogste stand', when: 'zondagochtend' },
      nextAt: '2021-07-18T14:00:00Z',
      expires: '2021-07-18T18:00:00Z',
      source: 'Waterschap Limburg',
    });
  });

  test('lowers a level only when that is chosen, and a note has none', () => {
    const lower = { [fieldOf('mook', 'on')]: 'on', [fieldOf('mook', 'level')]: '1' };
    const areas = (more: Record<string, string>) =>
      alertAsks(typed({ ...lower, ...more }), villages, typedInstant).areas;
    expect(areas({})[0]).not.toHaveProperty('lowers');
    expect(areas({ [fieldOf('mook', 'lowers')]: 'on' })).toMatchObject([{ level: 1, lowers: true }]);

    const note = { ...lower, [fieldOf('mook', 'level')]: aNote };
    expect(checkAlertForm(typed(note), villages, missing, typedInstant)).toEqual({
      [fieldOf('mook', 'note')]: missing.note('Mook'),
    });
    const said = typed({ ...note, [fieldOf('mook', 'note')]: 'De brug is open.' });
    expect(checkAlertForm(said, villages, missing, typedInstant)).toEqual({});
    expect(alertAsks(said, villages, typedInstant)).toMatchObject({
      areas: [],
      notes: [{ area: 'mook', text: 'De brug is open.' }],
    });
  });

  test('says what is missing, and where', () => {
    const filled = {
      ...alertFormOf(holds, ids, { nextAt: 'straks', expires: '' }),
      ...Object.fromEntries(ids.map((id) => [fieldOf(id, 'on'), 'on'])),
      [fieldOf('mook', 'text')]: '',
      [fieldOf('molenhoek', 'level')]: '9',
      when: '',
    };
    expect(checkAlertForm(filled, villages, missing, typedInstant)).toEqual({
      [fieldOf('mook', 'text')]: missing.text('Mook'),
      [fieldOf('molenhoek', 'text')]: missing.text('Molenhoek'),
      nextAt: missing.time,
      expires: missing.time,
      what: missing.forecast,
    });
  });
});
