import { mongo } from 'mongoose';
import type { Document } from '../value/values.ts';
import type { ClientEntity, Entity } from './format.ts';

/** What was heard of a command: its event's name in the test format, and the event. */
export type Heard = { [event: string]: Document };

const eventNames: { [name: string]: 'commandStarted' | 'commandSucceeded' | 'commandFailed' } = {
  commandStartedEvent: 'commandStarted',
  commandSucceededEvent: 'commandSucceeded',
  commandFailedEvent: 'commandFailed',
};

const neverSeen = ['configureFailPoint', 'hello', 'isMaster', 'ismaster'];

/** The things a test has made (clients, databases, collections, sessions, cursors, results) and what was heard of them. */
export class Entities {
  readonly #uri: string;
  readonly #things = new Map<string, unknown>();
  readonly #heard = new Map<string, Heard[]>();

  constructor(uri: string) {
    this.#uri = uri;
  }

  get(id: unknown): unknown {
    return this.#things.get(id as string);
  }

  set(id: string, thing: unknown): void {
    this.#things.set(id, thing);
  }

  heardOf(client: unknown): Heard[] {
    return this.#heard.get(client as string) ?? [];
  }

  create({ client, database, collection, bucket, session, ...other }: Entity): void {
    if (client) this.#createClient(client);
    else if (database)
      this.set(
        database.id,
        this.#client(database.client).db(database.databaseName, database.databaseOptions),
      );
    else if (collection) {
      const { id, collectionName, collectionOptions } = collection;
      this.set(id, this.#db(collection.database).collection(collectionName, collectionOptions));
    } else if (bucket)
      this.set(bucket.id, new mongo.GridFSBucket(this.#db(bucket.database), bucket.bucketOptions));
    else if (session) this.set(session.id, this.#client(session.client).startSession(session.sessionOptions));
    else throw new Error(`the runner cannot make a ${Object.keys(other).join()}`);
  }

  /** From here on nothing is heard. */
  deaf(): void {
    for (const client of this.#clients()) client.removeAllListeners();
  }

  async close(): Promise<void> {
    for (const client of this.#clients()) await client.close();
  }

  #createClient(given: ClientEntity): void {
    const { id, observeEvents = [], ignoreCommandMonitoringEvents = [], uriOptions, serverApi } = given;
    const client = new mongo.MongoClient(this.#uri, {
      ...uriOptions,
      ...(serverApi && { serverApi }),
      monitorCommands: true,
      // After a stepped-down answer the driver looks for the server again no sooner than this, half a second by default.
      minHeartbeatFrequencyMS: 10,
    });
    const heard: Heard[] = [];
    const ignored = [...neverSeen, ...ignoreCommandMonitoringEvents];
    for (const name of observeEvents) {
      const event = eventNames[name];
      // The three kinds differ in what they carry beside the name of the command.
      if (event)
        client.on(event as 'commandStarted', (about) => {
          if (!ignored.includes(about.commandName)) heard.push({ [name]: { ...about } });
        });
    }
    this.#heard.set(id, heard);
    this.set(id, client);
  }

  #client(id: string): mongo.MongoClient {
    return this.get(id) as mongo.MongoClient;
  }

  #db(id: string): mongo.Db {
    return this.get(id) as mongo.Db;
  }

  #clients(): mongo.MongoClient[] {
    return [...this.#things.values()].filter((thing) => thing instanceof mongo.MongoClient);
  }
}
