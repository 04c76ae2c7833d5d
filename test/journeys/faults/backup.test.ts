import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { afterAll, expect, test } from 'vitest';
import { run, type Program } from '../../support/program.ts';
import { talk, type Talk } from '../../support/talk.ts';

const directory = await mkdtemp(join(tmpdir(), 'brink-backup-'));
const env = { DATA_DIR: join(directory, 'data'), PORT: '0', LOG_LEVEL: 'info' };
const monday = join(directory, 'monday');
let hub: Program | undefined;
let guest: Talk | undefined;

afterAll(async () => {
  guest?.socket.disconnect();
  await hub?.stop();
  await rm(directory, { recursive: true });
});

async function startHub(): Promise<Talk> {
  guest?.socket.disconnect();
  hub = await run('hub/index.ts', env, /listens on (http:[^"]+)/);
  guest = talk(io(hub.said[1], { transports: ['websocket'], forceNew: true }));
  return guest;
}

/** What a program of ours answers to whoever typed its name. */
async function typed(program: string, path: string): Promise<{ said: string; code: number | null }> {
  const { said, ended } = await run(program, env, /[^]*\n/, [path]);
  return { said: said[0], code: await ended };
}

test('a backup is made while the hub runs, and once it is put back people read everything anew', async () => {
  const before = await startHub();
  const { epoch } = await before.get('log:sync', { cursors: {} });
  const made = await typed('bin/backup.ts', monday);
  expect(made).toMatchObject({ code: 0, said: expect.stringContaining(`${monday} holds `) as string });
  expect(await before.get('log:sync', { epoch, cursors: {} })).not.toHaveProperty('reload');
  await hub!.stop();
  const put = await typed('bin/restore.ts', monday);
  expect(put).toMatchObject({
    code: 0,
    said: expect.stringContaining(`${env.DATA_DIR} is as it was at`) as string,
  });
  const after = await startHub();
  const synced = await after.get('log:sync', { epoch, cursors: {} });
  expect(synced.reload).toBe(true);
  expect(synced.epoch).not.toBe(epoch);
});

test('while the hub runs nothing is put back, and a backup goes over nothing', async () => {
  const put = await typed('bin/restore.ts', monday);
  expect(put).toMatchObject({ code: 1, said: expect.stringContaining('in use. Stop Brink first') as string });
  const made = await typed('bin/backup.ts', monday);
  expect(made).toMatchObject({
    code: 1,
    said: `${monday} is there already. Give the backup a name of its own\n`,
  });
});
