import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../../test/support/free-port.ts';
import { run } from '../../test/support/program.ts';
import { startEmbedded, type EmbeddedStore } from '../embedded/index.ts';
import { answer, Framer, parse } from '../embedded/wire/wire.ts';
import { refuseAlone, whyNoDatabase } from './no-database.ts';

let folder: string;
let store: EmbeddedStore;
let lone: Awaited<ReturnType<typeof openLone>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brink-no-database-'));
  store = await startEmbedded({ directory: join(folder, 'there'), port: 0 });
  lone = await openLone();
});
afterAll(async () => {
  await Promise.all([store.close(), lone.close()]);
  await rm(folder, { recursive: true });
});

const theirs = () => store.address!;
const otherPassword = () => theirs().replace(/brink:[^@]*@/, 'brink:hunter2@');
const asSet = () => theirs().replace('directConnection=true', 'replicaSet=brink');
const nobody = async () => `mongodb://brink:hunter2@127.0.0.1:${await freePort()}/`;

test.concurrent.each<[string, () => string | Promise<string>, RegExp]>([
  [
    'where nobody answers',
    nobody,
    /^MongoDB does not answer at 127\.0\.0\.1:\d+: connect ECONNREFUSED.* Start it/,
  ],
  [
    'under a name nobody knows',
    () => 'mongodb://brink:hunter2@db.invalid/',
    /know where db\.invalid is\. Look for a typo/,
  ],
  [
    'under a name for several that nobody knows',
    () => 'mongodb+srv://brink:hunter2@db.invalid/',
    /where db\.invalid is/,
  ],
  ['with another password', otherPassword, /does not let Brink in: the name or the password is wrong/],
  [
    'as a set that it is not of',
    asSet,
    /no member of the replica set brink\. Start mongod with --replSet brink/,
  ],
  [
    'that stands alone',
    () => lone.uri,
    /^The MongoDB at 127\.0\.0\.1:\d+ is no replica set.*rs\.initiate\(\)/,
  ],
  [
    'with a sign in the password that is not written out',
    () => 'mongodb://brink:hun@ter2@db/',
    /cannot be used.* It looks like/,
  ],
  ['at a port that cannot be', () => 'mongodb://brink:hunter2@db:99999/', /cannot be used\. It looks like/],
  [
    'with a setting it does not have',
    () => `${theirs()}&flavour=1`,
    /cannot be used: option flavour is not supported\. It/,
  ],
])('a MongoDB %s is said in a sentence with what to do, and no password', async (_, uri, sentence) => {
  const said = await refusal(await uri());
  expect(said).toMatch(sentence);
  expect(said).toMatch(/\(MONGODB_URI\)\.$/);
  expect(said).not.toMatch(/hun|ter2/);
});

test('a store of ours may stand alone', async () => {
  expect(await refusal(theirs())).toBe('');
});

test('the hub says it as plainly, and ends', async () => {
  const env = { DATA_DIR: join(folder, 'data'), PORT: '0', MONGODB_URI: asSet() };
  await expect(run('hub/index.ts', env, /open http/)).rejects.toThrow(
    /^it ended with code 1 and said:\nThe MongoDB at [^\n]* \(MONGODB_URI\)\.\n$/,
  );
}, 60_000);

test('the hub says it of one that may still come, and opens all the same', async () => {
  const env = { DATA_DIR: join(folder, 'data'), PORT: '0', MONGODB_URI: await nobody() };
  const hub = await run('hub/index.ts', env, /^MongoDB does not answer at [^]*open http/);
  await hub.kill();
}, 60_000);

/** What is said of this address; nothing, when it can be used. */
async function refusal(uri: string): Promise<string> {
  let client: mongo.MongoClient | undefined;
  try {
    client = new mongo.MongoClient(uri, { serverSelectionTimeoutMS: 1_000 });
    await client.connect();
    await refuseAlone(client.db('admin'), uri);
    return '';
  } catch (error) {
    return (whyNoDatabase(error, uri) as Error).message;
  } finally {
    await client?.close();
  }
}

/** What MongoDB says of itself when it is started without a set. */
async function openLone() {
  const said = {
    isWritablePrimary: true,
    maxWireVersion: 21,
    minWireVersion: 0,
    helloOk: true,
    modules: [],
    ok: 1,
  };
  const server = createServer((line) => {
    const framer = new Framer();
    line.on('error', () => undefined);
    line.on('data', (chunk) => {
      for (const message of framer.push(chunk)) line.write(answer(parse(message), said));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    uri: `mongodb://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
