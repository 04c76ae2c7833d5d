import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startEmbedded } from '../index.ts';
import { openStore } from '../testing/open-store.ts';
import { isDamaged } from './damage.ts';

let directory: string;
let file: string;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'brink-damage-'));
  file = join(directory, 'brink.db');
  const { db, client, store } = await openStore(directory);
  await db.collection('c').createIndexes([{ key: { text: 1 } }]);
  await db.collection('c').insertMany(Array.from({ length: 500 }, (_, i) => ({ text: `${i}`.padEnd(500) })));
  await client.close();
  await store.close();
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Writes over a page in the middle of the file. */
function scribble(page: number): void {
  const opened = openSync(file, 'r+');
  writeSync(opened, Buffer.alloc(4096, 0xa5), 0, 4096, page * 4096);
  closeSync(opened);
}

test.each([2, 20, 60])(
  'a file of which page %i was written over is found at the start, and said',
  async (page) => {
    scribble(page);
    await expect(startEmbedded({ directory })).rejects.toThrow(
      `the store in ${directory} cannot be used: the file is damaged. Put back the last backup`,
    );
  },
);

test('a file that was cut off is found at the start', async () => {
  truncateSync(file, statSync(file).size - 10 * 4096);
  await expect(startEmbedded({ directory })).rejects.toThrow('the file is damaged. Put back the last backup');
});

test('also of a file too large to be looked through it is seen that it was cut off', () => {
  const looksDamaged = (): boolean => {
    const db = new DatabaseSync(file);
    try {
      return isDamaged(db, file, 0);
    } finally {
      db.close();
    }
  };
  expect(looksDamaged()).toBe(false);
  truncateSync(file, statSync(file).size - 10 * 4096);
  expect(looksDamaged).toSatisfy((look: () => boolean) => {
    try {
      return look();
    } catch (error) {
      return String(error).includes('malformed');
    }
  });
});

test('a second process is told in a sentence who uses the directory, and ends', async () => {
  const store = await startEmbedded({ directory });
  try {
    const script = new URL('../testing/killable.ts', import.meta.url).pathname;
    const second = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    second.stderr.on('data', (text: Buffer) => (said += text.toString()));
    const [code] = (await once(second, 'close')) as [number];
    expect(code).toBe(1);
    expect(said).toContain(`another Brink is using ${directory}. Stop that one first`);
  } finally {
    await store.close();
  }
});
