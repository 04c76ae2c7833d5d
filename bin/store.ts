/** Starts the embedded store alone, prints its address, and ends it on a signal. */
import { parseArgs } from 'node:util';
import { startEmbedded } from '../models/embedded/index.ts';

const usage = `usage: bin/store DIRECTORY [--port N]

Starts the embedded store in DIRECTORY and prints the address at which MongoDB clients reach it: a socket in the
directory. With --port it is a port of this machine (0: a free one), and the address has a password in it.`;

try {
  const store = await startEmbedded(asked());
  console.log(store.address ?? store.uri);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void store.close());
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

function asked(): { directory: string; port?: number } {
  try {
    const { values, positionals } = parseArgs({
      options: { port: { type: 'string' } },
      allowPositionals: true,
    });
    const [directory, ...more] = positionals;
    if (!directory) throw new Error('DIRECTORY is missing.');
    if (more.length > 0) throw new Error(`One directory at a time: what is ${more.join(' ')}?`);
    return { directory, ...(values.port !== undefined && { port: portOf(values.port) }) };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
}

function portOf(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
  throw new Error(`--port is a number from 0 to 65535, not ${text}.`);
}
