import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openNeighbourhood } from './neighbourhood.ts';
import { run, type Program } from './program.ts';

let directory: string;
let server: Program;
let client: mongo.MongoClient;

/** Another server than a test's own: a store on a port of this machine, reached with its password. */
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'brink-server-'));
  server = await run('bin/store.ts', {}, /mongodb:\S+/, [directory, '--port', '0']);
  client = await new mongo.MongoClient(server.said[0]).connect();
  vi.stubEnv('MONGODB_URI', server.said[0]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await client.close();
  await server.stop();
  await rm(directory, { recursive: true });
});

const databases = async () => (await client.db().admin().listDatabases()).databases.map(({ name }) => name);

test.each([
  ['an ordinary one', {}],
  ['a demo', { DEMO: '1' }],
])('with MONGODB_URI a neighbourhood lives on that server and leaves nothing behind: %s', async (_, env) => {
  const place = await openNeighbourhood({ env });
  expect(place.database.uri).toBe(server.said[0]);
  expect(await databases()).toEqual([place.database.name]);
  const anja = await place.arrive('Anja', 'maaskade');
  await anja.get('message:post', { channel: 'street-maaskade', key: 'a key of hers', text: 'Hoi' });
  const kept = client.db(place.database.name).collection('log');
  expect(await kept.countDocuments({ channel: 'street-maaskade' })).toBeGreaterThan(0);
  await place.close();
  expect(await databases()).toEqual([]);
});
