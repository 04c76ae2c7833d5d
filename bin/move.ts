/** Copies the data of this configuration to MongoDB, as bin/move MONGODB_URI. */
import { ownConfig } from '#config';
import { connect } from '#models/database/connect.ts';
import { isRunning } from '#models/embedded/wire/address.ts';
import { epoch } from '#models/database/epoch.ts';
import { move } from '#models/database/move.ts';
import { refuseAlone, whyNoDatabase } from '#models/database/no-database.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import mongoose, { mongo } from 'mongoose';

const [uri] = process.argv.slice(2) as [string];

try {
  const { dataDir, database } = ownConfig();
  const target = await open(uri);
  try {
    await moveTo(target.db(database), dataDir);
  } finally {
    await target.close();
  }
  console.log(
    `All of it is there and the same. Start Brink with MONGODB_URI, MONGODB_DATABASE=${database} and`,
  );
  console.log(
    `the same secret (${join(dataDir, 'secret')}, or SECRET). Keep ${dataDir} until you trust the new place.`,
  );
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function open(uri: string): Promise<mongo.MongoClient> {
  let client: mongo.MongoClient | undefined;
  try {
    client = new mongo.MongoClient(uri, {
      serverSelectionTimeoutMS: 5000,
      readConcern: { level: 'majority' },
    });
    await client.connect();
    await refuseAlone(client.db('admin'), uri);
    return client;
  } catch (error) {
    await client?.close();
    throw whyNoDatabase(error, uri);
  }
}

/** The store is ours alone while it moves: what would be said meanwhile would stay behind. */
async function moveTo(target: mongo.Db, dataDir: string): Promise<void> {
  const directory = join(dataDir, 'store');
  if (!existsSync(directory)) throw new Error(`There is no store in ${dataDir} (DATA_DIR).`);
  if (await isRunning(directory))
    throw new Error(`Brink is running on ${dataDir}. Stop it first: what people say now would stay behind.`);
  const store = await connect({ directory, database: target.databaseName });
  try {
    const source = mongoose.connection.getClient();
    // Nothing may expire between reading it here and comparing it there.
    await source.db('admin').command({ setParameter: 1, ttlMonitorSleepSecs: 1_000_000_000 });
    await move(source.db(target.databaseName), target, await epoch(), console.log);
  } finally {
    await store.close();
  }
}
