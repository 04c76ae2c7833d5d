import { randomUUID as newKey } from 'node:crypto';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openCrisis, openIncident, toMook, type CrisisPlace } from '../../../test/support/crisis.ts';
import type { Neighbour } from '../../../test/support/neighbourhood.ts';
import { sweep } from '../sweep.ts';

let mook: CrisisPlace;
let officer: Neighbour;

beforeAll(async () => {
  mook = await openCrisis();
  officer = await mook.officer('Karin');
});
afterAll(() => mook.close());

test.each([
  ['no villages', { areas: null }],
  ['a number for its villages', { areas: 7 }],
  ['villages that are none', { areas: [null, 'mook'] }],
  ['no name', { cap: null }],
  ['a time that is none', { expires: 'morgen' }],
])('an official message kept with %s takes no other with it', async (_, broken) => {
  const silence = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const [sound, odd] = [await openIncident(officer, 'Hoog water'), await openIncident(officer, 'Storm')];
  for (const incident of [sound, odd]) await officer.get('crisis:send', toMook(incident));
  await mongoose.connection.collection('versions').updateOne({ incident: odd }, { $set: broken });

  const { villages } = await mook.guest().get('crisis:situation', { earlier: true });
  const inMook = villages.find(({ area }) => area === 'mook')!.stands.map(({ incident }) => incident);
  expect(inMook).toContain(sound);
  expect(inMook).not.toContain(odd);
  const { incidents } = await officer.get('crisis:incidents', {});
  expect(incidents.map(({ incident }) => incident)).toEqual(expect.arrayContaining([sound, odd]));
  await sweep(mook.hub.visit({ who: 'guest', id: newKey(), locale: 'nl' }));
  expect(silence).toHaveBeenCalled();
  silence.mockRestore();
});
