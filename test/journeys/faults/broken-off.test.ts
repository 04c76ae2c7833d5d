import * as helpSteps from '#models/help/steps.ts';
import { clock } from '#config/clock.ts';
import * as people from '#models/person/person.ts';
import * as sessions from '#models/person/session.ts';
import mongoose from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { askFor, errand, friday, offer, openBot, proposalOf } from '../../support/help.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';
import type { Talk } from '../../support/talk.ts';

let place: Neighbourhood;

beforeAll(async () => {
  // That a command failed is what is tried here, and no news.
  place = await openNeighbourhood({ env: { LOG_LEVEL: 'silent' } });
});
afterAll(() => place.close());
beforeEach(() => clock.set(friday));

/** The database refuses the next command of this kind, but for so many that go before it. */
const fails = (command: string, skip: number) =>
  failPoint({ times: 1, skip }, { failCommands: [command], errorCode: 96 });
const heals = () => failPoint('off', {});
const failPoint = (mode: unknown, data: object) =>
  mongoose.connection.db!.admin().command({ configureFailPoint: 'failCommand', mode, data });

const channels = async ({ get }: Pick<Talk, 'get'>): Promise<string[]> =>
  (await get('channel:list', {})).channels
    .filter(({ member }) => member)
    .map(({ id }) => id)
    .filter((id) => /^(street|village|inbox)/.test(id))
    .sort();

async function restart(): Promise<void> {
  await place.goAway();
  await place.comeBack();
}

const again = (who: Neighbour) => who.get('person:change', { street: 'plasweg' });
const look = (who: Neighbour) => place.line(who.cookie).get('person:me', {});

describe('a move that breaks off halfway', () => {
  test.each([
    ['delete', 0, 'is asked again', again],
    ['update', 0, 'is asked again', again],
    ['update', 1, 'is asked again', again],
    ['update', 2, 'is asked again', again],
    ['update', 3, 'is asked again', again],
    ['delete', 0, 'the next look around', look],
    ['update', 2, 'the next look around', look],
    ['delete', 0, 'the next start of a hub', restart],
    ['update', 3, 'the next start of a hub', restart],
  ])('at %s %i is whole after %s', async (command, skip, _, then) => {
    const anja = await place.arrive('Anja', 'maaskade');
    await anja.get('channel:leave', { channel: 'theme-news' });
    await fails(command, skip);
    await anja.ask('person:change', { street: 'plasweg' });
    await heals();
    await then(anja);
    expect(await channels(anja)).toEqual([anja.me.inbox, 'street-plasweg', 'village-plasmolen'].sort());
    expect((await anja.get('channel:open', { channel: 'theme-news' })).channel.member).toBeUndefined();
  });
});

test('two moves at once end where the person says he lives', async () => {
  for (const streets of [
    ['plasweg', 'heidelaan'],
    ['maaskade', 'heidelaan'],
    ['kerkstraat', 'plasweg', 'maaskade'],
  ]) {
    const wim = await place.arrive('Wim', 'stationsstraat');
    const lines = streets.map(() => place.line(wim.cookie));
    await Promise.all(streets.map((street, at) => lines[at]!.get('person:change', { street })));
    const { me } = await place.line(wim.cookie).get('person:me', {});
    expect(await channels(wim)).toEqual([me!.inbox, `street-${me!.street}`, `village-${me!.village}`].sort());
  }
});

test('two hubs may settle somebody at once', async () => {
  for (const _ of [1, 2]) {
    const { person } = await people.addPerson({
      name: 'Joop',
      since: clock.now(),
      street: 'maaskade',
      village: 'mook',
    });
    const { secret } = await sessions.start(person._id, 'a test');
    const lines = Array.from({ length: 3 }, () => place.line(`brink=${secret}`));
    await Promise.all(lines.map(({ get }) => get('person:me', {})));
    expect(await channels(lines[0]!)).toHaveLength(3);
  }
});

test.each([
  ['looks around', async () => undefined],
  ['comes to a hub that started again', restart],
])('whose account was born when a hub died has everything when he %s', async (_, then) => {
  const { person } = await people.addPerson({
    name: 'Els',
    since: clock.now(),
    street: 'maaskade',
    village: 'mook',
  });
  const { secret } = await sessions.start(person._id, 'a test');
  await then();
  const els = place.line(`brink=${secret}`);
  const { me } = await els.get('person:me', {});
  expect(await channels(els)).toEqual([me!.inbox, 'street-maaskade', 'village-mook'].sort());
  expect((await els.get('channel:open', { channel: 'theme-help' })).channel.member).toBeDefined();
});

test('two who both said yes when a hub died have their channel all the same', async () => {
  const [fatima, henk] = [await place.arrive('Fatima', 'maaskade'), await place.arrive('Henk', 'maaskade')];
  const bot = openBot(place);
  await henk.get('help:offer', offer());
  const request = await askFor(fatima, errand('a-ride-of-fatima'));
  await bot.wake();
  bot.close();
  await henk.get('help:answer', { proposal: (await proposalOf(henk)).id, answer: 'yes' });
  // What the asker's yes changes first; the hub dies before anything follows from it.
  await helpSteps.accept(request, fatima.me.id, undefined, clock.now());
  await restart();
  const { channel } = await proposalOf(henk);
  for (const who of [fatima, henk])
    expect((await who.get('channel:open', { channel: channel! })).channel.speak).toBe(true);
});
