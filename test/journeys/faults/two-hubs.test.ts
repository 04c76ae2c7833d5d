import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nameInRedis } from '#config/secret.ts';
import { createClient } from 'redis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';
import { run, type Program } from '../../support/program.ts';
import { openRedis } from '../../support/redis.ts';
import type { Talk } from '../../support/talk.ts';

let directory: string;
let redis: Awaited<ReturnType<typeof openRedis>>;
let place: Neighbourhood;
let other: Program;
let here: Neighbour;
let there: Talk;

/** One hub in this process, another in one of its own, on the same database address and the same Redis. */
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'brink-two-'));
  redis = await openRedis();
  place = await openNeighbourhood({ env: { REDIS_URL: redis.url } });
  other = await run(
    'hub/index.ts',
    {
      PORT: '0',
      DATA_DIR: directory,
      MONGODB_URI: place.database.uri,
      MONGODB_DATABASE: place.database.name,
      REDIS_URL: redis.url,
      SECRET: place.hub.config.secret,
      LOG_LEVEL: 'info',
    },
    /listens on (http:[^"]+)/,
  );
  here = await place.arrive('Anja', 'maaskade');
  const wim = await place.arrive('Wim', 'maaskade');
  there = place.line(wim.cookie, other.said[1]);
  await Promise.all([here, there].map(({ get }) => get('log:sync', { cursors: {} })));
});
afterAll(async () => {
  await other.stop();
  await place.close();
  await redis.close();
  await rm(directory, { recursive: true, force: true });
});

const say = (who: Talk, text: string) =>
  who.get('message:post', { channel: 'street-maaskade', key: `key of ${text}`, text });

test('neighbours on two hubs hear each other', async () => {
  const [atThere, atHere] = [there.next('entry'), here.next('entry', ({ author }) => author.name === 'Wim')];
  await say(here, 'Hoor je mij?');
  expect(await atThere).toMatchObject({ author: { name: 'Anja' }, body: { text: 'Hoor je mij?' } });
  await say(there, 'Ja hoor.');
  expect(await atHere).toMatchObject({ seq: 2, body: { text: 'Ja hoor.' } });
});

test('when both hubs write at once, the log has no holes and nothing twice', async () => {
  const { head } = await here.get('log:page', { channel: 'street-maaskade' });
  const words = Array.from({ length: 9 }, (_, n) => `bericht ${n}`);
  // Each message is sent to both hubs under one key, as a client does that lost its line and found another hub.
  const alsoThere = place.line(here.cookie, other.said[1]);
  const pairs = await Promise.all(words.map((text) => Promise.all([say(here, text), say(alsoThere, text)])));
  expect(pairs.every(([one, two]) => one.seq === two.seq)).toBe(true);
  const seqs = pairs.map(([{ seq }]) => seq).sort((a, b) => a - b);
  expect(seqs).toEqual(words.map((_, n) => head + 1 + n));
});

test('what they leave in Redis bears the name of their installation, so that another may use the same Redis', async () => {
  const client = await createClient({ url: redis.url }).connect();
  await say(here, 'Wie hoort dit?');
  const [channels, keys] = [await client.pubSubChannels(), await client.keys('*')];
  client.destroy();
  expect(channels.length).toBeGreaterThan(0);
  expect(keys.length).toBeGreaterThan(0);
  const name = nameInRedis(place.hub.config.secret);
  expect([...channels, ...keys].filter((one) => !one.startsWith(name))).toEqual([]);
  expect(nameInRedis('the secret of another town')).not.toBe(name);
});

test('when Redis dies they still see each other’s words, by the heads', async () => {
  await redis.close('SIGKILL');
  const { head } = await here.get('log:page', { channel: 'street-maaskade' });
  const told = there.next('heads', (heads) => (heads['street-maaskade'] ?? 0) > head);
  const { seq } = await say(here, 'Redis is weg');
  expect((await told)['street-maaskade']).toBe(seq);
  const { entries } = await there.get('log:page', { channel: 'street-maaskade', after: seq - 1 });
  expect(entries).toMatchObject([{ body: { text: 'Redis is weg' } }]);
});
