import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Binary, type Document } from 'bson';
import { mongo } from 'mongoose';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startEmbedded, type EmbeddedStore } from '../index.ts';
import { answered, command } from '../testing/raw-line.ts';
import { credentialOf } from './scram.ts';
import { SignIn } from './sign-in.ts';

const directory = mkdtempSync(join(tmpdir(), 'brink-sign-in-'));
let store: EmbeddedStore;
let address: string;
const clients: mongo.MongoClient[] = [];
const sockets: Socket[] = [];

beforeAll(async () => {
  store = await startEmbedded({ directory, port: 0 });
  address = store.address!;
});
afterEach(async () => {
  vi.useRealTimers();
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const client of clients.splice(0)) await client.close();
});
afterAll(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

function clientAt(uri: string): mongo.MongoClient {
  const client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 3000 });
  clients.push(client);
  return client;
}

const changed = (change: (url: URL) => void): string => {
  const url = new URL(address);
  change(url);
  return url.href;
};

async function rawSocket(): Promise<Socket> {
  const socket = connect(Number(new URL(address).port), '127.0.0.1');
  sockets.push(socket);
  await once(socket, 'connect');
  return socket;
}

const binary = (payload: string): Binary => new Binary(Buffer.from(payload));
const textOf = ({ payload }: Document): string => Buffer.from((payload as Binary).value()).toString();

/** A client's last message of RFC 5802, for who began with `n,,n=brink,r=abc`. */
function proofOf(password: string, answer: string): string {
  const [, nonce, salt, rounds] = /^r=(.*),s=(.*),i=(.*)$/.exec(answer)!;
  const hmac = (key: Buffer, said: string) => createHmac('sha256', key).update(said).digest();
  const salted = pbkdf2Sync(password, Buffer.from(salt!, 'base64'), Number(rounds), 32, 'sha256');
  const clientKey = hmac(salted, 'Client Key');
  const storedKey = createHash('sha256').update(clientKey).digest();
  const mask = hmac(storedKey, `n=brink,r=abc,${answer},c=biws,r=${nonce}`);
  return `c=biws,r=${nonce},p=${Buffer.from(clientKey.map((byte, i) => byte ^ mask[i]!)).toString('base64')}`;
}

const sign = (payload: string, more: Document = {}): Buffer =>
  command({ saslStart: 1, mechanism: 'SCRAM-SHA-256', payload: binary(payload), ...more }, 'admin');
const goOn = (payload: string, conversationId = 1): Buffer =>
  command({ saslContinue: 1, conversationId, payload: binary(payload) }, 'admin');

test('with the address as it is printed a client reads and writes', async () => {
  const client = clientAt(address);
  await client.db('village').collection<{ _id: number }>('c').insertOne({ _id: 1 });
  expect(await client.db('village').collection('c').countDocuments()).toBe(1);
  const { authInfo } = await client.db('admin').command({ connectionStatus: 1 });
  expect(authInfo).toMatchObject({ authenticatedUsers: [{ user: 'brink', db: 'admin' }] });
});

test('a client that leaves the mechanism to the server signs in as well', async () => {
  const client = clientAt(changed((url) => url.searchParams.delete('authMechanism')));
  expect(await client.db('village').command({ count: 'c' })).toMatchObject({ ok: 1 });
});

test('an older client, which closes with an empty exchange, signs in as well', () => {
  const signIn = new SignIn(credentialOf('brink', 'pencil'), () => undefined);
  const opened = signIn.start({ mechanism: 'SCRAM-SHA-256', payload: binary('n,,n=brink,r=abc') }, 'admin');
  const proven = signIn.goOn({ conversationId: 1, payload: binary(proofOf('pencil', textOf(opened))) });
  expect([proven['done'], signIn.user]).toEqual([false, undefined]);
  expect(signIn.goOn({ conversationId: 1, payload: binary('') })['done']).toBe(true);
  expect(signIn.user).toBe('brink');
});

test.each([
  ['the wrong password', (url: URL) => (url.password = 'x'.repeat(43))],
  ['an unknown user', (url: URL) => (url.username = 'somebody')],
  ['another database to sign in at', (url: URL) => url.searchParams.set('authSource', 'village')],
])('with %s a client is refused', async (_, change) => {
  const client = clientAt(changed(change));
  await expect(client.db('village').command({ count: 'c' })).rejects.toMatchObject({
    code: 18,
    codeName: 'AuthenticationFailed',
  });
});

test('a mechanism that is not there is refused by its name', async () => {
  const client = clientAt(changed((url) => url.searchParams.set('authMechanism', 'SCRAM-SHA-1')));
  await expect(client.db('village').command({ count: 'c' })).rejects.toMatchObject({
    code: 334,
    message: expect.stringContaining('SCRAM-SHA-1') as string,
  });
});

