import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as memberships from '#models/channel/membership.ts';
import * as people from '#models/person/person.ts';
import * as sessions from '#models/person/session.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HubSocket } from '../../../hub/visit/rooms.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';
import type { Talk } from '../../support/talk.ts';

let place: Neighbourhood;
let anja: Neighbour;
/** What shall happen to the next connection before it is greeted. */
let beforeGreeting: ((socket: HubSocket) => Promise<unknown>) | undefined;

beforeAll(async () => {
  place = await openNeighbourhood();
  anja = await place.arrive('Anja', 'maaskade');
  place.hub.io.use(
    (socket, next) => void (beforeGreeting?.(socket) ?? Promise.resolve()).then(() => next(), next),
  );
});
afterAll(() => place.close());

/** The hub's end of somebody's line. */
const lineOf = ({ socket }: Talk): HubSocket => place.hub.io.sockets.sockets.get(socket.id!)!;

let said = 0;
const say = (channel: string) =>
  anja.get('message:post', { channel, key: `key-${++said}-of-anja`, text: `Bericht ${said}` });

/** Whether somebody is told what is said in a channel now. */
async function hears(who: Talk, channel: string): Promise<boolean> {
  const told: string[] = [];
  who.socket.on('entry', (entry) => told.push(`${entry.channel} ${entry.seq}`));
  const { seq } = await say(channel);
  // His own line tells and answers in one order: when this is answered, whatever was told before has come.
  await who.get('place:get', {});
  who.socket.off('entry');
  return told.includes(`${channel} ${seq}`);
}

const leave = (channel: string) => ({
  channel,
  go: (who: Neighbour) => who.get('channel:leave', { channel }),
});
const moveAway = {
  channel: 'street-maaskade',
  go: (who: Neighbour) => who.get('person:change', { street: 'plasweg' }),
};

test.each([leave('interest-reading'), leave('theme-help'), moveAway])(
  'who leaves $channel while his line joins it does not go on hearing it',
  async ({ channel, go }) => {
    const wim = await place.arrive('Wim', 'maaskade');
    if (channel.startsWith('interest'))
      for (const who of [anja, wim]) await who.get('channel:join', { channel });
    const other = place.line(wim.cookie);
    await other.get('person:me', {});
    const line = lineOf(other);
    const join = line.join.bind(line);
    line.join = async (rooms) => {
      line.join = join;
      await go(wim);
      await join(rooms);
    };
    await other.get('log:sync', { cursors: {} });
    expect(await hears(other, channel)).toBe(false);
    expect(await hears(other, 'theme-news')).toBe(true);
  },
);

test('whose session ends while he comes in is not let stay', async () => {
  const els = await place.arrive('Els', 'maaskade');
  beforeGreeting = async () => {
    for (const { _id } of await sessions.ofPerson(els.me.id)) await sessions.end(els.me.id, _id);
  };
  const second = place.line(els.cookie);
  expect(await second.next('ended')).toBe('signed-out');
  beforeGreeting = undefined;
});

test('what another hub changed and could not tell is found all the same', async () => {
  const channel = 'theme-help';
  const joop = await place.arrive('Joop', 'maaskade');
  await joop.get('log:sync', { cursors: {} });
  expect(await hears(joop, channel)).toBe(true);
  // What another hub does when somebody leaves there, but for telling it.
  await people.markChanged(joop.me.id);
  await memberships.remove(joop.me.id, [channel]);
  await expect.poll(() => hears(joop, channel), { timeout: 15_000, interval: 1_000 }).toBe(false);
  expect(await hears(joop, 'street-maaskade')).toBe(true);
});

test('of connections that go before they are greeted nothing is kept', async () => {
  // Somebody about whom much is known, so that what is kept of him weighs.
  const heavy = await place.arrive('Kees', 'maaskade', { areas: ['x'.repeat(400_000)] });
  beforeGreeting = async (socket) => {
    const gone = new Promise((resolve) => socket.conn.once('close', resolve));
    socket.conn.close();
    await gone;
  };
  const before = heap();
  for (let count = 0; count < 60; count++) {
    const { socket } = place.line(heavy.cookie);
    await new Promise((resolve) =>
      socket.once('disconnect', resolve).once('connect_error', resolve).io.once('close', resolve),
    );
    socket.disconnect();
  }
  beforeGreeting = undefined;
  expect(heap() - before).toBeLessThan(12_000_000);
});

/** What is in use, in bytes, when everything that is not was cleared away. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
