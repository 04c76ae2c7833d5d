import { expect, test } from 'vitest';
import { openStore } from './testing/open-store.ts';

test('documents are deleted when their time is up', async () => {
  const open = await openStore();
  try {
    const c = open.db.collection<{ _id: number; until?: Date | string }>('c');
    await c.createIndexes([{ key: { until: 1 }, expireAfterSeconds: 10 }]);
    await c.insertMany([
      { _id: 1, until: new Date(Date.now() - 60_000) },
      { _id: 2, until: new Date() },
      { _id: 3, until: 'never' },
      { _id: 4 },
    ]);
    await open.client.db('admin').command({ setParameter: 1, ttlMonitorSleepSecs: 1 });
    while ((await c.estimatedDocumentCount()) > 3) await open.db.command({ ping: 1 });
    expect(await c.distinct('_id')).toEqual([2, 3, 4]);
  } finally {
    await open.end();
  }
});
