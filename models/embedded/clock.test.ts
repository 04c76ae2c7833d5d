import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DirectStore } from './testing/direct-store.ts';
import { expire } from './ttl.ts';
import type { Document } from './value/values.ts';

const hour = 3_600_000;
const noon = Date.UTC(2027, 0, 1, 12);
let direct: DirectStore;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: noon });
  direct = new DirectStore();
  direct.run({ createIndexes: 'c', indexes: [{ key: { until: 1 }, name: 'until', expireAfterSeconds: 0 }] });
  const documents = [-1, 1, 90].map((minutes) => ({
    _id: minutes,
    until: new Date(noon + minutes * 60_000),
  }));
  direct.run({ insert: 'c', documents });
});
afterEach(() => {
  direct.end();
  vi.useRealTimers();
});

function expired(): number[] {
  for (const _ of expire(direct.store));
  return direct.find({}, { sort: { _id: 1 } }).map(({ _id }) => Number(_id));
}

test('what expires goes by the clock on the wall, an hour forward or back', () => {
  vi.setSystemTime(noon - hour);
  expect(expired()).toEqual([-1, 1, 90]);
  vi.setSystemTime(noon);
  expect(expired()).toEqual([1, 90]);
  vi.setSystemTime(noon + hour);
  expect(expired()).toEqual([90]);
});

test('a cursor in use does not grow old when the clock jumps', () => {
  const { cursor } = direct.run({ find: 'c', batchSize: 1 }) as { cursor: Document };
  for (const jump of [hour, -hour]) {
    vi.setSystemTime(noon + jump);
    direct.store.cursors.killIdle();
    expect(direct.store.cursors.count).toBe(1);
  }
  const more = direct.run({ getMore: cursor['id'], collection: 'c', batchSize: 1 });
  expect((more['cursor'] as { nextBatch: Document[] }).nextBatch).toHaveLength(1);
});

test('a command does not run out of time when the clock jumps', async () => {
  const slow = function* (): Generator<undefined, string, undefined> {
    vi.setSystemTime(noon + hour);
    yield;
    return 'done';
  };
  expect(await new Promise((settle) => direct.store.committer.run(slow(), 10_000, settle))).toBe('done');
});
