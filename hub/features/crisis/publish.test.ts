import { randomUUID as newKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toMook } from '../../../test/support/crisis.ts';
import { area, ending, home, openOfficers, withdrawing } from '../../../test/support/officers.ts';

let at: Awaited<ReturnType<typeof openOfficers>>;

beforeAll(async () => {
  at = await openOfficers();
});
afterAll(() => at.mook.close());

describe('who did not see the newest version', () => {
  const acts: [string, (incident: string, basedOn: number) => Promise<unknown>][] = [
    [
      'sends nothing',
      (incident, basedOn) => at.deputy.ask('crisis:send', toMook(incident, { basedOn, areas: [home] })),
    ],
    [
      'is shown no preview',
      (incident, basedOn) => {
        const { key: _, ...asks } = toMook(incident, { basedOn, areas: [home] });
        return at.deputy.ask('crisis:preview', asks);
      },
    ],
    [
      'withdraws nothing',
      (incident, basedOn) => at.deputy.ask('crisis:cancel', withdrawing(incident, basedOn)),
    ],
    [
      'says nothing is over',
      (incident, basedOn) => at.deputy.ask('crisis:end', ending(incident, basedOn, 'mook')),
    ],
  ];
  test.each(acts)('%s', async (_, act) => {
    const incident = await at.sent({}, { areas: [area(4, 'Ga nu weg.')] });
    for (const basedOn of [0, 1, 3]) {
      expect(await act(incident, basedOn)).toMatchObject({
        code: 'CONFLICT',
        message: expect.stringContaining('Bekijk die eerst') as string,
      });
    }
    expect(await at.standsIn('mook', incident)).toMatchObject({ version: 2, level: 4 });
  });

  test.each(['crisis:send', 'crisis:cancel', 'crisis:end'] as const)(
    'and does not say what was looked at, is refused by %s',
    async (command) => {
      const incident = await at.sent({});
      const { basedOn: _, ...asks } = { ...toMook(incident), reason: 'Zomaar.' };
      expect(await at.deputy.ask(command, asks as never)).toMatchObject({ code: 'INVALID' });
    },
  );

  test.each(acts.filter(([what]) => what !== 'is shown no preview'))(
    'of two at the same moment only one is heard: the other %s',
    async (_, act) => {
      const incident = await at.sent({});
      const answers = await Promise.all([
        at.officer.ask('crisis:send', toMook(incident, { basedOn: 1, areas: [area(4, 'Ga nu weg.')] })),
        act(incident, 1),
      ]);
      expect(answers.filter((one) => (one as { ok: boolean }).ok)).toHaveLength(1);
      expect((await at.kept(incident))?.versions).toHaveLength(2);
    },
  );

  test('is answered the same when what was done is sent once more, also after others acted', async () => {
    const incident = await at.sent({}, { areas: [area(3, 'Blijf thuis.')] });
    const cancel = withdrawing(incident, 2);
    const first = await at.officer.get('crisis:cancel', cancel);
    await at.deputy.get('crisis:send', toMook(incident, { basedOn: 3, areas: [area(4, 'Ga nu weg.')] }));
    expect(await at.officer.get('crisis:cancel', cancel)).toEqual(first);
    expect(await at.standsIn('mook', incident)).toMatchObject({ version: 4, level: 4 });
  });

  test('does nothing any more in an incident that is over, an exercise too', async () => {
    const exercise = await at.officer.get('crisis:open', {
      key: newKey(),
      title: 'Oefening',
      exercise: true,
    });
    const real = await at.sent({});
    await at.officer.get('crisis:send', toMook(exercise.incident));
    for (const incident of [real, exercise.incident]) {
      await at.officer.get('crisis:end', ending(incident, 1, 'mook'));
      for (const [, act] of acts) expect(await act(incident, 2)).toMatchObject({ code: 'CONFLICT' });
    }
    expect(await at.standsIn('mook', real)).toMatchObject({ type: 'crisis:ended' });
    expect(await at.standsIn('mook', exercise.incident)).toBeUndefined();
  });
});

test('who it comes from is kept until somebody says otherwise', async () => {
  const incident = await at.sent(
    { source: 'Waterschap Limburg' },
    {},
    { areas: [], notes: [{ area: 'mook', text: 'Nog iets.' }] },
  );
  const source = async () => (await at.standsIn('mook', incident))?.source;
  expect(await source()).toBe('Waterschap Limburg');
  await at.officer.get('crisis:send', toMook(incident, { basedOn: 3, source: 'Brandweer' }));
  expect(await source()).toBe('Brandweer');
  await at.officer.get('crisis:cancel', withdrawing(incident, 4));
  expect(await source()).toBe('Waterschap Limburg');
  await at.officer.get('crisis:end', ending(incident, 5, 'mook'));
  expect(await source()).toBe('Waterschap Limburg');
});
