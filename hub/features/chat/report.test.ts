import * as channels from '#models/channel/channel.ts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import mongoose from 'mongoose';
import { newKey } from '../../../test/support/agenda.ts';
import {
  openNeighbourhood,
  type Neighbour,
  type Neighbourhood,
} from '../../../test/support/neighbourhood.ts';

let place: Neighbourhood;
let anja: Neighbour;
let wim: Neighbour;

beforeAll(async () => {
  place = await openNeighbourhood();
  wim = await place.arrive('Wim', 'maaskade');
});
afterAll(() => place.close());
// Nobody may report often, so somebody else does each time.
beforeEach(async () => {
  anja = await place.arrive('Anja', 'maaskade');
});
/** Those who come to look after order are there for one test. */
afterEach(() =>
  mongoose.model('Person').deleteMany({ role: mongoose.trusted({ $in: ['connector', 'officer', 'admin'] }) }),
);

const connector = (areas = ['mook'], street?: string) =>
  place.arrive('Truus', street, { role: 'connector', areas });
const officer = () => place.arrive('Karin', undefined, { role: 'officer', areas: [place.place.id] });

const say = async (who: Neighbour, channel: string, text = 'Sukkel!') =>
  (await who.get('message:post', { channel, key: newKey(), text })).seq;

const report = (who: Neighbour, channel: string, seq: number) =>
  who.ask('message:report', { channel, key: newKey(), seq, reason: 'Dit is schelden.' });

async function reportsTo(who: Neighbour) {
  const { entries } = await who.get('log:page', { channel: who.me.inbox });
  return entries.flatMap((entry) => (entry.type === 'message:reported' ? [entry] : []));
}

/** Where a neighbour of the Maaskade can be hurt: his street, his village, a theme, an interest, and between two. */
const everywhere = [
  'street-maaskade',
  'village-mook',
  'theme-help',
  'interest-reading',
  'direct-anja-and-wim',
];

async function open(channel: string): Promise<void> {
  if (channel.startsWith('interest'))
    for (const who of [anja, wim]) await who.get('channel:join', { channel });
  if (!channel.startsWith('direct')) return;
  await channels.openDirect({ nl: 'Vervoer', en: 'Transport' }, undefined, channel.replace('direct-', ''));
  const visit = place.hub.visit({ who: 'guest', id: 'a test', locale: 'nl' });
  for (const who of [anja, wim]) await visit.members.add(who.me.id, [channel]);
}

describe.each(everywhere)('a report in %s', (channel) => {
  test('reaches the connector, with the words and a way that is not dead', async () => {
    await open(channel);
    const truus = await connector();
    const told = truus.next('entry', ({ type }) => type === 'message:reported');
    await truus.get('log:sync', { cursors: {} });
    expect(await report(anja, channel, await say(wim, channel))).toMatchObject({
      value: { readers: 'connectors' },
    });
    const [one] = await reportsTo(truus);
    expect(one!.body).toMatchObject({
      reason: 'Dit is schelden.',
      said: { author: { name: 'Wim' }, text: 'Sukkel!' },
    });
    expect((await told).body).toEqual(one!.body);
    const opened = await truus.ask('channel:open', { channel });
    expect(one!.body!.mayOpen).toBe(opened.ok);
  });

  test('goes to the municipality when nobody else can read it', async () => {
    await open(channel);
    const karin = await officer();
    expect(await report(anja, channel, await say(wim, channel))).toMatchObject({
      value: { readers: 'municipality' },
    });
    expect(await reportsTo(karin)).toHaveLength(1);
  });

  test('that nobody can read is refused, with what to do instead', async () => {
    await open(channel);
    const answer = await report(anja, channel, await say(wim, channel));
    expect(answer).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    expect(answer.ok || answer.message).toContain('Bel de gemeente');
  });
});

test('who is reported hears nothing of it, also when he is the connector', async () => {
  const truus = await connector(['mook'], 'maaskade');
  const karin = await officer();
  const seq = await say(truus, 'street-maaskade');
  expect(await report(anja, 'street-maaskade', seq)).toMatchObject({ value: { readers: 'municipality' } });
  expect([(await reportsTo(truus)).length, (await reportsTo(karin)).length]).toEqual([0, 1]);
});

test('of two connectors the one who is not meant hears it', async () => {
  const [meant, other] = [await connector(), await connector()];
  const seq = await say(meant, 'village-mook');
  expect(await report(anja, 'village-mook', seq)).toMatchObject({ value: { readers: 'connectors' } });
  expect([(await reportsTo(meant)).length, (await reportsTo(other)).length]).toEqual([0, 1]);
});

test('a connector does not report to himself alone', async () => {
  const truus = await connector(['mook'], 'maaskade');
  const seq = await say(wim, 'street-maaskade');
  expect(await report(truus, 'street-maaskade', seq)).toMatchObject({ ok: false, code: 'FORBIDDEN' });
});

test('a message that was taken back is not in a report either', async () => {
  const truus = await connector();
  const seq = await say(wim, 'street-maaskade', 'Het geheim');
  await report(anja, 'street-maaskade', seq);
  expect((await reportsTo(truus))[0]!.body!.said?.text).toBe('Het geheim');
  await wim.get('message:remove', { channel: 'street-maaskade', key: newKey(), seq });
  expect(JSON.stringify(await reportsTo(truus))).not.toContain('geheim');
});
