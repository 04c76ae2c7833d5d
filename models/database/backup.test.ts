import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose, { mongo } from 'mongoose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run, type Program } from '../../test/support/program.ts';
import { backUp } from './backup.ts';
import { connect } from './connect.ts';
import { epoch } from './epoch.ts';
import { restore } from './restore.ts';

type Line = { _id: number; text: string };
const secret = 'the secret of the village, and of nobody else';

let folder: string;
let dataDir: string;
let to: string;
let running: Program | undefined;
let client: mongo.MongoClient | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'brink-backup-'));
  dataDir = join(folder, 'data');
  to = join(folder, 'monday');
  await mkdir(dataDir);
  await writeFile(join(dataDir, 'secret'), secret);
});
afterEach(async () => {
  await client?.close();
  await running?.stop();
  client = running = undefined;
  await rm(folder, { recursive: true });
});

/** A store in a process of its own, as a running Brink has one. */
async function startStore(): Promise<mongo.Collection<Line>> {
  running = await run('bin/store.ts', {}, /mongodb:\S+/, [join(dataDir, 'store')]);
  client = await new mongo.MongoClient(running.said[0]).connect();
  return client.db('brink').collection<Line>('lines');
}

async function stopStore(): Promise<void> {
  await client?.close();
  await running?.stop();
  client = running = undefined;
}

const line = (_id: number): Line => ({ _id, text: `line ${_id} `.repeat(50) });
const lines = (count: number) => Array.from({ length: count }, (_, _id) => line(_id));

/** Opens the store of a data directory that is not running, for as long as `act` takes. */
async function within<T>(act: (kept: mongo.Collection<Line>) => Promise<T>): Promise<T> {
  const store = await connect({ directory: join(dataDir, 'store'), database: 'brink' });
  try {
    return await act(mongoose.connection.collection<Line>('lines'));
  } finally {
    await store.close();
  }
}

const look = () => within(async (kept) => ({ count: await kept.countDocuments(), epoch: await epoch() }));

/** A village with a thousand lines that is not running; gives the epoch of its log. */
const aVillage = () =>
  within(async (kept) => {
    await kept.insertMany(lines(1000));
    return epoch();
  });

test('a backup made while people write holds what was said before, and no hole', async () => {
  const kept = await startStore();
  await kept.createIndexes([{ key: { text: 1 } }]);
  await kept.insertMany(lines(5000));
  let said = 5000;
  let writing = true;
  const writer = (async () => {
    while (writing) {
      await kept.insertOne(line(said));
      said++;
    }
  })();
  while (said < 5100) await client!.db('brink').command({ ping: 1 });
  const before = said;
  const { counts } = await backUp(dataDir, secret, to);
  const after = said;
  writing = false;
  await writer;
  expect(counts['brink.lines']).toBeGreaterThanOrEqual(before);
  expect(counts['brink.lines']).toBeLessThanOrEqual(after + 1);
  expect(await kept.countDocuments()).toBe(said);
  await stopStore();
  await restore(to, dataDir, 'brink');
  const ids = await within((kept) => kept.distinct('_id'));
  expect(ids).toEqual(Array.from({ length: counts['brink.lines']! }, (_, i) => i));
});

test('after a backup a second Brink is still kept out, and the log goes on being moved into the file', async () => {
  const kept = await startStore();
  await kept.insertMany(lines(100));
  await backUp(dataDir, secret, to);
  await expect(connect({ directory: join(dataDir, 'store'), database: 'brink' })).rejects.toThrow(
    'another Brink is using',
  );
  for (let i = 1; i <= 20; i++)
    await kept.insertMany(lines(500).map((one) => ({ ...one, _id: one._id + i * 1000 })));
  // SQLite begins the log anew once it has a thousand pages of 4 KB that are in the file.
  expect((await stat(join(dataDir, 'store', 'brink.db-wal'))).size).toBeLessThan(8_000_000);
});

test('a backup of a Brink that does not run is the same', async () => {
  await aVillage();
  const { counts, hasSecret } = await backUp(dataDir, secret, to);
  expect(counts).toMatchObject({ 'brink.lines': 1000, 'brink.epoches': 1 });
  expect(hasSecret).toBe(true);
  expect(await readdir(to)).toEqual(['backup.json', 'brink.db', 'secret']);
  expect((await stat(to)).mode & 0o777).toBe(0o700);
});

