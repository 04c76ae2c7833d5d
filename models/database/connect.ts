import mongoose, { type Connection, type ConnectOptions } from 'mongoose';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbedded } from '../embedded/index.ts';
import { refuseAlone, whyNoDatabase } from './no-database.ts';

/**
 * Opens the database: MongoDB where `uri` points, or the embedded store in `directory`. The same driver and the same code
 * either way; only the address differs.
 * @param where.database the database within it
 * @param where.evenSilent hears, in a sentence, of a MongoDB that does not answer; then it is opened as soon as it does, and
 * whatever is asked of it before that fails
 * @throws {Error} a sentence, when it does not answer within five seconds or does not fit, or another process holds the directory
 */
export async function connect(where: {
  uri?: string | undefined;
  directory: string;
  database: string;
  evenSilent?: (error: Error) => void;
}): Promise<{ uri: string; close(): Promise<void> }> {
  const embedded = where.uri ? undefined : await startEmbedded({ directory: where.directory });
  const uri = where.uri ?? embedded!.uri;
  mongoose.set('strictQuery', 'throw');
  mongoose.set('sanitizeFilter', true);
  const options = optionsOf(where.database);
  const closing = new AbortController();
  try {
    await open(uri, options);
  } catch (error) {
    const why = where.uri ? whyNoDatabase(error, uri) : error;
    if (!where.evenSilent || !isSilence(error)) {
      await close();
      throw why;
    }
    where.evenSilent(why as Error);
    void openAtLast(uri, options, closing.signal);
  }
  return { uri, close };

  async function close(): Promise<void> {
    closing.abort();
    await mongoose.disconnect();
    await embedded?.close();
  }
}

const optionsOf = (database: string): ConnectOptions => ({
  dbName: database,
  autoIndex: false,
  serverSelectionTimeoutMS: 5_000,
  writeConcern: { w: 'majority', j: true, wtimeoutMS: 5_000 },
  readConcern: { level: 'majority' },
});

/**
 * Indexes carry promises (one number, one key, one name), so nothing is served before they stand: not even what waits for
 * this process to be connected.
 */
async function open(uri: string, options: ConnectOptions): Promise<void> {
  const first = await mongoose.createConnection(uri, options).asPromise();
  try {
    await refuseAlone(first.getClient().db('admin'), uri);
    await Promise.all(Object.values(mongoose.models).map((model) => standIndexes(first, model)));
  } finally {
    await first.close();
  }
  await mongoose.connect(uri, options);
}

const againMs = 1_000;

async function openAtLast(uri: string, options: ConnectOptions, closing: AbortSignal): Promise<void> {
  while (!closing.aborted) {
    await sleep(againMs);
    const isOpen = await open(uri, options).then(
      () => true,
      () => false,
    );
    if (isOpen) return;
  }
}

/** It may be there in a moment; a set of another name is not silence. */
const isSilence = (error: unknown): boolean =>
  error instanceof mongoose.Error.MongooseServerSelectionError &&
  (error as { reason?: { servers?: Map<string, unknown> } }).reason?.servers?.size !== 0;

type AnyModel = (typeof mongoose.models)[string];

const standIndexes = (first: Connection, { modelName, schema, collection }: AnyModel) =>
  first.model(modelName, schema, collection.collectionName).createIndexes();

/** Whether the database answers. */
export async function isReachable(): Promise<boolean> {
  return (
    mongoose.connection.db
      ?.admin()
      .ping()
      .then(
        () => true,
        () => false,
      ) ?? false
  );
}
