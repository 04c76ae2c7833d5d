import { createHash } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Report, Start } from './worker.ts';

/** An open embedded store. */
export interface EmbeddedStore {
  /** Where MongoDB drivers reach it: a socket in a directory that only this user may enter. */
  uri: string;
  /** Ends it; everything acknowledged is on the disk. */
  close(): Promise<void>;
}

/**
 * Starts the embedded store in a directory, which is made when it is not there: a MongoDB server for one machine
 * and one process, in a thread of its own. Rejects with a sentence that says what is wrong and what to do, as when
 * another process uses the directory.
 */
export async function startEmbedded(options: { directory: string }): Promise<EmbeddedStore> {
  const directory = resolve(options.directory);
  makePrivate(directory);
  const socketPath = socketPathFor(directory);
  const start: Start = { directory, socketPath };
  const worker = new Worker(new URL('./launch.ts', import.meta.url), {
    workerData: start,
    name: 'embedded store',
  });
  try {
    await heard(worker, directory);
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  let closing: Promise<void> | undefined;
  return {
    uri: `mongodb://${encodeURIComponent(socketPath)}/?directConnection=true`,
    close: () => (closing ??= close(worker, socketPath)),
  };
}

function makePrivate(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    chmodSync(directory, 0o700);
  } catch (error) {
    throw new Error(
      `the directory ${directory} cannot be used for the store: ${(error as Error).message}. Choose another one (DATA_DIR) or change its owner`,
      { cause: error },
    );
  }
}

/** Drivers take an address for a socket's only when it ends in .sock. */
const socketName = 'brink.sock';
/** Longer socket paths do not fit into the operating system's address, on the strictest of the usual ones. */
const longestSocketPath = 100;

function socketPathFor(directory: string): string {
  const usual = join(directory, socketName);
  if (Buffer.byteLength(usual) <= longestSocketPath) return usual;
  const name = createHash('sha256').update(directory).digest('hex').slice(0, 16);
  const short = join(tmpdir(), `brink-${name}`);
  makePrivate(short);
  // The directory for temporary files is everybody's: what another user put there is not private.
  const found = lstatSync(short);
  if (!found.isDirectory() || found.uid !== process.getuid?.())
    throw new Error(
      `${short} belongs to another user; remove it, or choose a directory with a shorter path (DATA_DIR)`,
    );
  return join(short, socketName);
}

/** Waits until the worker says that it is ready, or why it is not. */
async function heard(worker: Worker, directory: string): Promise<void> {
  const report = await new Promise<Report>((tell) => {
    worker.once('message', tell);
    worker.once('error', (error: Error) => tell({ failed: stopped(directory, error) }));
    worker.once('exit', () => tell({ failed: stopped(directory) }));
  });
  if ('failed' in report) throw new Error(report.failed);
  // From here on an end that nobody asked for must not go unnoticed: without the store nothing can be kept.
  worker.removeAllListeners('error').on('error', (error) => {
    throw new Error(stopped(directory, error as Error), { cause: error });
  });
}

const stopped = (directory: string, error?: Error): string =>
  `the store in ${directory} stopped${error ? `: ${error.message}` : ''}. Start Brink again; what was acknowledged is kept`;

async function close(worker: Worker, socketPath: string): Promise<void> {
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.postMessage('close');
  await ended;
  rmSync(socketPath, { force: true });
}
