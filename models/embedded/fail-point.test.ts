import { expect, test } from 'vitest';
import { openStore } from './testing/open-store.ts';

test('a test can let commands fail, and the driver reads again', async () => {
  const open = await openStore();
  try {
    const c = open.db.collection<{ _id: number }>('c');
    await c.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }]);
    const fail = (mode: object | string, data: object) =>
      open.client.db('admin').command({ configureFailPoint: 'failCommand', mode, data });
    await fail({ times: 1 }, { failCommands: ['find'], closeConnection: true });
    expect(await c.find().toArray()).toHaveLength(3);
    await fail({ times: 1 }, { failCommands: ['insert'], errorCode: 91 });
    await expect(c.insertOne({ _id: 9 })).rejects.toMatchObject({ code: 91 });
    await fail('off', {});
    await c.insertOne({ _id: 9 });
  } finally {
    await open.end();
  }
});
