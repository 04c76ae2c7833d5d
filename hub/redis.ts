import type { Config } from '#config';
import { nameInRedis } from '#config/secret.ts';
import { createAdapter } from '@socket.io/redis-adapter';
import type { Logger } from 'pino';
import { createClient, type RedisClientType } from 'redis';
import type { HubServer } from './rooms.ts';

/**
 * With Redis the hubs tell each other what they saved. It is a hint, the log is the truth: while Redis is gone nothing is
 * queued for it, and the heartbeat finds what was not told.
 * @throws {Error} when Redis does not answer at the start
 */
export async function joinOthers(config: Config, log: Logger, io: HubServer) {
  if (!config.redisUrl) return undefined;
  const publisher = createClient({
    url: config.redisUrl,
    disableOfflineQueue: true,
    commandsQueueMaxLength: 10_000,
  }) as RedisClientType;
  const subscriber = publisher.duplicate({ disableOfflineQueue: false }) as RedisClientType;
  for (const client of [publisher, subscriber]) {
    client.on('error', (error: Error) =>
      log.warn({ err: error }, 'Redis does not answer; this hub serves its own people'),
    );
  }
  await Promise.all([publisher.connect(), subscriber.connect()]);
  const name = nameInRedis(config.secret);
  const options = { key: name, publishOnSpecificResponseChannel: true };
  io.adapter(createAdapter(forgiving(publisher), forgiving(subscriber), options));
  return {
    publisher,
    name,
    close(): void {
      publisher.destroy();
      subscriber.destroy();
    },
  };
}

/** The adapter waits for none of its commands, so a failing one would be nobody's: here it is nobody's loss. */
function forgiving(client: RedisClientType): RedisClientType {
  return new Proxy(client, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]) => {
        const result: unknown = value.apply(target, given);
        return result instanceof Promise ? result.catch(() => undefined) : result;
      };
    },
  });
}
