import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { startEmbedded, type EmbeddedStore } from '../index.ts';

export interface OpenStore {
  directory: string;
  store: EmbeddedStore;
  client: mongo.MongoClient;
  db: mongo.Db;
  /** Ends client and store and takes the directory away. */
  end(): Promise<void>;
}

/** A store of its own for a test, and a client that is connected to it. */
export async function openStore(directory = mkdtempSync(join(tmpdir(), 'brink-store-'))): Promise<OpenStore> {
  const store = await startEmbedded({ directory });
  const client = await new mongo.MongoClient(store.uri).connect();
  return {
    directory,
    store,
    client,
    db: client.db('test'),
    async end() {
      await client.close();
      await store.close();
      rmSync(directory, { recursive: true });
    },
  };
}
