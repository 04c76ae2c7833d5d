import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, truncateSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { decode, encode } from './bson.ts';
import { Store } from './store.ts';
import { inconsistencies } from './testing/consistency.ts';
import { document, expectedOf, type Kept } from './testing/crash-journal.ts';

const directory = mkdtempSync(join(tmpdir(), 'brink-crash-'));
const data = join(directory, 'data');
const journal = join(directory, 'journal');
const rounds = 12;

afterAll(() => rmSync(directory, { recursive: true }));

/** Lets sixteen writers write for a while and kills them in the middle of it. */
async function writeAndKill(round: number): Promise<void> {
  const script = new URL('./testing/crash-writer.ts', import.meta.url).pathname;
  const enough = 20 + round * 30;
  const child = spawn(process.execPath, [script, data, journal, String(round), String(enough)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await ended;
}

/** What is in the store of a directory: all documents, and what does not agree with itself. */
function look(where: string): { kept: Map<string, Kept>; wrong: string[] } {
  const store = new Store(where);
  try {
    const collection = store.catalog.find('crash', 'kept')!;
    const rows = store.sqlite.all<{ d: Uint8Array }>(`SELECT d FROM c${collection.id}`);
    const kept = new Map(rows.map(({ d }) => [String(decode(d)['_id']), decode(d) as unknown as Kept]));
    return { kept, wrong: inconsistencies(store) };
  } finally {
    store.close();
  }
}

const hex = (kept: unknown): string => encode(kept as { [field: string]: unknown }).toString('hex');

/** A document as the driver would have written it. */
const whole = (id: string, version: number): string => hex(document(id, version));

function differences(kept: Map<string, Kept>): string[] {
  const found: string[] = [];
  const expected = expectedOf(journal);
  for (const [id, versions] of expected) {
    const there = kept.get(id);
    const version = there && Number(there.version);
    if (!versions.includes(version)) found.push(`${id}: ${version}, expected ${versions.join(' or ')}`);
    else if (there && hex(there) !== whole(id, version!)) found.push(`${id}: half written`);
  }
  for (const id of kept.keys()) if (!expected.has(id)) found.push(`${id}: nobody wrote it`);
  return found;
}

test('after being killed in the middle of writing, nothing acknowledged is lost and nothing is half written', async () => {
  for (let round = 0; round < rounds; round++) {
    await writeAndKill(round);
    const { kept, wrong } = look(data);
    expect(wrong).toEqual([]);
    expect(differences(kept)).toEqual([]);
    expect(kept.size).toBeGreaterThan(10);
  }
}, 300_000);

test('the check notices what is lost, half written or made up', () => {
  const { kept } = look(data);
  const [lost, half] = [...kept.keys()] as [string, string];
  kept.delete(lost);
  kept.set(half, { ...kept.get(half)!, text: '' });
  kept.set('0-99-0', document('0-99-0', 0));
  expect(differences(kept).map((line) => line.split(': ')[1])).toEqual([
    expect.stringContaining('undefined, expected'),
    'half written',
    'nobody wrote it',
  ]);
});

test('a log cut off in the middle of a write loses the end and nothing else', async () => {
  await writeAndKill(rounds);
  const log = join(data, 'brink.db-wal');
  truncateSync(log, Math.floor(statSync(log).size * 0.6));
  expect(look(data).wrong).toEqual([]);
}, 120_000);
