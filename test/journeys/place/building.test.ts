import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../support/free-port.ts';
import { run, type Program } from '../../support/program.ts';

let directory: string;
let building: Program | undefined;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'brink-building-'));
});
afterAll(async () => {
  await building?.stop();
  await rm(directory, { recursive: true, force: true });
});

test('who builds Brink sees the pages from their sources, with hot reload, and the hub does not start over by itself', async () => {
  const env = { DEMO: '1', DEV: '1', PORT: String(await freePort()), DATA_DIR: directory };
  building = await run('bin/hub-and-bots.ts', env, /Ready in .*open (http:\S+)/, ['--watch']);
  const url = building.said[1]!;
  const seen = async (path: string) => (await fetch(url + path)).text();
  expect(await seen('/@vite/client')).toContain('WebSocket');
  // A hub that started over would be another one, with a heartbeat of its own.
  const born = async () => /process_start_time_seconds (\d\S+)/.exec(await seen('/metrics'))?.[1];
  const first = await born();
  expect(first).toBeDefined();
  for (const path of ['/', '/agenda', '/help'])
    expect(/bij elkaar|Agenda|Hulp/.test(await seen(path))).toBe(true);
  expect(await born()).toBe(first);
}, 120_000);
