import { rates } from '#config/limits.ts';
import { commands, type CommandName } from '#contract';
import { createClient } from 'redis';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { freePort } from '../../test/support/free-port.ts';
import { openNeighbourhood } from '../../test/support/neighbourhood.ts';
import { openRedis } from '../../test/support/redis.ts';
import { guestOf, type Caller } from './authenticate.ts';
import { createRates } from './rate.ts';

const secret = 'only for tests';
const resident = (id: string): Caller => ({ who: 'resident', id, locale: 'nl' });
const guest = (address: string): Caller => guestOf({}, address);
const bot = (id: string): Caller => ({ who: 'bot', id, locale: 'nl', bot: 'agenda' });
const refused = { code: 'RATE_LIMITED', afterMs: expect.any(Number) as number };

type Count = ReturnType<typeof createRates>;
const open = (): Count => createRates(undefined, secret);

/** Asks as often as this rate allows. */
async function useUp(count: Count, who: Caller, command: CommandName, rate: string): Promise<void> {
  for (let time = 0; time < rates[rate]!.points; time++) await count(who, command);
}

test('every rate counts a command that exists, or a kind of visitor', () => {
  const kinds = ['person', 'guest', 'situation', 'bot'];
  expect(Object.keys(rates).filter((name) => !(name in commands) && !kinds.includes(name))).toEqual([]);
});

describe('somebody with an account', () => {
  test('who says too much at once hears how long to wait, and what else he asks goes on', async () => {
    const count = open();
    await useUp(count, resident('anja'), 'message:post', 'message:post');
    await expect(count(resident('anja'), 'message:post')).rejects.toMatchObject(refused);
    const { afterMs } = (await count(resident('anja'), 'message:post').catch((error: unknown) => error)) as {
      afterMs: number;
    };
    expect(afterMs).toBeGreaterThan(0);
    expect(afterMs).toBeLessThanOrEqual(rates['message:post']!.seconds * 1_000);
    await count(resident('anja'), 'log:page');
    await count(resident('anja'), 'channel:open');
  });

  test('takes nothing away from a neighbour', async () => {
    const count = open();
    await useUp(count, resident('anja'), 'message:post', 'message:post');
    await count(resident('wim'), 'message:post');
  });

  test('has one count for all that has none of its own', async () => {
    const count = open();
    await useUp(count, resident('anja'), 'channel:open', 'person');
    await expect(count(resident('anja'), 'channel:list')).rejects.toMatchObject(refused);
    await count(resident('anja'), 'message:post');
  });
});

describe('when the time is over', () => {
  afterEach(() => void vi.useRealTimers());

  test('it may be asked again', async () => {
    vi.useFakeTimers();
    const count = open();
    await useUp(count, resident('anja'), 'message:post', 'message:post');
    await expect(count(resident('anja'), 'message:post')).rejects.toMatchObject(refused);
    vi.advanceTimersByTime(rates['message:post']!.seconds * 1_000 + 1);
    await count(resident('anja'), 'message:post');
  });
});

describe('a guest', () => {
  test('is counted with everybody of his network, and with nobody else', async () => {
    const count = open();
    await useUp(count, guest('2001:db8::1'), 'session:start', 'session:start');
    await expect(count(guest('2001:db8::ffff'), 'session:start')).rejects.toMatchObject(refused);
    await count(guest('2001:db8:0:1::1'), 'session:start');
    await count(guest('192.0.2.1'), 'session:start');
  });

  test('has room to read, which coming in does not use up', async () => {
    const count = open();
    await useUp(count, guest('192.0.2.1'), 'log:page', 'guest');
    await expect(count(guest('192.0.2.1'), 'channel:list')).rejects.toMatchObject(refused);
    await count(guest('192.0.2.1'), 'session:ask');
  });
});

test('a bot has one count for all that it asks, apart from that of another', async () => {
  const count = open();
  await useUp(count, bot('bot-agenda'), 'message:post', 'bot');
  await expect(count(bot('bot-agenda'), 'due:claim')).rejects.toMatchObject(refused);
  await count(bot('bot-help-matcher'), 'due:claim');
});

test('what is the same for everybody has a count of its own, whoever asks', async () => {
  const count = open();
  await useUp(count, resident('anja'), 'channel:open', 'person');
  await count(resident('anja'), 'crisis:situation');
  await useUp(count, guest('192.0.2.1'), 'crisis:situation', 'situation');
  await expect(count(guest('192.0.2.1'), 'place:get')).rejects.toMatchObject(refused);
  await count(guest('192.0.2.1'), 'channel:list');
});

describe('hubs with a Redis', () => {
  const start = async (port: number) => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/session:start`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"token":"x","proof":"y"}',
    });
    return answer.status;
  };
  const { points } = rates['session:start']!;

  test('count together, and write down nobody’s address', async () => {
    const redis = await openRedis();
    const place = await openNeighbourhood({ env: { REDIS_URL: redis.url } });
    const other = await place.beside({});
    for (let time = 0; time < points / 2; time++)
      for (const hub of [place.hub, other]) expect(await start(hub.port())).toBe(422);
    expect([await start(place.hub.port()), await start(other.port())]).toEqual([429, 429]);
    const client = await createClient({ url: redis.url }).connect();
    const counted = (await client.keys('*')).filter((key) => key.includes('session:start'));
    client.destroy();
    expect(counted).toHaveLength(1);
    expect(counted.join()).not.toMatch(/127\.0\.0\.1|guest/);
    await place.close();
    await redis.close();
  });

  test('that does not answer count alone, at half', async () => {
    const env = { REDIS_URL: `redis://127.0.0.1:${await freePort()}`, LOG_LEVEL: 'silent' };
    const place = await openNeighbourhood({ env });
    for (let time = 0; time < points / 2; time++) expect(await start(place.hub.port())).toBe(422);
    expect(await start(place.hub.port())).toBe(429);
    await place.close();
  });
});
