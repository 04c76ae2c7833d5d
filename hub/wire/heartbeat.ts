import { withTimeout } from '#models/database/timeout.ts';
import * as logs from '#models/log.ts';
import type { Logger } from 'pino';
import { channelsHeard, type HubServer } from '../visit/rooms.ts';
import type { Connections } from './sockets.ts';

/** D-12: everybody hears every five seconds how far his channels are; hubs that share a place look every second. */
const beatMs = 5_000;
const sweepMs = 1_000;
const patienceMs = 5_000;

/**
 * Tells each connection how far its channels are, so that a missing last entry is noticed too, when a telling was lost or
 * Redis is gone. Also looks again at sessions, rights and channels that changed elsewhere.
 * @param several whether other hubs write in the same log
 */
export function startHeartbeat(io: HubServer, door: Connections, log: Logger, several: boolean) {
  let timer: NodeJS.Timeout | undefined;
  let told: Record<string, number> = {};
  let stopped = false;
  let lastBeat = Date.now();

  schedule();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };

  function schedule(): void {
    if (stopped) return;
    // ±20 %, so that hubs do not all ask the database in the same instant.
    const pause = (several ? sweepMs : beatMs) * (0.8 + Math.random() * 0.4);
    timer = setTimeout(() => void beat().finally(schedule), pause);
  }

  async function beat(): Promise<void> {
    try {
      const whole = Date.now() - lastBeat >= beatMs * 0.8;
      if (whole) {
        lastBeat = Date.now();
        await withTimeout(door.recheck(), patienceMs);
      }
      const now = await withTimeout(logs.heads(channelsHeard(io.sockets.adapter.rooms.keys())), patienceMs);
      tell(whole ? now : changed(now));
      told = now;
    } catch (error) {
      log.warn({ err: error }, 'the heartbeat could not read the log');
    }
  }

  function changed(now: Record<string, number>): Record<string, number> {
    return Object.fromEntries(Object.entries(now).filter(([channel, head]) => told[channel] !== head));
  }

  function tell(news: Record<string, number>): void {
    if (Object.keys(news).length === 0) return;
    for (const socket of io.sockets.sockets.values()) {
      const own = channelsHeard(socket.rooms).filter((channel) => channel in news);
      if (own.length > 0)
        socket.emit('heads', Object.fromEntries(own.map((channel) => [channel, news[channel]!])));
    }
  }
}
