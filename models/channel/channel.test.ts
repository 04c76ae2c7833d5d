import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../test/support/database.ts';
import { byIds, ensureChannels, type Channel } from './channel.ts';
import { epoch } from '../database/epoch.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;
beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const ids = Array.from({ length: 20 }, (_, n) => `theme-${n}`);
const channels = ids.map((_id): Channel => ({
  _id,
  kind: 'theme',
  name: { nl: _id, en: _id },
  public: true,
  posting: 'everyone',
}));

test('hubs that start on an empty database at the same moment all lay it out, once', async () => {
  await Promise.all(Array.from({ length: 8 }, () => ensureChannels(channels)));
  expect(await byIds(ids)).toHaveLength(ids.length);
});

test('they agree on which life of the log this is', async () => {
  const told = await Promise.all(Array.from({ length: 8 }, () => epoch()));
  expect(new Set(told).size).toBe(1);
});
