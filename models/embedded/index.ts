import { rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { addressOf, makePrivate, socketPathFor } from './wire/address.ts';
import type { Report, Start } from './worker.ts';

/** An open embedded store. */
export interface EmbeddedStore {
  /** Where MongoDB drivers reach it: a socket in a directory that only this user may enter. */
  uri: string;
  /** Where they reach it over TCP, with the password: loopback only, and only when a port was asked for. */
  address: string | undefined;
  /** Ends it; everything acknowledged is on the disk. */
  close(): Promise<void>;
}

/**
 * Starts the embedded store in a directory, which is made when it is not there: a MongoDB server for one machine
 * and one process, in a thread of its own. Rejects with a sentence that says what is wrong and what to do, as when
 * another process uses the directory.
 * @param options.port opens it over loopback TCP too, 0 for a free port; who connects there has to sign in
 */
export async function startEmbedded(options: { directory: string; port?: number }): Promise<EmbeddedStore> {
  const directory = resolve(options.directory);
  makePrivate(directory);
  const socketPath = socketPathFor(directory);
  const start: Start = { directory, socketPath, port: options.port };
  const worker = new Worker(new URL('./launch.ts', import.meta.url), {
    workerData: start,
    name: 'embedded store',
  });
  let address: string | undefined;
  try {
    address = await heard(worker, directory);
  } catch (error) {
    await worker.terminate();
    throw error;
  }
  let closing: Promise<void> | undefined;
  return {
    uri: addressOf(directory),
    address,
    close: () => (closing ??= close(worker, directory, socketPath)),
  };
}

/** Waits until the worker says that it is ready, or why it is not; gives its address over TCP. */
async function heard(worker: Worker, directory: string): Promise<string | undefined> {
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
  return report.address;
}

const stopped = (directory: string, error?: Error): string =>
  `the store in ${directory} stopped${error ? `: ${error.message}` : ''}. Start Brink again; what was acknowledged is kept`;

async function close(worker: Worker, directory: string, socketPath: string): Promise<void> {
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.postMessage('close');
  await ended;
  rmSync(socketPath, { force: true });
  // A path too long for a socket got a directory of its own.
  if (dirname(socketPath) !== directory) rmSync(dirname(socketPath), { recursive: true, force: true });
}
