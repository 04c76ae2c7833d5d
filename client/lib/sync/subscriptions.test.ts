import type { Answer, Asks, Entry, Gets } from '#contract';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Subscriptions, type Subscriber } from './subscriptions.ts';
import type { Hub, Told } from './hub.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('on every connection the page says how far it is, and hears how far it should be', async () => {
  const { hub, subscriptions } = page();
  const log = held(7);
  subscriptions.follow('street-maaskade', log);
  hub.connects();
  await settled();
  expect(hub.asked()).toEqual([{ cursors: { 'street-maaskade': 7 } }]);
  expect(log.heads).toEqual([[9, 'sync']]);

  hub.connects();
  await settled();
  expect(hub.asked()[1]).toEqual({ epoch: 'first', cursors: { 'street-maaskade': 7 } });
});

test('what is told goes to the logs of that channel, and to no other', async () => {
  const { hub, subscriptions } = page();
  const [here, there] = [held(1), held(1)];
  subscriptions.follow('street-maaskade', here);
  const leave = subscriptions.follow('village-mook', there);
  hub.tells('entry', { channel: 'street-maaskade', seq: 2 } as Entry);
  hub.tells('heads', { 'street-maaskade': 3, 'village-mook': 1 });
  expect([here.received, there.received]).toEqual([[2], []]);
  expect([here.heads, there.heads]).toEqual([[[3, 'beat']], [[1, 'beat']]]);
  leave();
  hub.tells('heads', { 'village-mook': 4 });
  expect(there.heads).toHaveLength(1);
});

test('a channel that is opened later is asked for at once, once for all that is opened together', async () => {
  const { hub, subscriptions } = page();
  hub.connects();
  await settled();
  subscriptions.follow('street-maaskade', held(1));
  subscriptions.follow('village-mook', held(2));
  subscriptions.follow('village-mook', held(5));
  await settled();
  expect(hub.asked().at(-1)?.cursors).toEqual({ 'street-maaskade': 1, 'village-mook': 2 });
  expect(hub.asked().length).toBeLessThan(5);
});

test('a hub that is away is asked again', async () => {
  const { hub, subscriptions, heard } = page();
  hub.answers({ ok: false, code: 'UNAVAILABLE', message: '', retry: true });
  subscriptions.follow('street-maaskade', held(1));
  hub.connects();
  await vi.advanceTimersByTimeAsync(3_500);
  expect(hub.asked()).toHaveLength(4);
  hub.answers(undefined);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(heard).toEqual(['synced']);
});

test('a log of another life makes the page begin anew, and one that is not ours is gone', async () => {
  const { hub, subscriptions, heard } = page();
  const log = held(1);
  subscriptions.follow('street-maaskade', log);
  hub.answers({ ok: true, value: { epoch: 'first', now: '', heads: {}, gone: ['street-maaskade'] } });
  hub.connects();
  await settled();
  expect(log.isGone).toBe(true);
  hub.answers({ ok: true, value: { epoch: 'second', now: '', heads: {}, gone: [], reload: true } });
  hub.connects();
  await settled();
  expect(heard).toEqual(['synced', 'diverged']);
});

const settled = () => vi.advanceTimersByTimeAsync(0);

/** A log that writes down what it is told. */
function held(cursor: number) {
  const log = {
    cursor,
    received: [] as number[],
    heads: [] as [number, string][],
    isGone: false,
    receive: ({ seq }: Entry) => void log.received.push(seq),
    hear: (head: number, from: string) => void log.heads.push([head, from]),
    gone: () => void (log.isGone = true),
  };
  return log satisfies Subscriber;
}

/** A page with a hub that does as the test says. */
function page() {
  type Sync = Answer<Gets<'log:sync'>>;
  const asked: Asks<'log:sync'>[] = [];
  const listeners = new Map<string, (told: never) => void>();
  const heard: string[] = [];
  let answer: Sync | undefined;
  let isOpen = false;
  const usual: Sync = {
    ok: true,
    value: { epoch: 'first', now: '', heads: { 'street-maaskade': 9 }, gone: [] },
  };
  const hub = {
    isOpen: () => isOpen,
    ask: async (_: string, asks: Asks<'log:sync'>) => {
      asked.push(asks);
      return answer ?? usual;
    },
    on: (event: string, hear: (told: never) => void) => {
      listeners.set(event, hear);
      return () => listeners.delete(event);
    },
    asked: () => asked,
    answers: (anew: Sync | undefined) => void (answer = anew),
    tells: <Name extends keyof Told>(event: Name, told: Told[Name]) => listeners.get(event)?.(told as never),
    connects: () => {
      isOpen = true;
      hub.tells('connect', undefined);
    },
  };
  const subscriptions = new Subscriptions(hub as unknown as Hub, {
    synced: () => heard.push('synced'),
    onDiverged: () => heard.push('diverged'),
  });
  subscriptions.start();
  return { hub, subscriptions, heard };
}
