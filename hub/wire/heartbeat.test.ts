import { clock } from '#config/clock.ts';
import * as memberships from '#models/channel/membership.ts';
import * as people from '#models/person/person.ts';
import * as sessions from '#models/person/session.ts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { newKey } from '../../test/support/agenda.ts';
import { freePort } from '../../test/support/free-port.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../test/support/neighbourhood.ts';
import type { Talk } from '../../test/support/talk.ts';

let place: Neighbourhood;
let anja: Neighbour;
let elsewhere: Talk;
let otherUrl: string;

const street = 'street-maaskade';
const village = 'village-mook';

/** Two hubs that cannot reach each other, since no Redis answers; Wim is at the other one. */
beforeAll(async () => {
  const env = { REDIS_URL: `redis://127.0.0.1:${await freePort()}`, LOG_LEVEL: 'silent' };
  place = await openNeighbourhood({ env });
  const other = await place.beside({});
  anja = await place.arrive('Anja', 'maaskade');
  otherUrl = `http://127.0.0.1:${other.port()}`;
  elsewhere = place.line((await place.arrive('Wim', 'maaskade')).cookie, otherUrl);
  await anja.get('log:sync', { cursors: {} });
});
afterAll(() => place.close());

const say = async (channel: string) =>
  (await elsewhere.get('message:post', { channel, key: newKey(), text: 'Hoort iemand mij?' })).seq;

/** Five seconds pass, after which a hub looks at everything again; each time later than before. */
const later = () => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + (ahead += 5_000) });
let ahead = 0;
afterEach(() => void vi.useRealTimers());

test('that an entry was not told is noticed, by whoever hears the channel', async () => {
  const told = anja.next('heads', (heads) => (heads[street] ?? 0) > 0);
  const seq = await say(street);
  expect((await told)[street]).toBe(seq);
});

test('nobody is told how far channels are that he does not hear, and who listens to nothing is told nothing', async () => {
  const guest = place.guest();
  await guest.get('log:sync', { cursors: { [village]: 0 } });
  const told: string[][] = [];
  guest.socket.on('heads', (heads) => void told.push(Object.keys(heads)));
  const quiet = place.guest();
  await quiet.get('place:get', {});
  quiet.socket.on('heads', () => void told.push(['nothing was asked']));
  await say(street);
  const seq = await say(village);
  await guest.next('heads', (heads) => heads[village] === seq);
  await quiet.get('place:get', {});
  expect(new Set(told.flat())).toEqual(new Set([village]));
});

test('everybody hears now and then how far all is, also where nothing is said', async () => {
  const all = anja.next('heads', (heads) => anja.me.inbox in heads);
  later();
  expect(Object.keys(await all)).toEqual(expect.arrayContaining([street, village]));
});

test('a session that ended where nobody could tell it is disconnected, and no other', async () => {
  const { secret, session } = await sessions.start(anja.me.id, 'a phone');
  const phone = place.line(`brink=${secret}`);
  await phone.get('person:me', {});
  await sessions.end(anja.me.id, session._id);
  const ended = phone.next('ended');
  const gone = new Promise<string>((resolve) => phone.socket.once('disconnect', resolve));
  later();
  expect(await ended).toBe('signed-out');
  expect(await gone).toBe('io server disconnect');
  expect((await anja.get('person:me', {})).me?.name).toBe('Anja');
});

test('who was made a member elsewhere hears the channel from then on, and who was made to leave no longer', async () => {
  const [joined, left] = ['interest-reading', street];
  const truus = await place.arrive('Truus', 'maaskade');
  await truus.get('log:sync', { cursors: {} });
  await people.markChanged(truus.me.id);
  await memberships.add(truus.me.id, [{ id: joined, read: 0 }], clock.now());
  await memberships.remove(truus.me.id, [left]);
  const now = truus.next('heads', (heads) => joined in heads);
  later();
  expect(Object.keys(await now)).not.toContain(left);
});

test('whose name changed elsewhere is shown under the new one, also by what was said before', async () => {
  const bas = await place.arrive('Bas', 'maaskade');
  const seq = (await bas.get('message:post', { channel: street, key: newKey(), text: 'Ik heet Bas.' })).seq;
  const nameNow = async () => {
    const { entries } = await anja.get('log:page', { channel: street });
    return entries.find((entry) => entry.seq === seq)?.author.name;
  };
  expect(await nameNow()).toBe('Bas');
  await place.line(bas.cookie, otherUrl).get('person:change', { name: 'Sebastiaan' });
  later();
  await expect.poll(nameNow, { timeout: 15_000 }).toBe('Sebastiaan');
});
