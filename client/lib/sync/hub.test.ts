import type { ClientToServerEvents, ServerToClientEvents } from '#contract';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHub, type Hub } from './hub.ts';

let server: Server<ClientToServerEvents, ServerToClientEvents>;
let connect: Parameters<typeof createHub>[0];
let hub: Hub;

beforeEach(async () => {
  const http = createServer();
  server = new Server(http);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  connect = () =>
    io(`http://127.0.0.1:${port}`, { autoConnect: false, reconnectionDelay: 20, forceNew: true });
  hub = createHub(connect);
});
afterEach(async () => {
  hub.close();
  await server.close();
});

test('what is asked before the line is open is asked when it is', async () => {
  server.on('connection', (socket) => socket.on('log:sync', (_, answer) => answer(synced)));
  const answer = hub.ask('log:sync', { cursors: {} });
  hub.open(undefined);
  expect(await answer).toEqual(synced);
});

test('a line that is lost while the hub thinks is answered: not now, try again', async () => {
  server.on('connection', (socket) => socket.on('log:sync', () => socket.conn.close()));
  hub.open(undefined);
  expect(await hub.ask('log:sync', { cursors: {} })).toEqual({
    ok: false,
    code: 'UNAVAILABLE',
    message: '',
    retry: true,
  });
});

test('a hub that stays silent, or is not there, is answered for in the same way', async () => {
  hub = createHub(connect, 400);
  expect(await hub.ask('log:sync', { cursors: {} })).toMatchObject({ code: 'UNAVAILABLE', retry: true });
  hub.open(undefined);
  expect(await hub.ask('log:sync', { cursors: {} })).toMatchObject({ code: 'UNAVAILABLE', retry: true });
});

test('what is told is heard, until one stops listening', async () => {
  hub.open(undefined);
  const heard: unknown[] = [];
  const end = hub.on('heads', (heads) => heard.push(heads));
  await new Promise<void>((resolve) => hub.on('connect', () => resolve()));
  await told({ 'village-mook': 4 });
  expect(heard).toEqual([{ 'village-mook': 4 }]);
  end();
  await told({ 'village-mook': 5 });
  expect(heard).toEqual([{ 'village-mook': 4 }]);
});

test('who is refused as a guest hears that the session ended, when nobody could tell it', async () => {
  const refused = { ok: false as const, code: 'REAUTHENTICATE' as const, message: 'Meld je eerst aan.' };
  server.on('connection', (socket) => socket.on('presence', (_, answer) => answer(refused)));
  const heard: unknown[] = [];
  const end = hub.on('ended', (why) => heard.push(why));
  hub.open(undefined);
  expect(await hub.ask('presence', { channel: 'village-mook' })).toEqual(refused);
  end();
  await hub.ask('presence', { channel: 'village-mook' });
  expect(heard).toEqual(['signed-out']);
});

test('whoever the hub hangs up on comes back', async () => {
  hub.open(undefined);
  await new Promise<void>((resolve) => hub.on('connect', () => resolve()));
  const again = new Promise<void>((resolve) => server.on('connection', () => resolve()));
  server.disconnectSockets(true);
  await again;
});

test('a page made for somebody else is refused, hears so, and comes in as the one it is made for next', async () => {
  server.use((socket, next) =>
    next(socket.handshake.auth.as === 'wim' ? undefined : new Error('REAUTHENTICATE')),
  );
  const heard = new Promise((resolve) => hub.on('ended', resolve));
  hub.open('anja');
  expect(await heard).toBe('other');
  expect(hub.isOpen()).toBe(false);
  const open = new Promise<void>((resolve) => hub.on('connect', () => resolve()));
  hub.open('wim');
  await open;
});

test('a hub that cannot look up who somebody is, is tried again', async () => {
  let tries = 0;
  server.use((_socket, next) => next(++tries === 1 ? new Error('UNAVAILABLE') : undefined));
  hub.open('anja');
  await new Promise<void>((resolve) => hub.on('connect', () => resolve()));
  expect(tries).toBe(2);
});

test.each([
  ['somebody else', 'anja', 'wim'],
  ['a guest', 'anja', undefined],
  ['somebody', undefined, 'anja'],
])('what waited for a line is never asked once the page is that of %s', async (_, first, next) => {
  const asked: unknown[] = [];
  server.use((socket, goOn) =>
    goOn(socket.handshake.auth.as === (next ?? null) ? undefined : new Error('REAUTHENTICATE')),
  );
  server.on('connection', (socket) =>
    socket.on('message:post', (asks, answer) => {
      asked.push(asks);
      answer({ ok: true, value: { seq: 1, id: 'one', at: '2021-07-15T10:00:00Z' } });
    }),
  );
  hub.open(first);
  const wish = { channel: 'street-maaskade', key: 'key-of-one', text: 'Van mij alleen' };
  const answer = hub.ask('message:post', wish);
  hub.open(next);
  expect(await answer).toEqual({ ok: false, code: 'REAUTHENTICATE', message: '' });
  expect(asked).toEqual([]);
  expect(await hub.ask('message:post', { ...wish, key: 'key-of-two' })).toMatchObject({ ok: true });
});

/** The hub tells how far everything is, and it has arrived. */
async function told(heads: Record<string, number>): Promise<void> {
  const arrived = new Promise((resolve) => hub.on('heads', resolve));
  server.emit('heads', heads);
  await arrived;
}

const synced = {
  ok: true as const,
  value: { epoch: 'one', now: '2021-07-15T10:00:00.000Z', heads: {}, gone: [] },
};
