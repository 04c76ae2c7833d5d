import { withTimeout } from '#models/database/timeout.ts';
import * as logs from '#models/log.ts';
import type { Logger } from 'pino';
import { channelsHeard, type HubServer } from '../visit/rooms.ts';
import type { Connections } from './sockets.ts';

/** D-12: everybody hears every five seconds how far their channels are; hubs that share a place look every second. */
const beatMs = 5_000;
const sweepMs = 1_000;
const timeoutMs = 5_000;

type Heads = Record<string, number>;

/**
 * Tells each connection how far its channels are, so that a missing last entry is noticed too, when a telling was lost or
 * Redis is gone. Also looks again at sessions, rights and channels that changed elsewhere. Beats until it is stopped.
 */
export class Heartbeat {
  readonly #io: HubServer;
  readonly #connections: Connections;
  readonly #log: Logger;
  readonly #pauseMs: number;
  #timer: NodeJS.Timeout | undefined;
  #told: Heads = {};
  #isStopped = false;
  #lastBeat = Date.now();

  /** @param options.several whether other hubs write in the same log */
  constructor(io: HubServer, connections: Connections, { log, several }: { log: Logger; several: boolean }) {
    this.#io = io;
    this.#connections = connections;
    this.#log = log;
    this.#pauseMs = several ? sweepMs : beatMs;
    this.#schedule();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #schedule(): void {
    if (this.#isStopped) return;
    // ±20 %, so that hubs do not all ask the database in the same instant.
    const pause = this.#pauseMs * (0.8 + Math.random() * 0.4);
    this.#timer = setTimeout(() => void this.#beat().finally(() => this.#schedule()), pause);
  }

  async #beat(): Promise<void> {
    try {
      const isWhole = Date.now() - this.#lastBeat >= beatMs * 0.8;
      if (isWhole) {
        this.#lastBeat = Date.now();
        await withTimeout(this.#connections.recheck(), timeoutMs);
      }
      const heard = channelsHeard(this.#io.sockets.adapter.rooms.keys());
      const now = await withTimeout(logs.heads(heard), timeoutMs);
      this.#tell(isWhole ? now : this.#changed(now));
      this.#told = now;
    } catch (error) {
      this.#log.warn({ err: error }, 'the heartbeat could not read the log');
    }
  }

  #changed(now: Heads): Heads {
    return Object.fromEntries(Object.entries(now).filter(([channel, head]) => this.#told[channel] !== head));
  }

  #tell(news: Heads): void {
    if (Object.keys(news).length === 0) return;
    for (const socket of this.#io.sockets.sockets.values()) {
      const own = channelsHeard(socket.rooms).filter((channel) => channel in news);
      if (own.length > 0)
        socket.emit('heads', Object.fromEntries(own.map((channel) => [channel, news[channel]!])));
    }
  }
}
