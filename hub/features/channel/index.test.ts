import * as memberships from '#models/channel/membership.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNeighbourhood, type Neighbourhood } from '../../../test/support/neighbourhood.ts';

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
