import * as channels from '#models/channel/channel.ts';
import * as memberships from '#models/channel/membership.ts';
import type { Gets } from '#contract';
import mongoose from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  openNeighbourhood,
  type Neighbour,
  type Neighbourhood,
} from '../../../test/support/neighbourhood.ts';

let place: Neighbourhood;

beforeAll(async () => void (place = await openNeighbourhood()));
afterAll(() => place.close());

test('a channel is followed or quiet; what could be chosen once, and did nothing, reads as what it was', async () => {
  const anja = await place.arrive('Anja', 'maaskade');
  const channel = 'street-maaskade';
  const involvement = async () => (await anja.get('channel:open', { channel })).channel.member?.involvement;
  expect(await involvement()).toBe('everything');
  await anja.get('channel:involve', { channel, involvement: 'nothing' });
  expect(await involvement()).toBe('nothing');

  await memberships.involve(channel, anja.me.id, 'mentions' as 'everything');
  expect(await involvement()).toBe('everything');
  const asked = { channel, involvement: 'mentions' as 'everything' };
  expect(await anja.ask('channel:involve', asked)).toMatchObject({ ok: false, code: 'INVALID' });
});

test('who is in fifty channels gets them for as many questions to the database as who is in five', async () => {
  const names = Array.from({ length: 50 }, (_, index) => ({ nl: `Club ${index}`, en: `Club ${index}` }));
  const clubs = names.map((name, index) => ({
    ...{ _id: `interest-club-${index}`, kind: 'interest' as const, name },
    ...{ public: false, posting: 'everyone' as const },
  }));
  await channels.ensureChannels(clubs);
  const [few, many, speaker] = [
    await place.arrive('Wim', 'maaskade'),
    await place.arrive('Els', 'maaskade'),
    await place.arrive('Bas', 'maaskade'),
  ];
  const { members } = place.hub.visit({ who: 'guest', id: 'a test', locale: 'nl' });
  for (const { me } of [many, speaker])
    await members.add(
      me.id,
      clubs.map(({ _id }) => _id),
    );
  for (const { _id, name } of clubs.slice(0, 3)) {
    await speaker.get('message:post', { channel: _id, key: `a key of ${name.nl}`, text: 'Welkom.' });
  }
  const [ofFew, ofMany] = [await questions(few), await questions(many)];
  expect(ofMany.count).toBe(ofFew.count);
  expect(ofMany.count).toBeLessThanOrEqual(4);
  expect(ofMany.count).toBeGreaterThan(1);
  const unread = ofMany.channels.filter(({ member }) => member?.unread === 1).map(({ id }) => id);
  expect(unread.sort()).toEqual(clubs.slice(0, 3).map(({ _id }) => _id));
  expect(ofMany.channels.filter(({ id }) => id.startsWith('interest-club-'))).toHaveLength(50);
});

/** The channels of somebody on an open line, and how often the database was asked for them. */
async function questions(who: Neighbour) {
  let count = Infinity;
  let listed: Gets<'channel:list'>['channels'] = [];
  // A sweep or a heartbeat may ask something in between, but not each time.
  for (let time = 0; time < 5; time++) {
    let asked = 0;
    mongoose.set('debug', () => void asked++);
    ({ channels: listed } = await who.get('channel:list', {}));
    mongoose.set('debug', false);
    count = Math.min(count, asked);
  }
  return { count, channels: listed };
}