test('a secret that comes from the settings stays out of the backup', async () => {
  await aVillage();
  const { hasSecret } = await backUp(dataDir, 'another secret, from SECRET', to);
  expect([hasSecret, existsSync(join(to, 'secret'))]).toEqual([false, false]);
});

test('when the store stops in the middle, nothing is left that looks like a backup', async () => {
  await (await startStore()).insertMany(lines(10));
  const data = { failCommands: ['releaseFile'], closeConnection: true };
  await client!.db('admin').command({ configureFailPoint: 'failCommand', mode: { times: 1 }, data });
  await expect(backUp(dataDir, secret, to)).rejects.toThrow('did not hold still while it was copied');
  expect(await readdir(folder)).toEqual(['data']);
  expect(await backUp(dataDir, secret, to)).toMatchObject({ counts: { 'brink.lines': 10 } });
});

test('two backups at once: the second is told to try again', async () => {
  await (await startStore()).insertMany(lines(10));
  await client!.db('admin').command({ holdFile: 1 });
  await expect(backUp(dataDir, secret, to)).rejects.toThrow('the file is being copied already');
  await client!.close();
  expect(await backUp(dataDir, secret, to)).toMatchObject({ counts: { 'brink.lines': 10 } });
});

test('a backup goes over nothing that is there, and needs something to copy', async () => {
  await expect(backUp(dataDir, secret, to)).rejects.toThrow(`there is no store in ${dataDir}`);
  await aVillage();
  await expect(backUp(dataDir, secret, folder)).rejects.toThrow(`${folder} is there already`);
  await expect(backUp(dataDir, secret, join(folder, 'no', 'where'))).rejects.toThrow(
    `there is no directory ${join(folder, 'no')}`,
  );
});

test('a backup put back begins another life of the log, and what was there is kept', async () => {
  const before = await aVillage();
  await backUp(dataDir, secret, to);
  await within((kept) => kept.deleteMany({ _id: { $lt: 500 } }));
  await writeFile(join(dataDir, 'secret'), 'another secret');
  const { aside } = await restore(to, dataDir, 'brink');
  const after = await look();
  expect(after.count).toBe(1000);
  expect(after.epoch).not.toBe(before);
  expect(await readFile(join(dataDir, 'secret'), 'utf8')).toBe(secret);
  expect(aside).toHaveLength(2);
  expect(await readFile(aside[1]!, 'utf8')).toBe('another secret');
  const old = await connect({ directory: aside[0]!, database: 'brink' });
  expect(await mongoose.connection.collection('lines').countDocuments()).toBe(500);
  await old.close();
});

test('a backup can be put back where nothing is', async () => {
  await aVillage();
  await backUp(dataDir, secret, to);
  dataDir = join(folder, 'new');
  expect(await restore(to, dataDir, 'brink')).toMatchObject({ aside: [] });
  expect((await look()).count).toBe(1000);
});

test('a backup can be put back where the store is damaged', async () => {
  await aVillage();
  await backUp(dataDir, secret, to);
  await writeFile(
    join(dataDir, 'store', 'brink.db'),
    'not a database at all, and longer than a head'.repeat(90),
  );
  await restore(to, dataDir, 'brink');
  expect((await look()).count).toBe(1000);
});

test('nothing is put back while Brink runs', async () => {
  await aVillage();
  await backUp(dataDir, secret, to);
  const kept = await startStore();
  await expect(restore(to, dataDir, 'brink')).rejects.toThrow('is in use. Stop Brink first');
  await rm(join(dataDir, 'store', 'brink.sock'));
  await expect(restore(to, dataDir, 'brink')).rejects.toThrow('is in use. Stop Brink first');
  expect(await kept.countDocuments()).toBe(1000);
  expect(await readdir(dataDir)).toEqual(['secret', 'store']);
});

test('what is not a whole backup is refused, and nothing has changed', async () => {
  const before = await aVillage();
  await backUp(dataDir, secret, to);
  await expect(restore(folder, dataDir, 'brink')).rejects.toThrow(`${folder} is not a backup`);
  await expect(restore(to, dataDir, 'other')).rejects.toThrow('holds no database other (MONGODB_DATABASE)');
  await appendFile(join(to, 'brink.db'), 'x');
  await expect(restore(to, dataDir, 'brink')).rejects.toThrow('is not as it was made');
  expect(await look()).toMatchObject({ epoch: before });
  expect(await readdir(dataDir)).toEqual(['secret', 'store']);
});
