import { clock } from '#config/clock.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { newKey } from '../../test/support/agenda.ts';
import {
  endEverything,
  openCrisis,
  openIncident,
  toMook,
  type CrisisPlace,
} from '../../test/support/crisis.ts';
import type { Neighbour } from '../../test/support/neighbourhood.ts';
import { agenda } from './index.ts';
import { openConnection, type BotConnection } from '../engine/connection.ts';

let place: CrisisPlace;
let connection: BotConnection;
let karin: Neighbour;
let mieke: Neighbour;
let people = 0;
beforeAll(async () => {
  clock.set(at('14T12:00'));
  place = await openCrisis();
  connection = openConnection(place.url, place.hub.config.secret, 'agenda');
  karin = await place.officer('Karin');
  mieke = await place.arrive('Mieke', undefined, { role: 'connector', areas: [place.place.id] });
});
afterAll(async () => {
  connection.close();
  await place.close();
});
beforeEach(() => clock.set(at('14T12:00')));

/** A time of July 2021 here. */
function at(wall: string): Date {
  return new Date(`2021-07-${wall}:00+02:00`);
}

async function botWakes(when: string): Promise<void> {
  clock.set(at(when));
  await agenda.wake({ connection, place: place.place, log: () => undefined });
}

async function level(mook: 2 | 3 | 4, exercise = false): Promise<string> {
  const incident = await openIncident(karin, `Hoog water ${randomUUID().slice(0, 8)}`, exercise);
  const areas = [{ area: 'mook', level: mook, text: 'De kade is dicht.', instruction: 'Blijf van de kade.' }];
  await karin.get('crisis:send', toMook(incident, { areas }));
  return incident;
}

async function fair(more: { channel?: string; place?: string; startsAt?: string } = {}): Promise<string> {
  const wish = {
    channel: 'village-mook',
    place: 'Maaskade',
    title: 'Zomermarkt',
    startsAt: '2021-07-15T14:00',
    ...more,
  };
  return (await mieke.get('activity:publish', { ...wish, key: newKey() })).activity;
}

async function comes(activity: string): Promise<Neighbour> {
  const one = await place.arrive(`Buur ${(people += 1)}`, 'maaskade');
  await one.get('activity:answer', { activity, answer: 'yes' });
  return one;
}

/** The first line of each thing the bot said in a channel or an inbox. */
async function said(channel: string): Promise<string[]> {
  const { entries } = await mieke.get('log:page', { channel, limit: 200 });
  return entries.flatMap((one) =>
    one.type === 'message:posted' && one.author.role === 'bot' ? [one.body!.text] : [],
  );
}
async function heard(who: Neighbour): Promise<string[]> {
  const { entries } = await who.get('log:page', { channel: who.me.inbox, limit: 200 });
  return entries.flatMap((one) => (one.type === 'message:posted' ? [one.body!.text.split('\n')[0]!] : []));
}
const inDoubt =
  '*Onder voorbehoud*: Zomermarkt, vandaag, donderdag 15 juli, 14:00 uur. We weten nog niet of het doorgaat.';
const reminder = '*Over 2 uur, om 14:00 uur*: Zomermarkt.';

test('where the quay is closed nobody is called to it: who comes hears of the doubt, the organiser is asked', async () => {
  const activity = await fair();
  const anna = await comes(activity);
  const before = (await said('village-mook')).length;
  clock.set(at('15T08:00'));
  await level(3);
  for (const when of ['15T08:01', '15T08:02', '15T09:00', '15T12:00']) await botWakes(when);
  expect(await said('village-mook')).toHaveLength(before);
  expect(await heard(anna)).toEqual([inDoubt]);
  expect(await heard(mieke)).toEqual([
    '*Gaat Zomermarkt door?* Het staat in de agenda voor vandaag, donderdag 15 juli, 14:00 uur. Er is daar nu gevaar.',
  ]);
  await mieke.get('activity:cancel', { activity });
  await endEverything(karin);
});

test('a place that lies there counts too, whatever the channel', async () => {
  const activity = await fair({ channel: 'village-plasmolen', place: 'Bij de Maaskade, kraam 3' });
  const anna = await comes(activity);
  clock.set(at('15T08:00'));
  await level(4);
  for (const when of ['15T08:01', '15T12:00']) await botWakes(when);
  expect(await heard(anna)).toEqual([inDoubt]);
  await mieke.get('activity:cancel', { activity });
  await endEverything(karin);
});

test('when the water has fallen everything is as usual again', async () => {
  clock.set(at('21T12:00'));
  const activity = await fair({ startsAt: '2021-07-22T14:00' });
  const anna = await comes(activity);
  clock.set(at('22T08:00'));
  const incident = await level(3);
  await botWakes('22T08:01');
  const areas = [{ area: 'mook', text: 'Het is voorbij.' }];
  await karin.get('crisis:end', { incident, key: randomUUID(), basedOn: 1, areas });
  for (const when of ['22T09:00', '22T12:00']) await botWakes(when);
  expect(await heard(anna)).toEqual([inDoubt.replace('15 juli', '22 juli'), reminder]);
  expect((await said('village-mook')).at(-1)).toContain('14:00 uur Zomermarkt (Maaskade)');
  await mieke.get('activity:cancel', { activity });
  await endEverything(karin);
});

test.each([
  ['a level below', () => level(2)],
  ['an exercise', () => level(4, true)],
])('%s changes nothing', async (_, begins) => {
  const activity = await fair();
  const anna = await comes(activity);
  clock.set(at('15T08:00'));
  await begins();
  for (const when of ['15T08:01', '15T12:00']) await botWakes(when);
  expect(await heard(anna)).toEqual([reminder]);
  await mieke.get('activity:cancel', { activity });
  await endEverything(karin);
});

test('nor does danger in another village', async () => {
  const activity = await fair({ channel: 'village-plasmolen', place: 'Haven' });
  const anna = await comes(activity);
  clock.set(at('15T08:00'));
  await level(4);
  await botWakes('15T12:00');
  expect(await heard(anna)).toEqual([reminder]);
  await mieke.get('activity:cancel', { activity });
  await endEverything(karin);
});
