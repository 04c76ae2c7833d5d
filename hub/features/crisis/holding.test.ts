import type { AreaText } from '#contract/crisis/index.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toMook } from '../../../test/support/crisis.ts';
import {
  area,
  ending,
  english,
  expects,
  home,
  openOfficers,
  withdrawing,
} from '../../../test/support/officers.ts';

let at: Awaited<ReturnType<typeof openOfficers>>;

beforeAll(async () => {
  at = await openOfficers();
});
afterAll(() => at.mook.close());

describe('a version that is withdrawn', () => {
  test('gives way to what held before, with its forecast, source and times; the incident goes on', async () => {
    const source = 'Waterschap Limburg';
    const incident = await at.sent({ areas: [home], expects, source }, { areas: [area(4, 'Ga nu weg.')] });
    const before = (await at.kept(incident))?.versions.at(-1);
    await at.officer.get('crisis:cancel', withdrawing(incident, 2, { reasonEn: 'This was not right.' }));
    expect(await at.standsIn('mook', incident)).toMatchObject({
      ...{ type: 'crisis:updated', version: 3, level: 3, ...english, expects, source },
      expires: before?.expires,
      nextAt: before?.nextAt,
      withdrawn: { version: 2, reason: 'Dit bericht klopte niet.', reasonEn: 'This was not right.' },
      changes: expect.arrayContaining([{ what: 'level', before: 4, now: 3 }]) as unknown,
    });
    const now = await at.kept(incident);
    expect(now?.state).toBe('open');
    expect(now?.versions[0]).toMatchObject({ withdraws: 2, cap: { msgType: 'Update' } });
    await at.officer.get('crisis:send', toMook(incident, { basedOn: 3, areas: [area(4, 'Toch weg.')] }));
  });

  test('was the only one: nothing holds, and the incident is still open', async () => {
    const incident = await at.sent({});
    await at.officer.get('crisis:cancel', withdrawing(incident, 1));
    expect(await at.standsIn('mook', incident)).toMatchObject({ type: 'crisis:cancelled' });
    expect(await at.kept(incident)).toMatchObject({
      ...{ state: 'open', holds: [] },
      versions: [{ cap: { msgType: 'Cancel' } }, {}],
    });
    await at.officer.get('crisis:end', ending(incident, 2));
    expect((await at.kept(incident))?.state).toBe('ended');
  });

  test('changes nothing in a village where it does not hold', async () => {
    const molenhoek = area(1, 'Bij u niets.', { area: 'molenhoek' });
    const incident = await at.sent({ areas: [home, molenhoek] }, { areas: [area(4, 'Ga nu weg.')] });
    await at.officer.get('crisis:cancel', withdrawing(incident, 2));
    expect(await at.standsIn('molenhoek', incident)).toMatchObject({ version: 1, text: 'Bij u niets.' });
    const cancel = withdrawing(incident, 3, { version: 1 });
    await at.officer.get('crisis:cancel', cancel);
    expect(await at.standsIn('mook', incident)).toMatchObject({ type: 'crisis:cancelled' });
    expect(await at.standsIn('molenhoek', incident)).toMatchObject({ type: 'crisis:cancelled' });
    expect(await at.officer.ask('crisis:cancel', withdrawing(incident, 4, { version: 1 }))).toMatchObject({
      code: 'CONFLICT',
    });
  });

  test('never comes back: what holds again is the last that was not withdrawn', async () => {
    const levels: AreaText['level'][] = [1, 2, 3, 4];
    const incident = await at.sent(...levels.map((level) => ({ areas: [area(level, `Niveau ${level}.`)] })));
    const under = withdrawing(incident, 4, { version: 3 });
    expect(await at.officer.ask('crisis:cancel', under)).toMatchObject({ code: 'CONFLICT' });
    expect(await at.standsIn('mook', incident)).toMatchObject({ text: 'Niveau 4.' });
    await at.officer.get('crisis:cancel', withdrawing(incident, 4));
    expect(await at.standsIn('mook', incident)).toMatchObject({ text: 'Niveau 3.' });
    await at.officer.get('crisis:cancel', withdrawing(incident, 5, { version: 3 }));
    expect(await at.standsIn('mook', incident)).toMatchObject({ text: 'Niveau 2.' });
    expect((await at.kept(incident))?.holds).toMatchObject([{ version: 2, level: 2, under: { level: 1 } }]);
  });

  test('takes its note with it, and a note alone leaves the warning', async () => {
    const note = { areas: [], notes: [{ area: 'mook', text: 'De weg is dicht.' }] };
    const incident = await at.sent({ areas: [home] }, note);
    await at.officer.get('crisis:cancel', withdrawing(incident, 2));
    expect(await at.standsIn('mook', incident)).toMatchObject({ level: 3, text: 'Blijf thuis.' });
    expect(await at.standsIn('mook', incident)).not.toHaveProperty('note');
    await at.officer.get('crisis:send', toMook(incident, { basedOn: 3, ...note }));
    await at.officer.get('crisis:cancel', withdrawing(incident, 4, { version: 1 }));
    expect(await at.standsIn('mook', incident)).toMatchObject({ type: 'crisis:cancelled' });
  });

  test('is withdrawn by nobody who does not speak for every village where it holds', async () => {
    const middelaar = area(2, 'Let op.', { area: 'middelaar' });
    const incident = await at.sent({ areas: [home, middelaar] }, { areas: [middelaar] });
    const bram = await at.mook.officer('Bram', 'middelaar');
    expect(await bram.ask('crisis:cancel', withdrawing(incident, 2, { version: 1 }))).toMatchObject({
      code: 'FORBIDDEN',
    });
    await bram.get('crisis:cancel', withdrawing(incident, 2));
    expect(await at.standsIn('mook', incident)).toMatchObject({ version: 1 });
  });
});

