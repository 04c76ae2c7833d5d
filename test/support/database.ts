import { ownConfig } from '#config';
import { connect } from '#models/database/connect.ts';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import mongoose from 'mongoose';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** No setting of the machine on which the tests run changes what they see, except which database. */
export const ordinary = {
  PORT: '0',
  HOST: '127.0.0.1',
  PUBLIC_URL: '',
  SECRET: 'only for tests, and long enough for them',
  PLACE: 'mook-en-middelaar',
  REDIS_URL: '',
  SMTP_URL: '',
  DEMO: '',
  CLOCK: '',
  DEV: '',
  LOG_LEVEL: 'error',
};

/**
 * A database of its own for one test file: an embedded store in a new directory, or with MONGODB_URI set one on that
 * server. `close` takes it away, and the directory.
 * @param server a MongoDB to use whatever the environment says
 */
export async function openDatabase(server?: string) {
  const directory = await mkdtemp(join(tmpdir(), 'brink-'));
  const { mongodbUri } = ownConfig({
    ...ordinary,
    DATA_DIR: directory,
    ...(server && { MONGODB_URI: server }),
  });
  const name = `brink_test_${randomBytes(6).toString('hex')}`;
  const database = await connect({ uri: mongodbUri, directory: join(directory, 'store'), database: name });
  return {
    uri: database.uri,
    name,
    directory,
    async close(): Promise<void> {
      if (mongodbUri) await mongoose.connection.dropDatabase();
      await database.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
