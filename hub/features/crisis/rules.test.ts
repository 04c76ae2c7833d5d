import type { Asks } from '#contract';
import { randomUUID as newKey } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inHours, openCrisis, toMook, type CrisisPlace } from '../../../test/support/crisis.ts';
import type { Talk } from '../../../test/support/talk.ts';

let mook: CrisisPlace;
let officer: Talk;
let resident: Talk;
let guest: Talk;

beforeAll(async () => {
  mook = await openCrisis();
  officer = await mook.officer('Karin');
  resident = await mook.arrive('Henk', 'maaskade');
  guest = mook.guest();
});
afterAll(() => mook.close());

const open = async () =>
  (await officer.get('crisis:open', { key: newKey(), title: 'Hoog water in de Maas' })).incident;

const standsInMook = async (incident: string) =>
  (await guest.get('crisis:situation', {})).villages
    .find(({ area }) => area === 'mook')
    ?.stands.find((notice) => notice.incident === incident);

describe('refused, and nothing is told', () => {
  test.each<[string, Partial<Asks<'crisis:send'>>, RegExp]>([
    ['for nobody', { areas: [] }, /ten minste één dorp/],
    ['for a place we do not know', { areas: [{ area: 'atlantis', level: 1, text: 'Hallo' }] }, /atlantis/],
    [
      'for a street, as if it were a village',
      { areas: [{ area: 'maaskade', level: 1, text: 'Hallo' }] },
      /maaskade/,
    ],
    [
      'with two texts for one village',
      { areas: [1, 2].map(() => ({ area: 'mook', level: 1 as const, text: 'Hallo' })) },
      /twee keer/,
    ],
    ['that has expired already', { expires: inHours(-1) }, /verlopen/],
    ['that holds for days', { expires: inHours(30) }, /24 uur/],
    ['of level 2 that promises no next one', { nextAt: undefined }, /volgende bericht/],
    ['that promises the next one after it expired', { nextAt: inHours(7) }, /volgende bericht/],
    ['that promises the next one in the past', { nextAt: inHours(-1) }, /volgende bericht/],
  ])('a version %s', async (_, wrong, why) => {
    const incident = await open();
    const answer = await officer.ask('crisis:send', toMook(incident, wrong));
    expect(answer).toMatchObject({ ok: false, code: 'INVALID' });
    expect(!answer.ok && answer.message).toMatch(why);
    expect(await standsInMook(incident)).toBeUndefined();
  });

  test('a resident and a guest send nothing, and do not see what officers see', async () => {
    const incident = await open();
    for (const command of [
      'crisis:send',
      'crisis:cancel',
      'crisis:end',
      'crisis:open',
      'crisis:incidents',
    ] as const) {
      expect(await resident.ask(command, toMook(incident) as never)).toMatchObject({ code: 'FORBIDDEN' });
      expect(await guest.ask(command, toMook(incident) as never)).toMatchObject({ code: 'REAUTHENTICATE' });
    }
  });

  test('an officer of one village does not speak to another, nor ends what goes on there', async () => {
    const incident = await open();
    const ofMiddelaar = await mook.officer('Bram', 'middelaar');
    const answer = await ofMiddelaar.ask('crisis:send', toMook(incident));
    expect(answer).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('Mook') as string });
    await officer.get('crisis:send', toMook(incident));
    const cancel = { incident, key: newKey(), basedOn: 1, reason: 'Weg ermee.' };
    expect(await ofMiddelaar.ask('crisis:cancel', cancel)).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('an incident nobody read of cannot be withdrawn, and one that is not there is not found', async () => {
    const cancel = { incident: await open(), key: newKey(), basedOn: 0, reason: 'Vergissing.' };
    expect(await officer.ask('crisis:cancel', cancel)).toMatchObject({ code: 'CONFLICT' });
    expect(await officer.ask('crisis:send', toMook('niets-1'))).toMatchObject({ code: 'NOT_FOUND' });
  });
});
