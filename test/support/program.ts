import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { compiled } from './compiled.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs a program of ours as its own process, so that it can be killed like one.
 *
 *     const hub = await run('hub/index.ts', { DATA_DIR: directory, PORT: '0' }, /open (http\S+)/);
 *     hub.said[1]                       // what the pattern caught
 *     await hub.kill();                 // SIGKILL: no chance to tidy up
 *
 * @param ready what it prints when it can be used
 * @throws {Error} with all it printed, when it ends before that
 */
export async function run(program: string, env: Record<string, string>, ready: RegExp, args: string[] = []) {
  const child = spawn(process.execPath, [program, ...args], {
    cwd: root,
    env: { LOG_LEVEL: 'error', ...compiled, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const said = await heard(child, ready);
  return {
    said,
    pid: child.pid!,
    /** Ends it without a warning. */
    kill: () => end(child, ended, 'SIGKILL'),
    /** Asks it to stop. */
    stop: () => end(child, ended, 'SIGTERM'),
    /** Its exit code, once it has ended. */
    ended: ended.then(([code]) => code as number | null),
  };
}

export type Program = Awaited<ReturnType<typeof run>>;

async function end(child: ChildProcess, ended: Promise<unknown>, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  await ended;
}

function heard(child: ChildProcess, ready: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let output = '';
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      const found = ready.exec(output);
      if (found) resolve(found);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    // Not 'exit': what it said last may come after that.
    child.once('close', (code) => reject(new Error(`it ended with code ${code} and said:\n${output}`)));
  });
}
