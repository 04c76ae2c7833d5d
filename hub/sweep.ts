import * as channels from '#models/channel/channel.ts';
import type { Channel } from '#models/channel/channel.ts';
import { withTimeout, isTransient } from '#models/database/timeout.ts';
import type { Logger } from 'pino';
import { sweep } from './features/sweep.ts';
import type { Visit } from './visit/visit.ts';

const pauseMs = 2_000;
/** A sweep that the database leaves waiting so long is given up; the next one begins anew. */
const timeoutMs = 10_000;
/** How long a start waits for the first one: with a silent database the hub opens all the same, and says so. */
const openMs = 2_000;

/** Sweeps from time to time what nobody asks for (features/sweep.ts). The first time it lays out the channels of the place. */
export class Sweeper {
  readonly #visit: Visit;
  readonly #channels: Channel[];
  readonly #log: Logger;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;
  #isLaidOut = false;
  #running: Promise<void> = Promise.resolve();

  /** @param channels those of the place */
  constructor(visit: Visit, channels: Channel[], log: Logger) {
    this.#visit = visit;
    this.#channels = channels;
    this.#log = log;
  }

  /**
   * Resolves once the first sweep is done, or the database is silent.
   * @throws {Error} when the first one fails for any other reason
   */
  async start(): Promise<void> {
    this.#running = this.#round();
    try {
      await withTimeout(this.#running, openMs);
    } catch (error) {
      if (!isTransient(error)) throw error;
      this.#log.warn({ err: error }, 'the database does not answer; this hub opens without it');
    }
    this.#schedule();
  }

  /** Resolves when the sweep that is under way has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running.catch(() => undefined);
  }

  #schedule(): void {
    if (this.#isStopped) return;
    // ±20 %, so that hubs do not all ask the database in the same instant.
    const pause = pauseMs * (0.8 + Math.random() * 0.4);
    this.#timer = setTimeout(() => void this.#again().finally(() => this.#schedule()), pause);
  }

  async #again(): Promise<void> {
    try {
      this.#running = this.#round();
      await this.#running;
    } catch (error) {
      this.#log.warn({ err: error }, 'a sweep was not finished');
    }
  }

  #round(): Promise<void> {
    return withTimeout(this.#sweep(), timeoutMs);
  }

  async #sweep(): Promise<void> {
    if (!this.#isLaidOut) await channels.ensureChannels(this.#channels);
    this.#isLaidOut = true;
    await sweep(this.#visit);
  }
}
