import type { Asks } from '#contract';
import type { AreaText } from '#contract/crisis/index.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toMook } from '../../../test/support/crisis.ts';
import { area, english, expects, home, openOfficers, withdrawing } from '../../../test/support/officers.ts';

let at: Awaited<ReturnType<typeof openOfficers>>;

beforeAll(async () => {
  at = await openOfficers();
});
afterAll(() => at.mook.close());

describe('English', () => {
  test('that a next version does not bring is not there', async () => {
    const incident = await at.sent({ areas: [home], expects }, { areas: [area(4, 'Ga nu weg.')] });
    const notice = await at.standsIn('mook', incident);
    expect(notice).toMatchObject({ version: 2, text: 'Ga nu weg.' });
    expect(JSON.stringify({ ...notice, changes: [] })).not.toMatch(/home|windows|Highest|Sunday/);
  });

  test.each<[string, Partial<Asks<'crisis:send'>>, string[]]>([
    [
      'a text',
      { areas: [area(4, 'Ga nu weg.', { instruction: 'Sluit de ramen.', ...english })] },
      ['Stay at home.'],
    ],
    [
      'an instruction',
      { areas: [area(4, 'Blijf thuis.', { instruction: 'Open de ramen.', ...english })] },
      ['Close the windows.'],
    ],
    ['a moment', { areas: [home], expects: { ...expects, when: 'maandag' } }, ['Sunday']],
    [
      'what is expected',
      { areas: [home], expects: { ...expects, what: 'Laagste stand' } },
      ['Highest level'],
    ],
    [
      'a text of another village',
      { areas: [area(1, 'Bij u is niets.', { area: 'molenhoek', textEn: 'Stay at home.' })] },
      ['Stay at home.'],
    ],
    [
      'a text that only has other spaces',
      { areas: [area(4, 'Ga nu weg.', { textEn: ' Stay  at\nhome. ' })] },
      ['Stay  at\nhome.'],
    ],
    [
      'a note beside it',
      { areas: [], notes: [{ area: 'mook', text: 'De weg is dicht.', textEn: 'Close the windows.' }] },
      ['Close the windows.'],
    ],
  ])('of the last version is left out where the Dutch is other: %s', async (_, version, old) => {
    const incident = await at.sent({ areas: [home], expects });
    const { key, ...asks } = toMook(incident, { basedOn: 1, ...version });
    expect((await at.officer.get('crisis:preview', asks)).oldEnglish).toEqual(old);
    await at.officer.get('crisis:send', { key, ...asks });
    const [last] = (await at.kept(incident))?.versions ?? [];
    const said = JSON.stringify({
      areas: version.notes ? last?.areas[0]?.noteEn : last?.areas,
      expects: last?.expects,
    });
    for (const one of old) expect(said).not.toContain(JSON.stringify(one));
    expect(last?.version).toBe(2);
  });

  test('stays where the Dutch is the same, where it is new, and where an officer says that it fits', async () => {
    const incident = await at.sent({ areas: [home], expects });
    const same = { ...home, level: 4 as const };
    const fitting = area(4, 'Blijf binnen.', { textEn: 'Stay at home.' });
    const fresh = area(4, 'Ga weg.', { textEn: 'Leave now.' });
    const previewed = async (one: AreaText, englishFits: string[] = []) => {
      const { key: _, ...asks } = toMook(incident, { basedOn: 1, areas: [one], englishFits });
      const { notices, oldEnglish } = await at.officer.get('crisis:preview', asks);
      return [oldEnglish, notices[0]?.type === 'crisis:updated' && notices[0].textEn];
    };
    expect(await previewed(same)).toEqual([[], 'Stay at home.']);
    expect(await previewed(fresh)).toEqual([[], 'Leave now.']);
    expect(await previewed(fitting)).toEqual([['Stay at home.'], undefined]);
    expect(await previewed(fitting, ['Stay at home.'])).toEqual([[], 'Stay at home.']);
  });

  test('of an earlier withdrawal does not stand under another reason', async () => {
    const incident = await at.sent({}, {});
    await at.officer.get('crisis:cancel', withdrawing(incident, 2, { reasonEn: 'The road is open.' }));
    await at.officer.get(
      'crisis:cancel',
      withdrawing(incident, 3, { version: 1, reason: 'De weg is dicht.', reasonEn: 'The road is open.' }),
    );
    const notice = await at.standsIn('mook', incident);
    expect(notice).toMatchObject({ type: 'crisis:cancelled', reason: 'De weg is dicht.' });
    expect(notice).not.toHaveProperty('reasonEn');
  });
});
