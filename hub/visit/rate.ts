import { createHmac } from 'node:crypto';
import type { CommandName } from '#contract';
import { rates } from '#config/limits.ts';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  type RateLimiterAbstract,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import { isSameForAll } from '../dispatch.ts';
import type { Caller } from './authenticate.ts';
import type { Redis } from '../wire/redis.ts';
import { tooFast } from './refusal.ts';

/**
 * Counts wishes per caller and command. With Redis the hubs count together; without it each alone, at half the limit while
 * Redis does not answer, so that two hubs together still allow no more.
 * @param secret of the installation, with which a guest's address is hidden from whoever reads in Redis
 */
export function createRates(redis: Redis | undefined, secret: string) {
  const limiters = new Map<string, RateLimiterAbstract>();
  for (const [command, { points, seconds }] of Object.entries(rates)) {
    limiters.set(
      command,
      limiter(redis, {
        keyPrefix: `${redis?.name ?? ''}:rate:${command}`,
        points,
        duration: seconds,
      }),
    );
  }

  /** @throws {Refusal} RATE_LIMITED, with the time after which it may be tried again */
  return async function count(caller: Caller, command: CommandName): Promise<void> {
    const rate = rateOf(caller, command);
    try {
      await limiters.get(rate)?.consume(counted(caller));
    } catch (refused) {
      if (refused instanceof RateLimiterRes) throw tooFast(refused.msBeforeNext);
      throw refused;
    }
  };

  function counted({ who, id }: Caller): string {
    return who === 'guest' && redis ? createHmac('sha256', secret).update(id).digest('base64url') : id;
  }
}

function rateOf(caller: Caller, command: CommandName): string {
  if (caller.who === 'bot') return 'bot';
  if (isSameForAll(command)) return 'situation';
  const own = command in rates;
  if (caller.who === 'guest') return own && command.startsWith('session:') ? command : 'guest';
  return own ? command : 'person';
}

function limiter(
  redis: Redis | undefined,
  rule: { keyPrefix: string; points: number; duration: number },
): RateLimiterAbstract {
  if (!redis) return new RateLimiterMemory(rule);
  const insuranceLimiter = new RateLimiterMemory({ ...rule, points: Math.ceil(rule.points / 2) });
  return new RateLimiterRedis({ ...rule, storeClient: redis, useRedisPackage: true, insuranceLimiter });
}