describe('the level of a village', () => {
  test.each<[AreaText['level'], AreaText['level']]>([
    [3, 1],
    [4, 3],
    [2, 1],
  ])('is not lowered from %i to %i by accident, and is on purpose', async (from, to) => {
    const incident = await at.sent({ areas: [area(from, 'Eerst.')] });
    const lower = toMook(incident, { basedOn: 1, areas: [area(to, 'Het wordt minder.')] });
    expect(await at.officer.ask('crisis:send', lower)).toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining(`van ${from} naar ${to}`) as string,
    });
    expect(await at.standsIn('mook', incident)).toMatchObject({ level: from });
    const areas = [area(to, 'Het wordt minder.', { lowers: true })];
    await at.officer.get('crisis:send', { ...lower, areas });
    expect(await at.standsIn('mook', incident)).toMatchObject({ level: to });
  });

  test('counts also when the last version that this village had is not the newest', async () => {
    const molenhoek = area(1, 'Bij u niets.', { area: 'molenhoek' });
    const incident = await at.sent({ areas: [home] }, { areas: [molenhoek] });
    const lower = toMook(incident, { basedOn: 2, areas: [molenhoek, area(1, 'Een mededeling.')] });
    expect(await at.officer.ask('crisis:send', lower)).toMatchObject({ code: 'INVALID' });
  });

  test('is what it was after a note, and so is all the rest but the times', async () => {
    const incident = await at.sent({ areas: [home], expects, source: 'Waterschap Limburg' });
    const notes = [{ area: 'mook', text: 'De kade is open.', textEn: 'The quay is open.' }];
    await at.officer.get('crisis:send', toMook(incident, { basedOn: 1, areas: [], notes }));
    const { lowers: _, ...words } = home;
    expect(await at.standsIn('mook', incident)).toMatchObject({
      ...{ type: 'crisis:updated', version: 2, ...words, expects, source: 'Waterschap Limburg' },
      ...{ note: 'De kade is open.', noteEn: 'The quay is open.' },
    });
    const text = 'Nog iets.';
    await at.officer.get(
      'crisis:send',
      toMook(incident, { basedOn: 2, areas: [], notes: [{ area: 'mook', text }] }),
    );
    const second = await at.standsIn('mook', incident);
    expect(second).toMatchObject({ ...words, note: text, expects });
    expect(second).not.toHaveProperty('noteEn');
  });

  test('gets no note where nothing holds, and none beside another text for the same village', async () => {
    const incident = await at.sent({ areas: [home] });
    const note = (village: string) => ({ area: village, text: 'Een mededeling.' });
    for (const more of [
      { areas: [], notes: [note('molenhoek')] },
      { areas: [home], notes: [note('mook')] },
      { areas: [], notes: [note('mook')], nextAt: undefined },
      { areas: [], notes: [note('maaskade')] },
    ]) {
      const answer = await at.officer.ask('crisis:send', toMook(incident, { basedOn: 1, ...more }));
      expect(answer).toMatchObject({ code: 'INVALID' });
    }
  });
});
