import { mongo } from 'mongoose';
import type { Document } from '../value/values.ts';

type Doing = (on: never, given: Document) => unknown;

/** The operation of the unified test format by its name, or undefined when there is none for such an object. */
export function operation(name: string, on: unknown): ((given: Document) => unknown) | undefined {
  const found = kinds.find(([kind]) => on instanceof kind);
  const known = found?.[1][name];
  if (known === undefined) return undefined;
  const doing = typeof known === 'function' ? known : call(name, known);
  return (given) => doing(on as never, given);
}

/** Calls the driver's method of that name: first these arguments in this order, then all others as its options. */
function call(method: string, positions: readonly string[]): Doing {
  return (on: object, given) => {
    const options = Object.fromEntries(Object.entries(given).filter(([name]) => !positions.includes(name)));
    const answer = invoke(on, method, ...positions.map((name) => given[name]), options);
    return answer instanceof mongo.AbstractCursor ? answer.toArray() : answer;
  };
}

/** The tests name methods that the driver calls deprecated, or types more narrowly than the tests: so by name. */
function invoke(on: object, method: string, ...given: unknown[]): unknown {
  return Reflect.apply(Reflect.get(on, method) as (...given: unknown[]) => unknown, on, given);
}

const watch: Doing = (on: object, { pipeline, ...options }) =>
  (invoke(on, 'watch', pipeline, options) as mongo.ChangeStream).tryNext();

const ofClient: { [name: string]: Doing | readonly string[] } = {
  listDatabases: (client: mongo.MongoClient, given) => client.db('admin').admin().listDatabases(given),
  async listDatabaseNames(client: mongo.MongoClient, given) {
    const { databases } = await client
      .db('admin')
      .admin()
      .listDatabases({ ...given, nameOnly: true });
    return databases.map(({ name }) => name);
  },
  createChangeStream: watch,
  clientBulkWrite: (client: mongo.MongoClient, { models, ...options }) =>
    client.bulkWrite((models as Document[]).map(flattened), options),
  close: (client: mongo.MongoClient) => client.close(),
};

/** `{ insertOne: { namespace, … } }` as the driver wants it: `{ name: 'insertOne', namespace, … }`. */
function flattened(model: Document): mongo.AnyClientBulkWriteModel<mongo.Document> {
  const [[name, about] = []] = Object.entries(model);
  return { name, ...(about as Document) } as mongo.AnyClientBulkWriteModel<mongo.Document>;
}

const ofDatabase: { [name: string]: Doing | readonly string[] } = {
  aggregate: ['pipeline'],
  createCollection: ['collection'],
  dropCollection: ['collection'],
  listCollections: ['filter'],
  runCommand: (db: mongo.Db, { command, commandName: _name, ...options }) =>
    invoke(db, 'command', command, options),
  runCursorCommand: (db: mongo.Db, given) => commandCursor(db, given).toArray(),
  createCommandCursor: (db: mongo.Db, given) => commandCursor(db, given),
  listCollectionNames: async (db: mongo.Db, { filter, ...options }) => {
    const cursor = invoke(db, 'listCollections', filter, { ...options, nameOnly: true }) as NamesCursor;
    return namesOf(cursor);
  },
  modifyCollection: (db: mongo.Db, { collection, ...options }) =>
    db.command({ collMod: collection, ...options }),
  createChangeStream: watch,
};

type NamesCursor = mongo.AbstractCursor<{ name: string }>;

const namesOf = async (cursor: NamesCursor): Promise<string[]> =>
  (await cursor.toArray()).map(({ name }) => name);

function commandCursor(db: mongo.Db, given: Document): mongo.RunCommandCursor {
  const { command, batchSize, maxTimeMS, comment, commandName: _name, ...options } = given;
  const cursor = invoke(db, 'runCursorCommand', command, options) as mongo.RunCommandCursor;
  if (batchSize !== undefined) cursor.setBatchSize(batchSize as number);
  if (maxTimeMS !== undefined) cursor.setMaxTimeMS(maxTimeMS as number);
  if (comment !== undefined) cursor.setComment(comment);
  return cursor;
}

const ofCollection: { [name: string]: Doing | readonly string[] } = {
  find: ['filter'],
  findOne: ['filter'],
  aggregate: ['pipeline'],
  count: ['filter'],
  countDocuments: ['filter'],
  estimatedDocumentCount: [],
  distinct: ['fieldName', 'filter'],
  insertOne: ['document'],
  insertMany: ['documents'],
  updateOne: ['filter', 'update'],
  updateMany: ['filter', 'update'],
  replaceOne: ['filter', 'replacement'],
  deleteOne: ['filter'],
  deleteMany: ['filter'],
  findOneAndUpdate: returning('findOneAndUpdate', 'update'),
  findOneAndReplace: returning('findOneAndReplace', 'replacement'),
  findOneAndDelete: ['filter'],
  bulkWrite: ['requests'],
  createIndex: ['keys'],
  dropIndex: ['name'],
  listIndexes: [],
  listIndexNames: (collection: mongo.Collection, given) =>
    namesOf(invoke(collection, 'listIndexes', given) as NamesCursor),
  createChangeStream: watch,
};

/** The tests say `Before` and `After`, the driver `before` and `after`. */
function returning(method: string, change: string): Doing {
  return (collection: mongo.Collection, { filter, [change]: how, returnDocument, ...options }) => {
    if (typeof returnDocument === 'string') options['returnDocument'] = returnDocument.toLowerCase();
    return invoke(collection, method, filter, how, options);
  };
}

const ofBucket: { [name: string]: Doing } = {
  download: (bucket: mongo.GridFSBucket, { id }) => bytesOf(bucket.openDownloadStream(id as mongo.ObjectId)),
  downloadByName: (bucket: mongo.GridFSBucket, { filename }) =>
    bytesOf(bucket.openDownloadStreamByName(filename as string)),
};

const bytesOf = async (stream: mongo.GridFSBucketReadStream): Promise<Buffer> =>
  Buffer.concat((await stream.toArray()) as Buffer[]);

const ofCursor: { [name: string]: Doing } = {
  iterateUntilDocumentOrError: (cursor: mongo.RunCommandCursor) => cursor.next(),
  iterateOnce: (cursor: mongo.RunCommandCursor) => cursor.tryNext(),
  close: (cursor: mongo.RunCommandCursor) => cursor.close(),
};

const kinds = [
  [mongo.MongoClient, ofClient],
  [mongo.Db, ofDatabase],
  [mongo.Collection, ofCollection],
  [mongo.GridFSBucket, ofBucket],
  [mongo.AbstractCursor, ofCursor],
] as const;
