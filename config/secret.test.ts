import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import { secretOf } from './secret.ts';

const around = mkdtempSync(join(tmpdir(), 'brink-secret-'));
afterAll(() => rmSync(around, { recursive: true }));

/** A process of an installation that begins: one start in each of these directories, as close together as can be. */
const starts = `
  import { parentPort, workerData } from 'node:worker_threads';
  const { secretOf } = await import(workerData.program);
  parentPort.once('message', () => parentPort.postMessage(workerData.directories.map(secretOf)));
  parentPort.postMessage('ready');
`;

test('processes that start together on an empty directory have the same whole secret', async () => {
  const directories = Array.from({ length: 200 }, (_, n) => join(around, `place-${n}`));
  const program = new URL('./secret.ts', import.meta.url).href;
  const workers = Array.from(
    { length: 4 },
    () =>
      new Worker(new URL(`data:text/javascript,${encodeURIComponent(starts)}`), {
        workerData: { program, directories },
      }),
  );
  await Promise.all(workers.map(heard));
  const told = workers.map(heard);
  for (const worker of workers) worker.postMessage('go');
  const secrets = (await Promise.all(told)) as string[][];
  for (const [n, directory] of directories.entries()) {
    expect(new Set(secrets.map((each) => each[n]))).toEqual(new Set([secretOf(directory)]));
    expect(readdirSync(directory)).toEqual(['secret']);
  }
  expect(new Set(secrets.flat()).size).toBe(directories.length);
});

test('a secret that was cut off is not used, nor replaced', () => {
  for (const kept of ['', 'half']) {
    const directory = join(around, `cut-off-${kept}`);
    mkdirSync(directory);
    writeFileSync(join(directory, 'secret'), kept);
    expect(() => secretOf(directory)).toThrow(
      `${join(directory, 'secret')} is empty or cut off. Put it back`,
    );
    expect(readFileSync(join(directory, 'secret'), 'utf8')).toBe(kept);
  }
});

const heard = (worker: Worker) =>
  new Promise<unknown>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
