import { commands, type Answer, type CommandName } from '#contract';
import type { Command } from '#contract/command.ts';
import * as logs from '#models/log.ts';
import mongoose from 'mongoose';
import type { Logger } from 'pino';
import { mayAsk, type Caller } from './visit/authenticate.ts';
import { handlers } from './features/index.ts';
import { malformed } from './visit/malformed.ts';
import type { Metrics } from './visit/metrics.ts';
import {
  conflict,
  forbidden,
  invalid,
  missing,
  Refusal,
  signInFirst,
  takenBack,
  unavailable,
} from './visit/refusal.ts';
import type { Visit } from './visit/visit.ts';

type Handler = (visit: Visit, asked: unknown) => unknown;

/** What a dispatcher works with. `count` refuses whoever asks too often. */
type Parts = {
  log: Logger;
  metrics: Metrics;
  count: (caller: Caller, command: CommandName) => Promise<void>;
};

/**
 * Every command, in one place: known, allowed, within its rate, well formed, run, answered. Nothing a handler throws ends
 * the process; what nobody foresaw is logged and answered as "not now".
 */
export function createDispatcher(parts: Parts) {
  const running = new Set<Promise<unknown>>();

  async function answer(visit: Visit, name: string, asks: unknown): Promise<Answer<unknown>> {
    const started = performance.now();
    const work = attempt(parts, visit, name, asks);
    running.add(work);
    const given = await work.then(
      (value): Answer<unknown> => ({ ok: true, value }),
      (error: unknown) => refusalOf(parts.log, error, name).toAnswer(visit.caller.locale),
    );
    running.delete(work);
    const known = isCommand(name) ? name : 'unknown';
    parts.metrics.answered(known, given.ok ? 'OK' : given.code, performance.now() - started);
    return given;
  }

  /** When everything that is under way now has been answered. */
  const settled = () => Promise.allSettled(running);

  return Object.assign(answer, { settled });
}

export type Dispatch = ReturnType<typeof createDispatcher>;

async function attempt({ count }: Parts, visit: Visit, name: string, asks: unknown): Promise<unknown> {
  if (!isCommand(name)) throw missing();
  const command = commands[name];
  if (!mayAsk(visit.caller, name)) throw visit.caller.who === 'guest' ? signInFirst() : forbidden();
  await count(visit.caller, name);
  const parsed = command.asks.safeParse(asks, { reportInput: true });
  if (!parsed.success) throw invalid(malformed(parsed.error.issues));
  // The one place where a name and its shapes part ways in the type system: `satisfies Handlers` keeps them together.
  return (handlers[name] as Handler)(visit, parsed.data);
}

function refusalOf(log: Logger, error: unknown, name: string): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof logs.KeyReused) return keyTaken();
  if (error instanceof logs.TakenBack) return takenBack();
  if (!(error instanceof logs.LogUnavailable) && !(error instanceof mongoose.mongo.MongoNetworkError)) {
    log.error({ command: name, err: error }, 'a command failed');
  }
  return unavailable();
}

export const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name);

export const isSameForAll = (name: string): boolean =>
  isCommand(name) && (commands[name] as Command).sameForAll === true;

const keyTaken = () =>
  conflict({
    nl: 'Dit is al eerder verstuurd, met andere woorden.',
    en: 'This was sent before, in other words.',
  });
