import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCrisis, openIncident, toMook, type CrisisPlace } from '../../support/crisis.ts';
import type { Neighbour } from '../../support/neighbourhood.ts';
import { run, type Program } from '../../support/program.ts';

let directory: string;
let store: Program;
let mook: CrisisPlace;
let henk: Neighbour;

/** A hub in this process; its database is a process of its own, which can be stopped and killed. */
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'brink-silent-'));
  store = await run('bin/store.ts', {}, /(mongodb:\S+)/, [directory]);
  mook = await openCrisis({ pages: true, server: store.said[1]! });
  const karin = await mook.officer('Karin');
  henk = await mook.arrive('Henk', 'maaskade');
  const incident = await openIncident(karin, 'Hoog water in de Maas');
  const areas = [{ area: 'mook', level: 4 as const, text: 'Het water komt.', instruction: 'Ga nu weg.' }];
  await karin.get('crisis:send', toMook(incident, { areas }));
});
afterAll(async () => {
  process.kill(store.pid, 'SIGCONT');
  await mook.close();
  await store.stop();
  await rm(directory, { recursive: true, force: true });
});

/** Well above what is promised (300 ms), and far below what a database that does not answer makes people wait. */
const longestMs = 3_000;

async function read(path: string, cookie = '', url = mook.url) {
  const asked = performance.now();
  const response = await fetch(`${url}${path}`, {
    headers: { cookie, 'accept-language': 'nl' },
    signal: AbortSignal.timeout(longestMs),
  });
  const page = await response.text();
  console.log(`${path} was there after ${Math.round(performance.now() - asked)} ms`);
  return { status: response.status, page };
}

const ask = async (cookie = '') => {
  const response = await fetch(`${mook.url}/api/crisis:situation`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: '{}',
    signal: AbortSignal.timeout(longestMs),
  });
  return (await response.json()) as { ok: boolean; value: { now: string; asOf: string } };
};

describe('when the database hangs', () => {
  beforeAll(() => void process.kill(store.pid, 'SIGSTOP'));
  afterAll(() => void process.kill(store.pid, 'SIGCONT'));

  test('a guest and somebody who is signed in read what was last known, with its time, at once', async () => {
    for (const cookie of ['', henk.cookie, henk.cookie, '', 'brink=a-session-of-nobody']) {
      const { status, page } = await read('/situation', cookie);
      expect(status).toBe(200);
      expect(page).toContain('Ga nu weg.');
      expect(page).toMatch(/Stand van .* uur\./);
    }
  });

  test('who comes by another page waits no longer than seconds, and reads it there', async () => {
    for (const path of ['/', '/about', '/help', '/sign-in']) {
      for (const cookie of ['', henk.cookie]) {
        const { status, page } = await read(path, cookie);
        expect(status, path).toBe(200);
        expect(page, path).toContain('Ga nu weg.');
      }
    }
  });

  test.each(['/account', '/help/offer', '/agenda/publish', '/situation/console'])(
    'who is signed in is not sent away to sign in: %s',
    async (path) => {
      const { status, page } = await read(path, henk.cookie);
      expect(status).toBe(503);
      expect(page).toContain('We zijn er even niet');
      expect(page).toContain('Ga nu weg.');
    },
  );

  test('the hub says when that was so', async () => {
    for (const cookie of ['', henk.cookie]) {
      const { ok, value } = await ask(cookie);
      expect(ok).toBe(true);
      expect(Date.parse(value.asOf)).toBeLessThan(Date.parse(value.now));
    }
  });

  test('a hundred who come at the same moment read it too', async () => {
    const all = await Promise.all(Array.from({ length: 100 }, (_, n) => ask(n % 2 ? henk.cookie : '')));
    expect(all.filter(({ ok }) => ok)).toHaveLength(100);
  });
});

test('when it answers again, the page knows who looks', async () => {
  await expect
    .poll(async () => (await read('/situation', henk.cookie)).page, { timeout: 30_000, interval: 500 })
    .toContain('Henk');
});

describe('a hub that starts while the database hangs', () => {
  let hub: Program;

  beforeAll(async () => {
    process.kill(store.pid, 'SIGSTOP');
    const { uri, name } = mook.database;
    const env = {
      PORT: '0',
      DATA_DIR: directory,
      MONGODB_URI: uri,
      MONGODB_DATABASE: name,
      LOG_LEVEL: 'info',
    };
    hub = await run('hub/index.ts', { ...env, SECRET: mook.hub.config.secret }, /listens on (http:[^"]+)/);
  });
  afterAll(async () => {
    process.kill(store.pid, 'SIGCONT');
    await hub.kill();
  });

  test('says that it does not know, and never that all is well', async () => {
    for (const cookie of ['', henk.cookie]) {
      const { status, page } = await read('/situation', cookie, hub.said[1]);
      expect(status).toBe(200);
      expect(page).toContain('We kunnen de situatie nu niet laten zien');
      expect(page).not.toContain('Er is niets aan de hand');
    }
  });

  test('says it all as soon as the database answers', { timeout: 60_000 }, async () => {
    process.kill(store.pid, 'SIGCONT');
    const seen = async () => (await read('/situation', henk.cookie, hub.said[1])).page;
    await expect.poll(seen, { timeout: 40_000, interval: 500 }).toContain('Ga nu weg.');
  });
});

test('when the database is gone for good, the situation is still there for everybody', async () => {
  await store.kill();
  for (const cookie of ['', henk.cookie]) {
    const { status, page } = await read('/situation', cookie);
    expect(status).toBe(200);
    expect(page).toContain('Ga nu weg.');
  }
  store = await run('bin/store.ts', {}, /(mongodb:\S+)/, [directory]);
});
