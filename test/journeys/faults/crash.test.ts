import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { io } from 'socket.io-client';
import { run, type Program } from '../../support/program.ts';
import { talk, type Talk } from '../../support/talk.ts';

let directory: string;
let hub: Program | undefined;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'brink-crash-'));
});
afterAll(async () => {
  await hub?.kill();
  await rm(directory, { recursive: true, force: true });
});

/** A demo hub in a process of its own, on the same data each time. */
async function open(): Promise<string> {
  const env = { DEMO: '1', PORT: '0', DATA_DIR: directory, LOG_LEVEL: 'info' };
  hub = await run('hub/index.ts', env, /listens on (http:[^"]+)/);
  return hub.said[1]!;
}

async function signIn(url: string): Promise<Talk> {
  const signed = await fetch(`${url}/demo/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"person":"demo-anna"}',
  });
  const cookie = signed.headers.get('set-cookie')!.split(';')[0]!;
  return talk(
    io(url, { transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders: { cookie } }),
  );
}

test(
  'what was acknowledged right before the hub was killed is there once, also for who sends it again',
  { timeout: 90_000 },
  async () => {
    const words = {
      channel: 'village-mook',
      key: 'the last words',
      text: 'Heeft iedereen de auto weg van de kade?',
    };
    const before = await signIn(await open());
    const posted = await before.get('message:post', words);
    await hub!.kill();
    before.socket.disconnect();

    const after = await signIn(await open());
    expect(await after.get('message:post', words)).toEqual(posted);
    const { entries } = await after.get('log:page', { channel: 'village-mook', limit: 200 });
    expect(entries.filter(({ key }) => key === words.key)).toHaveLength(1);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, place) => place + 1));
    after.socket.disconnect();
  },
);

test('a second Brink on the same data, or on the same port, says what is wrong and what to do', async () => {
  const same = run('hub/index.ts', { DEMO: '1', PORT: '0', DATA_DIR: directory }, /never said/);
  await expect(same).rejects.toThrow(/another Brink is using .*Stop that one first/);
  const port = new URL(hub!.said[1]!).port;
  const elsewhere = await mkdtemp(join(tmpdir(), 'brink-port-'));
  const busy = run('hub/index.ts', { PORT: port, DATA_DIR: elsewhere }, /never said/);
  await expect(busy).rejects.toThrow(/Port \d+ is in use.*choose another/);
  await rm(elsewhere, { recursive: true, force: true });
});

test('a wrong setting stops the start with its name, its value and what is expected', async () => {
  const wrong = run('hub/index.ts', { DATA_DIR: directory, PORT: 'three' }, /never said/);
  await expect(wrong).rejects.toThrow(/PORT is "three": .*number/);
});
