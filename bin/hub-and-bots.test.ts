import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const script = new URL('hub-and-bots.ts', import.meta.url).pathname;

// Stand-ins small enough to be read as the promise the real two must keep.
const hub = `
  import { writeFileSync } from 'node:fs';
  process.once('SIGTERM', () => { writeFileSync('hub-drained', ''); console.log('hub drained'); process.exit(0); });
  setInterval(() => {}, 1000);
  console.log('open http://localhost:1234');`;
const bots = `
  import { writeFileSync } from 'node:fs';
  process.once('SIGTERM', () => { writeFileSync('bots-finished', ''); console.log('bots finished'); process.exit(0); });
  setInterval(() => {}, 1000);
  console.log('bots at work');`;

let folder: string;
let running: ChildProcess | undefined;
let said = '';
let heard = 0;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brink-start-'));
  await mkdir(join(folder, 'hub'));
  await mkdir(join(folder, 'bots'));
});

afterEach(async () => {
  if (running?.kill('SIGTERM')) await end();
  await rm(folder, { recursive: true, force: true });
});

test('the bots start when the hub is open, not before', async () => {
  await start(hub, bots);
  await hear('bots at work');
  expect(said.indexOf('open http')).toBeLessThan(said.indexOf('bots at work'));
});

test('asked to stop, the bots finish first, then the hub drains, and all is well', async () => {
  await start(hub, bots);
  await hear('bots at work');
  running?.kill('SIGTERM');
  expect(await end()).toBe(0);
  expect(said).toMatch(/bots finished[^]*hub drained/);
});

test('a crash of the bots is only theirs: the hub stays and the bots come back', async () => {
  await start(hub, `console.log('bots woke'); process.exit(7);`);
  await hear('bots woke');
  await hear('The bots crashed (7)');
  await hear('bots woke');
  expect(said).not.toContain('hub drained');
});

test('when the hub ends, the bots are stopped and its code is handed on', async () => {
  await start(
    `process.once('SIGUSR2', () => process.exit(9)); console.log('hub is ' + process.pid); ${hub}`,
    bots,
  );
  await hear('bots at work');
  process.kill(Number(/hub is (\d+)/.exec(said)?.[1]), 'SIGUSR2');
  expect(await end()).toBe(9);
  expect(said).toMatch(/the hub ended \(code 9\)[^]*bots finished/);
});

test('a hub that cannot start is heard, and no bot is started', async () => {
  await start(`console.log('Port 3000 is taken: set PORT to another one.'); process.exit(2);`, bots);
  expect(await end()).toBe(2);
  expect(said).toContain('Port 3000 is taken: set PORT to another one.');
  expect(said).not.toContain('bots at work');
});

test('nobody is left behind when the keeper itself is killed', async () => {
  await start(hub, bots);
  await hear('bots at work');
  running?.kill('SIGKILL');
  await vi.waitFor(() =>
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['hub-drained', 'bots-finished'])),
  );
});

async function start(hubSource: string, botsSource: string): Promise<void> {
  await writeFile(join(folder, 'hub/index.ts'), hubSource);
  await writeFile(join(folder, 'bots/index.ts'), botsSource);
  said = '';
  heard = 0;
  running = spawn(process.execPath, [script], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  running.stdout?.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
}

/** Waits until the sentence is said, after all that was heard before. */
async function hear(sentence: string): Promise<void> {
  while (!said.includes(sentence, heard)) await once(running?.stdout as NodeJS.ReadableStream, 'data');
  heard = said.indexOf(sentence, heard) + sentence.length;
}

async function end(): Promise<unknown> {
  const [code] = (await once(running as ChildProcess, 'close')) as [number];
  return code;
}
