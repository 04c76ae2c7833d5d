import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { createClient } from 'redis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';
import { openRedis } from '../../support/redis.ts';
import type { Talk } from '../../support/talk.ts';

let redis: Awaited<ReturnType<typeof openRedis>>;
let line: Awaited<ReturnType<typeof openLine>>;
let place: Neighbourhood;
let anja: Neighbour;
let wim: Talk;
let other: string;

let atTheStart: object;

/**
 * Two hubs that reach Redis over a line of which a test decides how good it is; Anja is at one of them, Wim at the other. They
 * start before Redis does.
 */
beforeAll(async () => {
  const port = await freePort();
  line = await openLine(port);
  place = await openNeighbourhood({ env: { REDIS_URL: line.url, LOG_LEVEL: 'silent' } });
  anja = await place.arrive('Anja', 'maaskade');
  other = `http://127.0.0.1:${(await place.beside({})).port()}`;
  wim = place.line((await place.arrive('Wim', 'maaskade')).cookie, other);
  await Promise.all([anja, wim].map(({ get }) => get('log:sync', { cursors: {} })));
  atTheStart = await ready();
  redis = await openRedis(port);
});
afterAll(async () => {
  await place.close();
  line.close();
  await redis.close('SIGKILL');
});

const street = 'street-maaskade';
let said = 0;
const say = (who: Talk, text: string) =>
  who.get('message:post', { channel: street, key: `without-redis-${++said}`, text });

const ready = async () => {
  const response = await fetch(`${place.url}/readyz`);
  return { status: response.status, ...((await response.json()) as object) };
};
const together = { status: 200, ready: true };
const alone = { status: 200, ready: true, degraded: ['redis'] };
const becomes = (state: object) => expect.poll(ready, { timeout: 15_000 }).toEqual(state);

/** What a resident does, and what a guest reads, is answered; neighbours on another hub see what was said. */
async function lifeGoesOn(): Promise<void> {
  const { head } = await anja.get('log:page', { channel: street });
  const seen = wim.next('heads', (heads) => (heads[street] ?? 0) > head);
  await say(anja, 'Hoort iemand mij?');
  expect((await anja.get('presence', { channel: street })).here).toMatchObject([{ name: 'Anja' }]);
  await anja.get('typing', { channel: street });
  // Somebody new each time: a hub that counts alone allows half as much, and all this takes less than a minute.
  const els = await place.arrive('Els', 'maaskade');
  await Promise.all(Array.from({ length: 20 }, () => els.get('person:me', {})));
  await place.guest().get('crisis:situation', {});
  const asked = await fetch(`${place.url}/api/crisis:situation`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect(asked.status).toBe(200);
  await seen;
}

/** Neighbours on two hubs hear each other at once: not the heads, the words themselves. */
async function wordsArrive(): Promise<void> {
  await becomes(together);
  await expect
    .poll(
      async () => {
        const heard = wim.next(
          'entry',
          ({ body }) => !!body && 'text' in body && body.text === `Daar ben ik ${said}`,
        );
        await say(anja, `Daar ben ik ${said + 1}`);
        return heard.then(
          () => true,
          () => false,
        );
      },
      { timeout: 30_000 },
    )
    .toBe(true);
}

test('hubs that start without Redis serve their people, and find each other when it comes', async () => {
  expect(atTheStart).toEqual(alone);
  await wordsArrive();
});

test.each<[string, () => unknown, () => unknown]>([
  ['hangs', () => redis.hang(), () => redis.goOn()],
  ['takes connections and never answers', () => line.fails('silent'), () => line.fails('no')],
  ['cuts every connection', () => line.fails('cut'), () => line.fails('no')],
])('when Redis %s everybody goes on, and together again when it comes back', async (_, fail, mend) => {
  await wordsArrive();
  fail();
  try {
    await becomes(alone);
    await lifeGoesOn();
  } finally {
    mend();
  }
  await wordsArrive();
});

test('who moves away while Redis hangs hears nothing more of the old street, at the other hub either', async () => {
  await wordsArrive();
  const dora = await place.arrive('Dora', 'maaskade');
  const there = place.line(dora.cookie, other);
  await there.get('log:sync', { cursors: {} });
  redis.hang();
  try {
    await dora.get('person:change', { street: 'stationsstraat' });
    await there.next('heads', (heads) => 'street-stationsstraat' in heads && !(street in heads));
  } finally {
    redis.goOn();
  }
  const heard: string[] = [];
  there.socket.on('entry', ({ channel }) => heard.push(channel));
  there.socket.on('heads', (heads) => heard.push(...Object.keys(heads)));
  await wordsArrive();
  expect(heard).not.toContain(street);
});

test.each([
  ['has no room', ['CONFIG', 'SET', 'maxmemory', '1'], ['CONFIG', 'SET', 'maxmemory', '0']],
  ['is read only', ['REPLICAOF', '127.0.0.1', '1'], ['REPLICAOF', 'NO', 'ONE']],
])('when Redis %s rates are counted by each hub alone', async (_, fail, mend) => {
  const client = await createClient({ url: redis.url }).connect();
  try {
    await client.sendCommand(fail);
    await lifeGoesOn();
  } finally {
    await client.sendCommand(mend);
    client.destroy();
  }
  await wordsArrive();
});

test('a Redis that takes a tenth of a second for everything stops nobody', async () => {
  line.fails('slow');
  await lifeGoesOn();
  line.fails('no');
  await wordsArrive();
});

test('a hub stops while Redis hangs', async () => {
  redis.hang();
  await place.goAway();
  await place.comeBack();
  redis.goOn();
  await becomes(together);
});

/** A way to Redis that is as bad as a test wants: `silent` swallows what is said on it, `slow` takes a tenth of a second. */
async function openLine(to: number) {
  const sockets = new Set<Socket>();
  let fault: 'no' | 'silent' | 'cut' | 'slow' = 'no';
  const server = createServer((near) => {
    if (fault === 'cut') return near.destroy();
    const far = connect(to, '127.0.0.1');
    for (const [from, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => from.destroy());
      from.on('close', () => other.destroy());
      from.on('data', (chunk) => {
        if (fault === 'silent') return;
        if (fault === 'slow' && from === far) setTimeout(() => other.write(chunk), 100);
        else other.write(chunk);
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    fails(how: typeof fault) {
      fault = how;
      // What was swallowed is missing in the middle of a sentence: nobody can go on on that line.
      if (how === 'cut' || how === 'no') for (const socket of sockets) socket.destroy();
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