test('without a password a client may greet and no more', async () => {
  const client = clientAt(
    changed((url) => {
      url.username = url.password = '';
      for (const option of ['authMechanism', 'authSource']) url.searchParams.delete(option);
    }),
  );
  const admin = client.db('admin');
  expect(await admin.command({ ping: 1 })).toMatchObject({ ok: 1 });
  expect(await admin.command({ buildInfo: 1 })).toMatchObject({ ok: 1 });
  const refused = { code: 13, codeName: 'Unauthorized' };
  await expect(client.db('village').command({ find: 'c' })).rejects.toMatchObject(refused);
  await expect(client.db('village').command({ dropDatabase: 1 })).rejects.toMatchObject(refused);
  await expect(
    admin.command({ configureFailPoint: 'failCommand', mode: 'off', data: {} }),
  ).rejects.toMatchObject(refused);
  await expect(admin.command({ serverStatus: 1 })).rejects.toMatchObject(refused);
});

test('half a conversation opens nothing', async () => {
  const socket = await rawSocket();
  socket.write(sign('n,,n=brink,r=abc'));
  expect(await answered(socket)).toMatchObject({ ok: 1, done: false });
  socket.write(command({ find: 'c' }));
  expect(await answered(socket)).toMatchObject({ code: 13 });
  socket.write(goOn('c=biws,r=abc,p=AAAA'));
  expect(await answered(socket)).toMatchObject({ code: 18 });
  socket.write(goOn(''));
  expect(await answered(socket)).toMatchObject({ code: 17 });
});

test.each([
  ['an empty message', ''],
  ['a channel binding that is not there', 'p=tls-unique,,n=brink,r=abc'],
  ['the name of another to act for', 'n,a=mayor,n=brink,r=abc'],
  ['no number used once', 'n,,n=brink'],
])('a sign-in that begins with %s is refused', async (_, payload) => {
  const socket = await rawSocket();
  socket.write(sign(payload));
  expect(await answered(socket)).toMatchObject({ code: 18, codeName: 'AuthenticationFailed' });
});

test('who is wrong three times has to come again', async () => {
  const socket = await rawSocket();
  const closed = once(socket, 'close');
  for (const _ of [1, 2, 3]) {
    socket.write(sign('nonsense'));
    expect(await answered(socket)).toMatchObject({ code: 18 });
  }
  await closed;
});

test('a stranger’s long message ends the connection, a member’s is read', async () => {
  const long = { ping: 1, comment: 'x'.repeat(40_000) };
  const socket = await rawSocket();
  socket.write(command(long));
  await once(socket, 'close');
  expect(await clientAt(address).db('village').command(long)).toMatchObject({ ok: 1 });
});

test('who stays silent, or hangs in the middle of signing in, is sent away; who only looks may stay', () => {
  vi.useFakeTimers();
  let sentAway = 0;
  const stranger = () => new SignIn(credentialOf('brink', 'pencil'), () => sentAway++);
  stranger();
  stranger().greet({ hello: 1 });
  vi.advanceTimersByTime(60_000);
  expect(sentAway).toBe(1);
  const half = stranger();
  half.greet({ hello: 1 });
  half.start({ mechanism: 'SCRAM-SHA-256', payload: binary('n,,n=brink,r=abc') }, 'admin');
  vi.advanceTimersByTime(60_000);
  expect(sentAway).toBe(2);
});

test('strangers cannot take all the room', async () => {
  const crowd = await Promise.all(Array.from({ length: 110 }, rawSocket));
  const refused = crowd.slice(100);
  await Promise.all(refused.filter(({ closed }) => !closed).map((socket) => once(socket, 'close')));
  for (const socket of crowd.slice(0, 50)) socket.destroy();
  expect(await clientAt(address).db('village').command({ count: 'c' })).toMatchObject({ ok: 1 });
});

test('only this machine is listened to, and the password is its owner’s and stays the same', async () => {
  const { hostname, password } = new URL(address);
  expect(hostname).toBe('127.0.0.1');
  expect(password).toMatch(/^[\w-]{43}$/);
  expect(statSync(join(directory, 'password')).mode & 0o777).toBe(0o600);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  await store.close();
  store = await startEmbedded({ directory, port: 0 });
  address = store.address!;
  expect(new URL(address).password).toBe(password);
});

test('a port that is taken, or a file without a password, is said', async () => {
  const other = mkdtempSync(join(tmpdir(), 'brink-sign-in-'));
  const port = Number(new URL(address).port);
  await expect(startEmbedded({ directory: other, port })).rejects.toThrow(
    `it cannot listen on port ${port} (listen EADDRINUSE`,
  );
  writeFileSync(join(other, 'password'), 'short');
  await expect(startEmbedded({ directory: other, port: 0 })).rejects.toThrow(
    'holds no password: at least 32 letters and digits. Remove it',
  );
  rmSync(other, { recursive: true });
});
