import mongoose from 'mongoose';
import { startEmbedded } from './embedded/index.ts';
import { refuseAlone, whyNoDatabase } from './no-database.ts';

/**
 * Opens the database: MongoDB where `uri` points, or the embedded store in `directory`. The same driver and the same code
 * either way; only the address differs.
 * @param database the database within it
 * @throws {Error} a sentence, when it does not answer within five seconds or does not fit, or another process holds the directory
 */
export async function connect(where: {
  uri?: string | undefined;
  directory: string;
  database: string;
}): Promise<{ uri: string; close(): Promise<void> }> {
  const embedded = where.uri ? undefined : await startEmbedded({ directory: where.directory });
  const uri = where.uri ?? embedded!.uri;
  try {
    await open(uri, where.database);
  } catch (error) {
    await close();
    throw where.uri ? whyNoDatabase(error, uri) : error;
  }
  return { uri, close };

  async function close(): Promise<void> {
    await mongoose.disconnect();
    await embedded?.close();
  }
}

async function open(uri: string, database: string): Promise<void> {
  mongoose.set('strictQuery', 'throw');
  mongoose.set('sanitizeFilter', true);
  await mongoose.connect(uri, {
    dbName: database,
    autoIndex: false,
    serverSelectionTimeoutMS: 5_000,
    writeConcern: { w: 'majority', j: true, wtimeoutMS: 5_000 },
    readConcern: { level: 'majority' },
  });
  await refuseAlone(mongoose.connection.getClient().db('admin'), uri);
  // Indexes carry promises (one number, one key, one name), so nothing is served before they stand.
  await Promise.all(Object.values(mongoose.models).map((model) => model.createIndexes()));
}

/** Whether the database answers. */
export async function answers(): Promise<boolean> {
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
