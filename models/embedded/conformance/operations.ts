import type { Document } from 'bson';
import { mongo } from 'mongoose';

/** The things a test has made: clients, databases, collections, sessions, cursors, results. */
export type Entities = Map<string, unknown>;

type Doing = (on: never, given: Document, entities: Entities) => unknown;

/** The operation of the unified test format by its name, or undefined when there is none. */
export function operation(
  name: string,
  on: unknown,
): ((given: Document, entities: Entities) => unknown) | undefined {
  const kinds = [
    [mongo.MongoClient, ofClient],
    [mongo.Db, ofDatabase],
    [mongo.Collection, ofCollection],
    [mongo.GridFSBucket, ofBucket],
    [mongo.AbstractCursor, ofCursor],
  ] as const;
  const doing = kinds.find(([kind]) => on instanceof kind)?.[1][name];
  return doing && ((given, entities) => doing(on as never, given, entities));
}

const ofClient: { [name: string]: Doing } = {
  listDatabases: (client: mongo.MongoClient, given) => client.db('admin').admin().listDatabases(given),
  listDatabaseNames: async (client: mongo.MongoClient, given) =>
    (
      await client
        .db('admin')
        .admin()
        .listDatabases({ ...given, nameOnly: true })
    ).databases.map(({ name }) => name),
  createChangeStream: (client: mongo.MongoClient, { pipeline, ...options }) =>
    client.watch(pipeline, options).tryNext(),
  clientBulkWrite: (client: mongo.MongoClient, { models, ...options }) =>
    client.bulkWrite(models.map(flattened), options),
  close: (client: mongo.MongoClient) => client.close(),
};

const ofDatabase: { [name: string]: Doing } = {
  aggregate: (db: mongo.Db, { pipeline, ...options }) => db.aggregate(pipeline, options).toArray(),
  runCommand: (db: mongo.Db, { command, commandName: _name, ...options }) => db.command(command, options),
  runCursorCommand: (db: mongo.Db, given) => commandCursor(db, given).toArray(),
  createCommandCursor: (db: mongo.Db, given) => commandCursor(db, given),
  createCollection: (db: mongo.Db, { collection, ...options }) => db.createCollection(collection, options),
  dropCollection: (db: mongo.Db, { collection }) => db.dropCollection(collection),
  listCollections: (db: mongo.Db, { filter, ...options }) => db.listCollections(filter, options).toArray(),
  listCollectionNames: async (db: mongo.Db, { filter, ...options }) =>
    (await db.listCollections(filter, { ...options, nameOnly: true }).toArray()).map(({ name }) => name),
  modifyCollection: (db: mongo.Db, { collection, ...options }) =>
    db.command({ collMod: collection, ...options }),
  createChangeStream: (db: mongo.Db, { pipeline, ...options }) => db.watch(pipeline, options).tryNext(),
};

function commandCursor(
  db: mongo.Db,
  {
    command,
    batchSize,
    maxTimeMS,
    comment,
    cursorType,
    timeoutMode,
    commandName: _name,
    ...options
  }: Document,
): mongo.RunCommandCursor {
  const cursor = db.runCursorCommand(command, {
    ...options,
    cursorType,
    timeoutMode,
  } as mongo.RunCursorCommandOptions);
  if (batchSize !== undefined) cursor.setBatchSize(batchSize);
  if (maxTimeMS !== undefined) cursor.setMaxTimeMS(maxTimeMS);
  if (comment !== undefined) cursor.setComment(comment);
  return cursor;
}

