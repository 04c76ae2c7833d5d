import { chmodSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { Store } from './store.ts';
import { startExpiry } from './ttl.ts';
import { serve } from './connection.ts';
import { listenOnLoopback } from './wire/loopback.ts';
import type { SignIn } from './wire/sign-in.ts';

/** What the main thread asks for. `port`: TCP too, 0 for a free one. */
export interface Start {
  directory: string;
  socketPath: string;
  port?: number | undefined;
}

/** What it hears: that the store can be reached, over TCP at `address`, or why not. */
export type Report = { ready: true; address?: string | undefined } | { failed: string };

const tidyMs = 5000;

const tell = (report: Report): void => parentPort!.postMessage(report);

async function open({ directory, socketPath, port }: Start): Promise<void> {
  const store = new Store(directory);
  const sockets = new Set<Socket>();
  let connections = 0;
  const welcome = (socket: Socket, signIn?: SignIn): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(store, socket, ++connections, signIn);
  };
  const stopSocket = await listenOnSocket(socketPath, welcome);
  const loopback = port === undefined ? undefined : await listenOnLoopback(directory, port, welcome);
  tell({ ready: true, address: loopback?.address });
  closeWhenAsked(store, sockets, [stopSocket, ...(loopback ? [loopback.stop] : [])]);
}

/** The address in a directory that only its owner may enter. */
async function listenOnSocket(path: string, welcome: (socket: Socket) => void): Promise<() => void> {
  const server = createServer((socket) => welcome(socket));
  // The lock on the file is ours, so a socket that is still there belongs to a process that died.
  rmSync(path, { force: true });
  try {
    await once(server.listen(path), 'listening');
  } catch (error) {
    throw new Error(`it cannot listen on ${path}: ${(error as Error).message}`, { cause: error });
  }
  chmodSync(path, 0o600);
  return () => void server.close();
}

function closeWhenAsked(store: Store, sockets: Set<Socket>, stops: (() => void)[]): void {
  const stopExpiry = startExpiry(store);
  const checkpoints = setInterval(() => store.tidy(), tidyMs);
  parentPort!.once('message', () => {
    stopExpiry();
    clearInterval(checkpoints);
    for (const stop of stops) stop();
    for (const socket of sockets) socket.destroy();
    store.close();
    parentPort!.close();
  });
}

try {
  await open(workerData as Start);
} catch (error) {
  tell({ failed: (error as Error).message });
}
