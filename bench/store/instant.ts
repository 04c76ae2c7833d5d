import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { Long } from 'bson';
import { encode } from '../../models/embedded/value/bson.ts';
import { answer, Framer, parse } from '../../models/embedded/wire/wire.ts';
import { entryOf } from './entries.ts';

/**
 * A server that does nothing and has every answer ready: fifty entries for a query, a yes for the rest. In a thread of its
 * own over a socket like the store, it shows what driver and socket take when the store takes no time.
 */
export async function startInstant(
  directory: string,
): Promise<{ uri: string; stop: () => Promise<unknown> }> {
  const path = join(directory, 'instant.sock');
  const worker = new Worker(new URL(import.meta.url), { workerData: path });
  await once(worker, 'message');
  return {
    uri: `mongodb://${encodeURIComponent(path)}/?directConnection=true`,
    stop: () => worker.terminate(),
  };
}

const greeting = {
  ismaster: true,
  isWritablePrimary: true,
  helloOk: true,
  maxBsonObjectSize: 16 * 1024 * 1024,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  minWireVersion: 0,
  maxWireVersion: 21,
};

function serve(path: string): void {
  const firstBatch = Array.from({ length: 50 }, (_, i) => entryOf(i));
  const page = encode({ cursor: { firstBatch, id: Long.ZERO, ns: 'bench.entries' }, ok: 1 });
  const written = encode({ n: 1, ok: 1 });
  const hello = encode({ ...greeting, ok: 1 });
  const ready: { [command: string]: Buffer } = { find: page, insert: written, ping: written };
  createServer((socket) => {
    const framer = new Framer();
    socket.on('data', (chunk: Buffer) => {
      for (const message of framer.push(chunk)) {
        const request = parse(message);
        socket.write(answer(request, ready[Object.keys(request.body)[0]!] ?? hello));
      }
    });
    socket.on('error', () => socket.destroy());
  }).listen(path, () => parentPort!.postMessage('ready'));
}

if (!isMainThread) serve(workerData as string);
