import type { Config } from '#config';
import { nameInRedis } from '#config/secret.ts';
import { createAdapter } from '@socket.io/redis-adapter';
import type { Logger } from 'pino';
import { createClient, type RedisClientType } from 'redis';
import { setTimeout as pause } from 'node:timers/promises';
import type { HubServer } from '../visit/rooms.ts';

/** Nobody waits longer for Redis than this. */
const timeoutMs = 200;
const lookMs = 500;
/** What is only told, and waited for by nobody, is kept for a Redis that does not answer for so long. */
const keptMs = 2_000;
/** A line on which nothing happens for so long is given up, and another is tried. */
const silenceMs = 5_000;
const longestRetryMs = 1_000;

/**
 * With Redis the hubs tell each other what they saved. It is a hint, the log is the truth: whether Redis is gone, refuses,
 * hangs or was never there, this hub serves its own people, and the heartbeat finds what was not told. Goes on with Redis by
 * itself as soon as that answers.
 */
export function connectRedis(config: Config, log: Logger, io: HubServer) {
  if (!config.redisUrl) return undefined;
  const publisher = clientOf(config.redisUrl);
  const subscriber = publisher.duplicate({ disableOfflineQueue: false }) as RedisClientType;
  const clients = [publisher, subscriber];
  for (const client of clients) client.on('error', (error: Error) => log.debug({ err: error }, 'Redis'));
  // Ends only when the hub does: until then it tries again.
  const connected = Promise.all(clients.map((client) => client.connect().catch(() => undefined)));
  const name = nameInRedis(config.secret);
  const options = { key: name, publishOnSpecificResponseChannel: true };
  const watch = watchOver(clients, log);
  io.adapter(createAdapter(telling(publisher, watch), hearing(subscriber), options));
  return {
    name,

    /** When Redis has answered for the first time, or after the patience anybody has for it. */
    async met(): Promise<void> {
      await inTime(connected).catch(() => undefined);
      await watch.begin();
    },

    answers: watch.answers,

    /**
     * Runs a script, as `eval` of the client.
     * @throws {Error} when Redis has not answered within 200 ms, and at once while it is known not to
     */
    async eval(...given: Parameters<RedisClientType['eval']>): Promise<unknown> {
      if (!watch.answers()) throw new Error('Redis does not answer');
      return inTime(publisher.eval(...given));
    },

    close(): void {
      watch.stop();
      for (const client of clients) client.destroy();
    },
  };
}

export type Redis = NonNullable<ReturnType<typeof connectRedis>>;

const clientOf = (url: string) =>
  createClient({
    url,
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
    socket: {
      socketTimeout: silenceMs,
      reconnectStrategy: (retries) => Math.min(2 ** retries * 50, longestRetryMs),
    },
  }) as RedisClientType;

type Watch = ReturnType<typeof watchOver>;

/** Looks twice a second whether Redis answers on all of these lines. */
function watchOver(clients: RedisClientType[], log: Logger) {
  let isAnswering: boolean | undefined;
  let since = Date.now();
  let asked: Promise<unknown> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  return {
    answers: () => isAnswering === true,
    /** For how many ms it has not answered. */
    awayMs: () => (isAnswering ? 0 : Date.now() - since),
    begin: look,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };

  async function look(): Promise<void> {
    // One question at a time: to a Redis that hangs they would pile up.
    asked ??= Promise.all(clients.map((client) => client.ping())).finally(() => (asked = undefined));
    turn(
      await inTime(asked).then(
        () => true,
        () => false,
      ),
    );
    if (!isStopped) timer = setTimeout(() => void look(), lookMs);
  }

  function turn(now: boolean): void {
    if (isStopped || now === isAnswering) return;
    if (!now)
      log.warn('Redis does not answer: this hub serves its own people and counts alone until it does');
    else if (isAnswering === false) log.info('Redis answers again');
    isAnswering = now;
    since = Date.now();
  }
}

/** Fails when it takes longer than anybody waits. Looks once more before it does: it may be this process that was late. */
async function inTime<T>(asked: Promise<T>): Promise<T> {
  const waiting = new AbortController();
  const tooLong = pause(timeoutMs, undefined, { signal: waiting.signal }).then(async () => {
    await new Promise(setImmediate);
    throw new Error(`Redis did not answer within ${timeoutMs} ms`);
  });
  return Promise.race([asked, tooLong]).finally(() => waiting.abort());
}

/** The adapter waits for nothing it tells, so that what fails would be nobody's: here it is nobody's loss. */
function telling(client: RedisClientType, watch: Watch): RedisClientType {
  return instead(client, (call) => {
    if (watch.awayMs() <= keptMs) call().catch(() => undefined);
  });
}

/** A subscription that fails is asked for again: without it a hub would never hear the others. */
function hearing(client: RedisClientType): RedisClientType {
  return instead(client, function again(call) {
    call().catch(() => client.once('ready', () => again(call)));
  });
}

/** The client, each of whose commands is called in this way. What is no command stays as it is. */
function instead(client: RedisClientType, calls: (call: () => Promise<unknown>) => void): RedisClientType {
  const commands = new Set<unknown>(['publish', 'subscribe', 'pSubscribe', 'unsubscribe', 'pUnsubscribe']);
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const call = (given: unknown[]): unknown => value.apply(target, given);
      if (!commands.has(name)) return (...given: unknown[]) => call(given);
      return (...given: unknown[]) => calls(() => Promise.resolve(call(given)));
    },
  });
}
