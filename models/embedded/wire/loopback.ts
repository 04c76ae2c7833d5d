import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { credentialOf } from './scram.ts';
import { mechanism, SignIn } from './sign-in.ts';

const host = '127.0.0.1';
const user = 'brink';
/** How many may be connected without having signed in. */
const mostStrangers = 100;

/**
 * Opens the store's second address, for programs that know no sockets in a directory: TCP that only this machine reaches,
 * and since every user of the machine does, only with the password kept in the directory.
 * @param port 0 for a free one
 * @returns the address with the password in it, and a function that stops listening
 * @throws {Error} a sentence, when the port is taken
 */
export async function listenOnLoopback(
  directory: string,
  port: number,
  welcome: (socket: Socket, signIn: SignIn) => void,
): Promise<{ address: string; stop: () => void }> {
  const password = passwordOf(directory);
  const credential = credentialOf(user, password);
  const strangers = new Set<SignIn>();
  const server = createServer((socket) => {
    for (const other of strangers) if (other.user !== undefined) strangers.delete(other);
    if (strangers.size >= mostStrangers) return void socket.destroy();
    const signIn = new SignIn(credential, () => socket.destroy());
    strangers.add(signIn);
    socket.on('close', () => {
      signIn.end();
      strangers.delete(signIn);
    });
    welcome(socket, signIn);
  });
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    throw new Error(`it cannot listen on port ${port} (${(error as Error).message}). Choose another one`, {
      cause: error,
    });
  }
  const { port: found } = server.address() as AddressInfo;
  const options = `directConnection=true&authSource=admin&authMechanism=${mechanism}`;
  return {
    address: `mongodb://${user}:${password}@${host}:${found}/?${options}`,
    stop: () => void server.close(),
  };
}

/** The password of this store: made at the first need, kept for its owner beside the data it guards. */
function passwordOf(directory: string): string {
  const file = join(directory, 'password');
  try {
    writeFileSync(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const kept = readFileSync(file, 'utf8').trim();
  if (/^[\w-]{32,}$/.test(kept)) return kept;
  throw new Error(
    `${file} holds no password: at least 32 letters and digits. Remove it, and a new one is made`,
  );
}
