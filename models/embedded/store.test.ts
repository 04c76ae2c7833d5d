import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startEmbedded } from './index.ts';
import { openStore, type OpenStore } from './testing/open-store.ts';

const open: OpenStore[] = [];
const directories: string[] = [];

async function opened(directory?: string): Promise<OpenStore> {
  const store = await openStore(directory);
  open.push(store);
  if (!directory) directories.push(store.directory);
  return store;
}

function temporary(): string {
  const directory = mkdtempSync(join(tmpdir(), 'brink-'));
  directories.push(directory);
  return directory;
}

afterEach(async () => {
  for (const { client, store } of open.splice(0)) {
    await client.close();
    await store.close();
  }
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

test('what was kept is there again after the store was closed', async () => {
  const directory = temporary();
  const first = await opened(directory);
  await first.db.collection('c').createIndexes([{ key: { a: 1 }, unique: true }]);
  await first.db.collection('c').insertMany([{ a: 1 }, { a: 2 }]);
  await first.client.close();
  await first.store.close();
  const second = await opened(directory);
  expect(await second.db.collection('c').countDocuments({ a: { $gte: 1 } })).toBe(2);
  expect(await second.db.collection('c').estimatedDocumentCount()).toBe(2);
  await expect(second.db.collection('c').insertOne({ a: 2 })).rejects.toMatchObject({ code: 11000 });
});

test('only one store can use a directory, and the second is told so', async () => {
  const directory = temporary();
  await opened(directory);
  await expect(startEmbedded({ directory })).rejects.toThrow(`another Brink is using ${directory}`);
});

test('nobody else may enter the directory or read the file', async () => {
  const directory = join(temporary(), 'deep', 'data');
  const { store } = await opened(directory);
  expect(store.uri).toContain(encodeURIComponent(join(directory, 'brink.sock')));
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(statSync(join(directory, 'brink.db')).mode & 0o777).toBe(0o600);
  expect(statSync(join(directory, 'brink.sock')).mode & 0o777).toBe(0o600);
});

test('a path too long for a socket gets a short one that is private too', async () => {
  const directory = join(temporary(), 'x'.repeat(120));
  const { store, client, db } = await opened(directory);
  const path = decodeURIComponent(/mongodb:\/\/(.*)\/\?/.exec(store.uri)![1]!);
  expect(path.length).toBeLessThan(100);
  expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
  expect(await db.command({ ping: 1 })).toMatchObject({ ok: 1 });
  await client.close();
  await store.close();
  expect(existsSync(join(path, '..'))).toBe(false);
});

test('a socket left by a process that died is replaced', async () => {
  const directory = temporary();
  writeFileSync(join(directory, 'brink.sock'), '');
  const { db } = await opened(directory);
  expect(await db.command({ ping: 1 })).toMatchObject({ ok: 1 });
});

test('a file that is not a store is refused with what to do', async () => {
  const directory = temporary();
  writeFileSync(join(directory, 'brink.db'), 'not a database, but long enough to be looked at'.repeat(100));
  await expect(startEmbedded({ directory })).rejects.toThrow('Put back the last backup');
});

test('a directory that cannot be made is refused with what to do', async () => {
  const file = join(temporary(), 'file');
  writeFileSync(file, '');
  await expect(startEmbedded({ directory: join(file, 'data') })).rejects.toThrow(
    /cannot be used for the store.*Choose another one/,
  );
});

test('nothing is left of a closed store but its file', async () => {
  const directory = temporary();
  const { client, store } = await opened(directory);
  await client.close();
  await store.close();
  expect(existsSync(join(directory, 'brink.sock'))).toBe(false);
  expect(existsSync(join(directory, 'brink.db-wal'))).toBe(false);
});

test('databases are apart, and dropping one leaves the others', async () => {
  const { client } = await opened();
  await client
    .db('one')
    .collection('c')
    .insertOne({ _id: 1 as never });
  await client
    .db('two')
    .collection('c')
    .insertOne({ _id: 1 as never });
  await client.db('one').dropDatabase();
  expect((await client.db().admin().listDatabases({ nameOnly: true })).databases).toEqual([{ name: 'two' }]);
});
