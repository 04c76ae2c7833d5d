import type { Notice, VillageSituation } from '#contract/crisis/index.ts';
import { describe, expect, test } from 'vitest';
import { headlineOf, isAlarming } from './situation.ts';

const noon = Date.parse('2021-07-18T12:00:00Z');
const at = (hours: number) => new Date(noon + hours * 3_600_000).toISOString();

type Updated = Extract<Notice, { type: 'crisis:updated' }>;

const notice = (incident: string, more: Partial<Updated> = {}): Updated => ({
  type: 'crisis:updated',
  incident,
  title: incident,
  version: 1,
  area: 'mook',
  exercise: false,
  relayed: false,
  source: 'Gemeente',
  sent: at(-4),
  level: 2,
  text: 'Het water stijgt.',
  expires: at(4),
  changes: [],
  ...more,
});

const village = (area: string, ...stands: Notice[]): VillageSituation => ({
  area,
  stands: stands.map((one) => ({ ...one, area })),
  earlier: [],
});

describe('the banner', () => {
  const wind = notice('wind', { relayed: true, expires: at(-3) });
  const calm = notice('calm', { level: 1, text: 'Bij u geen problemen.' });

  test('says what holds, not the warning that expired three hours ago', () => {
    expect(headlineOf([village('mook', wind, calm)], noon)).toMatchObject({
      notice: { incident: 'calm' },
      others: 1,
    });
    // While it held, it was the more serious.
    expect(headlineOf([village('mook', wind, calm)], noon - 4 * 3_600_000)).toMatchObject({
      notice: { incident: 'wind' },
    });
  });

  test('says it also when one village has what expired and another has what holds', () => {
    const headline = headlineOf([village('mook', wind), village('molenhoek', calm)], noon);
    expect(headline).toMatchObject({ notice: { incident: 'calm' }, villages: ['molenhoek'] });
  });

  test('names the villages for which the same holds, and not those for which it expired', () => {
    const flood = notice('flood', { level: 3 });
    const late = notice('flood', { level: 3, expires: at(-1) });
    const headline = headlineOf([village('mook', flood), village('molenhoek', late)], noon);
    expect(headline?.villages).toEqual(['mook']);
  });

  test('says what an officer let expire before what is over, since nobody said that it is safe', () => {
    const flood = notice('flood', { level: 4, expires: at(-1) });
    const over: Notice = { ...calm, incident: 'storm', type: 'crisis:ended' };
    expect(headlineOf([village('mook', over, flood)], noon)).toMatchObject({ notice: { incident: 'flood' } });
  });
});

describe('a new version interrupts who listens', () => {
  const before = notice('flood', {
    instruction: 'Haal uw auto weg.',
    expects: { what: 'Top', when: 'zondag' },
  });
  const after = (more: Partial<Updated>) => isAlarming({ ...before, version: 2, ...more }, before);

  test.each<[string, Partial<Updated>, boolean]>([
    ['another level', { level: 3 }, true],
    ['another thing to do', { instruction: 'Ga nu weg.' }, true],
    ['nothing to do any more', { instruction: undefined }, true],
    ['another time that is expected', { expects: { what: 'Top', when: 'maandag' } }, true],
    ['a comma', { text: 'Het water, stijgt.' }, false],
    ['another promise', { nextAt: at(3) }, false],
    ['a longer life', { expires: at(9) }, false],
    ['another source', { source: 'Waterschap' }, false],
    ['nothing at all', {}, false],
  ])('for %s: %s', (_what, more, alarming) => {
    expect(after(more)).toBe(alarming);
  });

  test('when the village had nothing yet, when it is over, and when it begins again', () => {
    const over: Notice = { ...before, version: 2, type: 'crisis:ended' };
    expect(isAlarming(before, undefined)).toBe(true);
    expect(isAlarming(over, before)).toBe(true);
    expect(isAlarming({ ...before, version: 3 }, over)).toBe(true);
  });
});
