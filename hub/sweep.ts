import * as channels from '#models/channel/channel.ts';
import type { Channel } from '#models/channel/channel.ts';
import { withTimeout, isTransient } from '#models/database/timeout.ts';
import type { Logger } from 'pino';
import { sweep } from './features/sweep.ts';
import type { Visit } from './visit/visit.ts';

const pauseMs = 2_000;
/** A sweep that the database leaves waiting so long is given up; the next one begins anew. */
const patienceMs = 10_000;
/** How long a start waits for the first one: with a silent database the hub opens all the same, and says so. */
const openMs = 2_000;

/**
 * Sweeps from time to time what nobody asks for (features/sweep.ts). The first time it lays out the channels of the place.
 * @returns once the first sweep is done, or the database is silent
 * @throws {Error} when the first one fails for any other reason
 */
export async function startSweep(visit: Visit, wanted: Channel[], log: Logger) {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let isLaidOut = false;
  let running = round();

  try {
    await withTimeout(running, openMs);
  } catch (error) {
    if (!isTransient(error)) throw error;
    log.warn({ err: error }, 'the database does not answer; this hub opens without it');
  }
  schedule();

  return {
    /** Resolves when the sweep that is under way has ended. */
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(timer);
      await running.catch(() => undefined);
    },
  };

  function schedule(): void {
    // ±20 %, so that hubs do not all ask the database in the same instant.
    const pause = pauseMs * (0.8 + Math.random() * 0.4);
    if (!stopped) timer = setTimeout(() => void again().finally(schedule), pause);
  }

  async function again(): Promise<void> {
    try {
      running = round();
      await running;
    } catch (error) {
      log.warn({ err: error }, 'a sweep was not finished');
    }
  }

  function round(): Promise<void> {
    return withTimeout(once(), patienceMs);
  }

  async function once(): Promise<void> {
    if (!isLaidOut) await channels.ensureChannels(wanted);
    isLaidOut = true;
    await sweep(visit);
  }
}
