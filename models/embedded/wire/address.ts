import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, existsSync, lstatSync, mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/** Where MongoDB drivers reach the store of a directory, while it runs. */
export const addressOf = (directory: string): string =>
  `mongodb://${encodeURIComponent(socketPathFor(resolve(directory)))}/?directConnection=true`;

/** Whether a store is running on a directory and answers. */
export async function isRunning(directory: string): Promise<boolean> {
  const socket = connect(socketPathFor(resolve(directory)));
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** Drivers take an address for a socket's only when it ends in .sock. */
const socketName = 'brink.sock';
/** Longer socket paths do not fit into the operating system's address, on the strictest of the usual ones. */
const longestSocketPath = 100;

/** The path of the socket of a directory's store. */
export function socketPathFor(directory: string): string {
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

/** Makes a directory that only this user may enter. */
export function makePrivate(directory: string): void {
  try {
    makeStepByStep(resolve(directory));
    chmodSync(directory, 0o700);
  } catch (error) {
    throw new Error(
      `the directory ${directory} cannot be used for the store: ${(error as Error).message}. Choose another one (DATA_DIR) or change its owner`,
      { cause: error },
    );
  }
}

/** Node's own `recursive` never comes back where a parent is there and takes nobody in, as in /proc (seen on Node 20 and 24). */
function makeStepByStep(directory: string): void {
  const around = dirname(directory);
  if (!existsSync(around)) makeStepByStep(around);
  if (!existsSync(directory)) mkdirSync(directory, { mode: 0o700 });
}
