import { randomUUID as newKey } from 'node:crypto';
import type { Entry } from '#contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCrisis, toMook, type CrisisPlace } from '../../../test/support/crisis.ts';
import type { Neighbour } from '../../../test/support/neighbourhood.ts';

const exercises = 'crisis-exercises';
let mook: CrisisPlace;
let officer: Neighbour;

beforeAll(async () => {
  mook = await openCrisis();
  officer = await mook.officer('Karin');
});
afterAll(() => mook.close());

const of =
  (incident: string) =>
  ({ body }: Entry) =>
    body !== null && 'incident' in body && body.incident === incident;

test('in an exercise everything says that it is one, and it stays one', async () => {
  const opened = { key: newKey(), title: 'Hoog water', exercise: true };
  const incident = (await officer.get('crisis:open', opened)).incident;
  expect(await officer.ask('crisis:open', { ...opened, exercise: false })).toMatchObject({
    code: 'CONFLICT',
  });
  const connector = await mook.arrive('Mieke', undefined, { role: 'connector', areas: ['mook'] });
  const partaker = await mook.arrive('Piet', 'heidelaan');
  await partaker.get('channel:join', { channel: exercises });
  const team = [officer, connector, partaker];
  const heard = team.map((one) => one.next('entry', of(incident)));
  await officer.get('crisis:send', toMook(incident));
  for (const { channel, body } of await Promise.all(heard)) {
    expect(channel).toBe(exercises);
    expect(body).toMatchObject({ exercise: true, area: 'mook', title: 'OEFENING: Hoog water' });
    expect(body).toMatchObject({ text: expect.stringMatching(/^OEFENING: /) as string });
  }
});

test('with an exercise reaches nobody else: no village, no guest, no page of the situation', async () => {
  const resident = await mook.arrive('Henk', 'maaskade');
  const guest = mook.guest();
  const opened = { key: newKey(), title: 'Dijk', exercise: true };
  const incident = (await officer.get('crisis:open', opened)).incident;
  await officer.get('crisis:send', toMook(incident));
  const areas = [{ area: 'mook', text: 'De oefening is voorbij.' }];
  await officer.get('crisis:end', { incident, key: newKey(), basedOn: 1, areas });
  expect(JSON.stringify(await guest.get('crisis:situation', {}))).not.toContain(incident);
  const { entries } = await guest.get('log:page', { channel: 'village-mook' });
  expect(JSON.stringify(entries)).not.toContain(incident);
  for (const one of [guest, resident]) {
    expect(await one.ask('log:page', { channel: exercises })).toMatchObject({ code: 'NOT_FOUND' });
  }
});
