import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run, type Program } from '../../support/program.ts';

let directory: string;
let store: Program;
const hubs = new Set<Program>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'brink-born-'));
  store = await run('bin/store.ts', {}, /mongodb:\S+/, [join(directory, 'store'), '--port', '0']);
});
afterAll(async () => {
  await Promise.all([...hubs].map((hub) => hub.kill()));
  await store.stop();
  await rm(directory, { recursive: true, force: true });
});

test('two hubs that start on an empty database in the same instant both live, in one place', async () => {
  const env = {
    PORT: '0',
    DATA_DIR: join(directory, 'data'),
    MONGODB_URI: store.said[0],
    LOG_LEVEL: 'info',
  };
  const born = await Promise.all(
    ['first', 'second', 'third'].flatMap((town) => [1, 2].map(() => startedIn(town))),
  );
  for (const [one, two] of [born.slice(0, 2), born.slice(2, 4), born.slice(4)]) {
    expect(one!.channels.length).toBeGreaterThan(0);
    expect(two).toEqual(one);
  }
  expect(new Set(born.map(({ epoch }) => epoch)).size).toBe(3);

  /** A hub in a database of its own town, and what it tells a guest of the place. */
  async function startedIn(town: string) {
    const hub = await run('hub/index.ts', { ...env, MONGODB_DATABASE: town }, /listens on (http:[^"]+)/);
    hubs.add(hub);
    const ask = async (command: string) => {
      const response = await fetch(`${hub.said[1]}/api/${command}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: command === 'log:sync' ? '{"cursors":{}}' : '{}',
      });
      return ((await response.json()) as { value: never }).value;
    };
    const { channels } = (await ask('channel:list')) as { channels: { id: string }[] };
    const { epoch } = (await ask('log:sync')) as { epoch: string };
    return { channels: channels.map(({ id }) => id).sort(), epoch };
  }
}, 120_000);
