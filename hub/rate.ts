import type { CommandName } from '#contract';
import { rates } from '#config/limits.ts';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  type RateLimiterAbstract,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { RedisClientType } from 'redis';
import { tooFast } from './refusal.ts';

/**
 * Counts wishes per caller and command. With Redis the hubs count together; without it each alone, at half the limit while
 * Redis is gone, so that two hubs together still allow no more.
 */
export function createRates(redis: RedisClientType | undefined) {
  const limiters = new Map<string, RateLimiterAbstract>();
  for (const [command, { points, seconds }] of Object.entries(rates)) {
    limiters.set(command, limiter(redis, { keyPrefix: `rate:${command}`, points, duration: seconds }));
  }

  /** @throws {Refusal} RATE_LIMITED, with the time after which it may be tried again */
  return async function count(caller: string, command: CommandName): Promise<void> {
    const counted = limiters.get(command) ?? limiters.get('*')!;
    try {
      await counted.consume(caller);
    } catch (refused) {
      if (refused instanceof RateLimiterRes) throw tooFast(refused.msBeforeNext);
      throw refused;
    }
  };
}

function limiter(
  redis: RedisClientType | undefined,
  rule: { keyPrefix: string; points: number; duration: number },
): RateLimiterAbstract {
  if (!redis) return new RateLimiterMemory(rule);
  const insuranceLimiter = new RateLimiterMemory({ ...rule, points: Math.ceil(rule.points / 2) });
  return new RateLimiterRedis({ ...rule, storeClient: redis, useRedisPackage: true, insuranceLimiter });
}
