import { mongo } from 'mongoose';
import type { Entry } from './entries.ts';
import type { Side } from './side.ts';

/** A store as the hub uses it: through MongoDB's driver. */
export class Driver implements Side {
  readonly uri: string;
  readonly client: mongo.MongoClient;

  constructor(uri: string) {
    this.uri = uri;
    this.client = new mongo.MongoClient(uri, { maxPoolSize: 256 });
  }

  entries(size: number): mongo.Collection<Entry> {
    return this.client.db('bench').collection<Entry>(`entries${size}`);
  }

  /** The index of the log: a number once in each channel. */
  async prepare(sizes: readonly number[]): Promise<void> {
    for (const size of sizes)
      await this.entries(size).createIndexes([{ key: { channel: 1, seq: 1 }, unique: true }]);
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

  close(): Promise<void> {
    return this.client.close();
  }
}