const ofCollection: { [name: string]: Doing } = {
  find: (collection: mongo.Collection, { filter, ...options }) => collection.find(filter, options).toArray(),
  findOne: (collection: mongo.Collection, { filter, ...options }) => collection.findOne(filter, options),
  aggregate: (collection: mongo.Collection, { pipeline, ...options }) =>
    collection.aggregate(pipeline, options).toArray(),
  count: (collection: mongo.Collection, { filter, ...options }) => collection.count(filter, options),
  countDocuments: (collection: mongo.Collection, { filter, ...options }) =>
    collection.countDocuments(filter, options),
  estimatedDocumentCount: (collection: mongo.Collection, given) => collection.estimatedDocumentCount(given),
  distinct: (collection: mongo.Collection, { fieldName, filter, ...options }) =>
    collection.distinct(fieldName, filter ?? {}, options),
  insertOne: (collection: mongo.Collection, { document, ...options }) =>
    collection.insertOne(document, options),
  insertMany: (collection: mongo.Collection, { documents, ...options }) =>
    collection.insertMany(documents, options),
  updateOne: (collection: mongo.Collection, { filter, update, ...options }) =>
    collection.updateOne(filter, update, options),
  updateMany: (collection: mongo.Collection, { filter, update, ...options }) =>
    collection.updateMany(filter, update, options),
  replaceOne: (collection: mongo.Collection, { filter, replacement, ...options }) =>
    collection.replaceOne(filter, replacement, options),
  deleteOne: (collection: mongo.Collection, { filter, ...options }) => collection.deleteOne(filter, options),
  deleteMany: (collection: mongo.Collection, { filter, ...options }) =>
    collection.deleteMany(filter, options),
  findOneAndUpdate: (collection: mongo.Collection, { filter, update, ...options }) =>
    collection.findOneAndUpdate(filter, update, returning(options)),
  findOneAndReplace: (collection: mongo.Collection, { filter, replacement, ...options }) =>
    collection.findOneAndReplace(filter, replacement, returning(options)),
  findOneAndDelete: (collection: mongo.Collection, { filter, ...options }) =>
    collection.findOneAndDelete(filter, options),
  bulkWrite: (collection: mongo.Collection, { requests, ...options }) =>
    collection.bulkWrite(requests, options),
  createIndex: (collection: mongo.Collection, { keys, ...options }) => collection.createIndex(keys, options),
  dropIndex: (collection: mongo.Collection, { name, ...options }) => collection.dropIndex(name, options),
  listIndexes: (collection: mongo.Collection, given) => collection.listIndexes(given).toArray(),
  listIndexNames: async (collection: mongo.Collection, given) =>
    (await collection.listIndexes(given).toArray()).map(({ name }) => name),
  createChangeStream: (collection: mongo.Collection, { pipeline, ...options }) =>
    collection.watch(pipeline, options).tryNext(),
};

const returning = ({ returnDocument, ...options }: Document): mongo.FindOneAndUpdateOptions => ({
  ...options,
  ...(returnDocument && { returnDocument: String(returnDocument).toLowerCase() as 'before' | 'after' }),
});

/** `{ insertOne: { namespace, … } }` as the driver wants it: `{ name: 'insertOne', namespace, … }`. */
function flattened(model: Document): mongo.AnyClientBulkWriteModel<Document> {
  const [name] = Object.keys(model);
  return { name, ...model[name!] } as mongo.AnyClientBulkWriteModel<Document>;
}

const ofBucket: { [name: string]: Doing } = {
  download: (bucket: mongo.GridFSBucket, { id }) => bytesOf(bucket.openDownloadStream(id)),
  downloadByName: (bucket: mongo.GridFSBucket, { filename }) =>
    bytesOf(bucket.openDownloadStreamByName(filename)),
};

const bytesOf = async (stream: mongo.GridFSBucketReadStream): Promise<Buffer> =>
  Buffer.concat(await stream.toArray());

const ofCursor: { [name: string]: Doing } = {
  iterateUntilDocumentOrError: (cursor: mongo.RunCommandCursor) => cursor.next(),
  iterateOnce: (cursor: mongo.RunCommandCursor) => cursor.tryNext(),
  close: (cursor: mongo.RunCommandCursor) => cursor.close(),
};
