import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { compiled } from './compiled.ts';
import type { Neighbourhood } from './neighbourhood.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** All bots in a process of their own, looking for work every second, as `bots/index.ts` runs them. */
export function startBots(place: Neighbourhood, hubUrl = place.url) {
  const child = spawn(process.execPath, ['bots/index.ts'], {
    cwd: root,
    env: {
      ...compiled,
      HUB_URL: hubUrl,
      SECRET: place.hub.config.secret,
      PLACE: place.hub.config.place,
      WAKE: '* * * * * *',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = once(child, 'exit');
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await ended;
  };
  return {
    /** SIGKILL: no chance to tidy up. */
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  };
}

/**
 * A way to the hub that lets everything through until the hub says something that fits, and from then on nothing: whoever is on
 * this line never hears it, and the hub has done it. What the hub says is readable on the wire (RFC 6455 §5.3).
 */
export async function openGate(place: Neighbourhood, holds: RegExp) {
  const sockets = new Set<Socket>();
  const { port } = new URL(place.url);
  let hold: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (hold = resolve));
  let closed = false;

  const server = createServer((near) => {
    const far = connect(Number(port), '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => (near.destroy(), far.destroy()));
    }
    near.pipe(far);
    let said = '';
    far.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('latin1')).slice(-20_000);
      if (holds.test(said)) closed = true;
      if (closed) hold();
      else near.write(chunk);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The hub has said it. */
    held,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
