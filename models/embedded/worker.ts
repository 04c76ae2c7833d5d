import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { serve } from './connection.ts';
import { Store } from './store.ts';
import { startExpiry } from './ttl.ts';

/** What the main thread asks for. */
export interface Start {
  directory: string;
  socketPath: string;
}

/** What it hears: that the store can be reached, or why not. */
export type Report = { ready: true } | { failed: string };

const tidyMs = 5000;

const tell = (report: Report): void => parentPort!.postMessage(report);

function open({ directory, socketPath }: Start): void {
  let store: Store;
  try {
    store = new Store(directory);
  } catch (error) {
    tell({ failed: (error as Error).message });
    return;
  }
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(store, socket, ++connections);
  });
  server.on('error', (error) => {
    throw new Error(`it cannot listen on ${socketPath}: ${error.message}`, { cause: error });
  });
  // The lock on the file is ours, so a socket that is still there belongs to a process that died.
  rmSync(socketPath, { force: true });
  server.listen(socketPath, () => {
    chmodSync(socketPath, 0o600);
    tell({ ready: true });
  });
  closeWhenAsked(store, server, sockets);
}

function closeWhenAsked(store: Store, server: Server, sockets: Set<Socket>): void {
  const stopExpiry = startExpiry(store);
  const checkpoints = setInterval(() => store.tidy(), tidyMs);
  parentPort!.once('message', () => {
    stopExpiry();
    clearInterval(checkpoints);
    server.close();
    for (const socket of sockets) socket.destroy();
    store.close();
    parentPort!.close();
  });
}

open(workerData as Start);
