/**
 * Runs the hub and the bots as two processes until one ends for good or somebody asks to stop (Ctrl+C, SIGTERM).
 * The bots begin once the hub has said `open <url>`. A crash of theirs is only theirs: they come back, ever more slowly.
 *
 *   node bin/hub-and-bots.ts [--watch]      --watch: start again whenever a file they read changes
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';

type Running = { child: ChildProcess; end: Promise<number> };

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 30_000;
const STEADY_AFTER = 60_000;
const STOP_WITHIN = 15_000;

const { watch } = parseArgs({ options: { watch: { type: 'boolean' } } }).values;
const started = performance.now();
let hub: Running | undefined;
let bots: Running | undefined;
let stopping = false;

const code = await Promise.race([stopAsked(), keepBoth()]);
stopping = true;
// Bots first: what they are in the middle of, they finish at the hub.
await stop(bots);
await stop(hub);
process.exit(code);

function stopAsked(): Promise<number> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (stopping) killBoth();
        stopping = true;
        resolve(0);
      });
    }
  });
}

function killBoth(): void {
  for (const running of [bots, hub]) running?.child.kill('SIGKILL');
}

/** Gives the exit code of the one that ended for good. */
async function keepBoth(): Promise<number> {
  hub = launch('hub/index.ts');
  const url = await Promise.race([addressSaidBy(hub.child), hub.end]);
  if (typeof url === 'number') return tellHubEnded('Brink did not start: the hub ended', url);
  const hubEnds = hub.end.then((code) => tellHubEnded('Everything stops: the hub ended', code));
  say(`Ready in ${seconds(performance.now() - started)}: open ${url} in a browser. Ctrl+C stops everything.`);
  return Promise.race([hubEnds, keepBots()]);
}

function tellHubEnded(what: string, code: number): number {
  if (!stopping) say(`${what} (code ${code}). Above is what it said.`);
  return code;
}

async function keepBots(): Promise<number> {
  let wait = FIRST_PAUSE;
  for (;;) {
    const since = performance.now();
    bots = launch('bots/index.ts');
    const code = await bots.end;
    if (stopping) return code;
    if (code === 0) return tellBotsEnded();
    if (performance.now() - since > STEADY_AFTER) wait = FIRST_PAUSE;
    say(`The bots crashed (${code}); people can go on talking. The bots start again in ${seconds(wait)}.`);
    await pause(wait);
    if (stopping) return code;
    wait = Math.min(wait * 2, LONGEST_PAUSE);
  }
}

function tellBotsEnded(): number {
  say('The bots ended by themselves, so everything stops.');
  return 0;
}

/** In a process group of its own, so that Ctrl+C in a terminal reaches us alone and they are stopped in order. */
function launch(program: string): Running {
  const lifeline = new URL('lifeline.ts', import.meta.url).href;
  const child = spawn(
    process.execPath,
    [
      ...(watch ? ['--watch', '--watch-preserve-output'] : []),
      ...(existsSync('.env') ? ['--env-file=.env'] : []),
      `--import=${lifeline}`,
      program,
    ],
    { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], detached: true },
  );
  child.stdout?.pipe(process.stdout, { end: false });
  const end = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)));
  });
  return { child, end };
}

function addressSaidBy(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', function listen(chunk: string) {
      said += chunk;
      const url = /\bopen (https?:\/\/[^\s"]+)[\s"]/i.exec(said)?.[1];
      if (url === undefined) return;
      child.stdout?.off('data', listen);
      resolve(url);
    });
  });
}

async function stop(running: Running | undefined): Promise<void> {
  if (!running) return;
  running.child.kill('SIGTERM');
  const patience = setTimeout(() => running.child.kill('SIGKILL'), STOP_WITHIN);
  await running.end;
  clearTimeout(patience);
}

function say(sentence: string): void {
  process.stdout.write(`\n${sentence}\n\n`);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
