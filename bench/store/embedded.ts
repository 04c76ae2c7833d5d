import { mongo } from 'mongoose';
import { startEmbedded, type EmbeddedStore } from '../../models/embedded/index.ts';
import type { Entry } from './entries.ts';
import type { Side } from './side.ts';

/** The embedded store as the hub uses it: in a thread of its own, through MongoDB's driver over a socket. */
export class Embedded implements Side {
  readonly store: EmbeddedStore;
  readonly client: mongo.MongoClient;

  static async open(directory: string, sizes: readonly number[]): Promise<Embedded> {
    const store = await startEmbedded({ directory });
    const client = await new mongo.MongoClient(store.uri, { maxPoolSize: 256 }).connect();
    const side = new Embedded(store, client);
    for (const size of sizes)
      await side.entries(size).createIndexes([{ key: { channel: 1, seq: 1 }, unique: true }]);
    return side;
  }

  constructor(store: EmbeddedStore, client: mongo.MongoClient) {
    this.store = store;
    this.client = client;
  }

  entries(size: number): mongo.Collection<Entry> {
    return this.client.db('bench').collection<Entry>(`entries${size}`);
  }

  ping(times: number): Promise<unknown> {
    return Promise.all(Array.from({ length: times }, () => this.client.db('bench').command({ ping: 1 })));
  }

  insertEach(size: number, entries: Entry[]): Promise<unknown> {
    return Promise.all(entries.map((entry) => this.entries(size).insertOne(entry)));
  }

  insertMany(size: number, entries: Entry[]): Promise<unknown> {
    return this.entries(size).insertMany(entries);
  }

  last50(size: number, channel: string): Promise<Entry[]> {
    return this.entries(size).find({ channel }).sort({ seq: -1 }).limit(50).toArray();
  }

  get(size: number, { _id }: Entry): Promise<Entry | null> {
    return this.entries(size).findOne({ _id });
  }

  like(size: number, { _id }: Entry): Promise<unknown> {
    return this.entries(size).updateOne({ _id }, { $inc: { 'body.likes': 1 } });
  }

  upsert(size: number, { _id, ...entry }: Entry): Promise<unknown> {
    return this.entries(size).replaceOne({ _id }, entry, { upsert: true });
  }

  count(size: number, channel: string): Promise<number> {
    return this.entries(size).countDocuments({ channel });
  }

  async byAuthor(size: number): Promise<number> {
    const groups = await this.entries(size)
      .aggregate([{ $group: { _id: '$author', n: { $sum: 1 } } }])
      .toArray();
    return groups.length;
  }

  async close(): Promise<void> {
    await this.client.close();
    await this.store.close();
  }
}
