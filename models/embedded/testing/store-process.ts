import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** A process that is nothing but a store, to be killed. */
export class StoreProcess {
  readonly directory: string;
  /** Settles when the process is gone. */
  readonly ended: Promise<unknown>;
  readonly #child: ChildProcessByStdio<null, Readable, null>;
  readonly #said: Promise<string>;

  constructor(directory: string) {
    this.directory = directory;
    const script = new URL('./killable.ts', import.meta.url).pathname;
    this.#child = spawn(process.execPath, [script, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.ended = once(this.#child, 'exit');
    this.#said = new Promise((settle) => {
      this.#child.stdout.once('data', (bytes: Buffer) => settle(bytes.toString().trim()));
      this.#child.once('exit', () => settle(''));
    });
  }

  get killed(): boolean {
    return this.#child.killed;
  }

  /** Its address, once it is there; undefined when it ended before. */
  async address(): Promise<string | undefined> {
    return (await this.#said) || undefined;
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.ended;
  }
}
