import { isDeepStrictEqual } from 'node:util';
import { EJSON, type Document } from 'bson';
import { mongo } from 'mongoose';
import { differs } from './expectation.ts';
import { operation, type Entities } from './operations.ts';

/** A file of tests in MongoDB's unified test format, as far as the runner looks at it. */
export interface SpecFile {
  description: string;
  schemaVersion: string;
  runOnRequirements?: Document[];
  createEntities?: Document[];
  initialData?: Document[];
  tests: SpecTest[];
}

export interface SpecTest {
  description: string;
  skipReason?: string;
  runOnRequirements?: Document[];
  operations: Document[];
  expectEvents?: Document[];
  outcome?: Document[];
}

/** Reads a file; its extended JSON becomes plain values. */
export const readSpec = (text: string): SpecFile => EJSON.parse(text, { relaxed: true }) as SpecFile;

const ours = '7.0.0';

/** Why a test says of itself that it is not for a standalone server of our version; undefined when it is. */
export function unfit(file: SpecFile, test: SpecTest): string | undefined {
  if (test.skipReason) return test.skipReason;
  for (const requirements of [file.runOnRequirements, test.runOnRequirements])
    if (requirements && !requirements.some(fits)) return 'asks for another server version or topology';
  return undefined;
}

function fits({
  minServerVersion,
  maxServerVersion,
  topologies,
  serverless,
  auth,
  csfle,
}: Document): boolean {
  if (minServerVersion && before(ours, minServerVersion)) return false;
  if (maxServerVersion && before(maxServerVersion.replace(/\.99$/, '.999'), ours)) return false;
  return !(topologies && !topologies.includes('single')) && serverless !== 'require' && !auth && !csfle;
}

function before(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (const [i, part] of left!.entries()) if (part !== (right![i] ?? 0)) return part < (right![i] ?? 0);
  return false;
}

/** Runs one test on the server at an address, which `inspector` prepares and looks into; throws what went wrong. */
export async function runTest(
  uri: string,
  inspector: mongo.MongoClient,
  file: SpecFile,
  test: SpecTest,
): Promise<void> {
  const entities: Entities = new Map();
  const events = new Map<string, Document[]>();
  try {
    await prepare(inspector, file.initialData ?? []);
    for (const entity of file.createEntities ?? []) createEntity(uri, entity, entities, events);
    for (const step of test.operations) await runStep(uri, inspector, step, entities, events);
    for (const client of entities.values())
      if (client instanceof mongo.MongoClient) client.removeAllListeners();
    for (const expected of test.expectEvents ?? [])
      compareEvents(expected, events.get(expected['client']) ?? []);
    for (const outcome of test.outcome ?? []) await compareOutcome(inspector, outcome);
  } finally {
    await inspector.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' });
    for (const client of entities.values()) if (client instanceof mongo.MongoClient) await client.close();
  }
}

async function prepare(client: mongo.MongoClient, data: Document[]): Promise<void> {
  for (const { databaseName, collectionName, documents, createOptions } of data) {
    const db = client.db(databaseName);
    await db.dropCollection(collectionName);
    await db.createCollection(collectionName, createOptions);
    if (documents.length) await db.collection(collectionName).insertMany(documents);
  }
}

const eventNames: Record<string, string> = {
  commandStartedEvent: 'commandStarted',
  commandSucceededEvent: 'commandSucceeded',
  commandFailedEvent: 'commandFailed',
};

const neverSeen = ['configureFailPoint', 'hello', 'isMaster', 'ismaster'];

function createEntity(
  uri: string,
  entity: Document,
  entities: Entities,
  events: Map<string, Document[]>,
): void {
  const [kind, given] = Object.entries(entity)[0] as [string, Document];
  switch (kind) {
    case 'client':
      entities.set(given['id'], createClient(uri, given, events));
      return;
    case 'database': {
      const client = entities.get(given['client']) as mongo.MongoClient;
      entities.set(given['id'], client.db(given['databaseName'], given['databaseOptions']));
      return;
    }
    case 'collection': {
      const db = entities.get(given['database']) as mongo.Db;
      entities.set(given['id'], db.collection(given['collectionName'], given['collectionOptions']));
      return;
    }
    case 'bucket':
      entities.set(
        given['id'],
        new mongo.GridFSBucket(entities.get(given['database']) as mongo.Db, given['bucketOptions']),
      );
      return;
    case 'session':
      entities.set(
        given['id'],
        (entities.get(given['client']) as mongo.MongoClient).startSession(given['sessionOptions']),
      );
      return;
  }
  throw new Error(`the runner cannot make a ${kind}`);
}

function createClient(uri: string, given: Document, events: Map<string, Document[]>): mongo.MongoClient {
  const observed: string[] = given['observeEvents'] ?? [];
  const client = new mongo.MongoClient(uri, {
    ...given['uriOptions'],
    serverApi: given['serverApi'],
    monitorCommands: true,
  });
  const seen: Document[] = [];
  events.set(given['id'], seen);
  const ignored = [...neverSeen, ...((given['ignoreCommandMonitoringEvents'] as string[] | undefined) ?? [])];
  for (const name of observed) {
    const event = eventNames[name];
    if (!event) continue;
    client.on(event as 'commandStarted', (heard) => {
      if (!ignored.includes(heard.commandName)) seen.push({ [name]: heard });
    });
  }
  return client;
}

async function runStep(
  uri: string,
  inspector: mongo.MongoClient,
  step: Document,
  entities: Entities,
  events: Map<string, Document[]>,
): Promise<void> {
  if (step['object'] === 'testRunner')
    return ofRunner(uri, inspector, step['name'], step['arguments'] ?? {}, entities, events);
  const on = entities.get(step['object']);
  const doing = operation(step['name'], on);
  if (!doing) throw new Error(`the runner does not know the operation ${step['name']}`);
  const given: Document = { ...step['arguments'] };
  if (typeof given['session'] === 'string') given['session'] = entities.get(given['session']);
  let result: unknown;
  try {
    result = await doing(given, entities);
  } catch (error) {
    if (step['ignoreResultAndError']) return;
    if (!step['expectError']) throw error;
    return compareError(step['expectError'], error as mongo.MongoServerError);
  }
  if (step['expectError']) throw new Error(`${step['name']} should have failed`);
  if (step['saveResultAsEntity']) entities.set(step['saveResultAsEntity'], result);
  const difference = 'expectResult' in step && differs(step['expectResult'], plain(result), step['name']);
  if (difference) throw new Error(difference);
}

/** A bulk result computes its fields; as a plain document it can be compared. */
function plain(result: unknown): unknown {
  const bulk = result as Document | undefined;
  if (bulk?.constructor?.name !== 'BulkWriteResult') return result;
  const {
    insertedCount,
    matchedCount,
    modifiedCount,
    deletedCount,
    upsertedCount,
    insertedIds,
    upsertedIds,
  } = bulk;
  return {
    insertedCount,
    matchedCount,
    modifiedCount,
    deletedCount,
    upsertedCount,
    insertedIds,
    upsertedIds,
  };
}

async function ofRunner(
  uri: string,
  inspector: mongo.MongoClient,
  name: string,
  given: Document,
  entities: Entities,
  events: Map<string, Document[]>,
): Promise<void> {
  switch (name) {
    case 'failPoint':
      await inspector.db('admin').command(given['failPoint']);
      return;
    case 'createEntities':
      for (const entity of given['entities']) createEntity(uri, entity, entities, events);
      return;
    case 'assertCollectionExists': {
      const found = await inspector
        .db(given['databaseName'])
        .listCollections({ name: given['collectionName'] })
        .toArray();
      if (found.length !== 1) throw new Error(`collection ${given['collectionName']} does not exist`);
      return;
    }
    case 'assertNumberConnectionsCheckedOut':
      return;
    case 'assertSameLsidOnLastTwoCommands': {
      const [first, second] = events
        .get(given['client'])!
        .filter((event) => event['commandStartedEvent'])
        .slice(-2)
        .map((event) => event['commandStartedEvent'].command.lsid);
      if (!isDeepStrictEqual(first, second)) throw new Error('the last two commands had different sessions');
      return;
    }
  }
  throw new Error(`the runner does not know the operation ${name}`);
}

function compareError(
  expected: Document,
  error: mongo.MongoServerError & { writeErrors?: unknown; result?: unknown },
): void {
  const wrong = (what: string): Error => new Error(`the error ${what}: ${error.message}`, { cause: error });
  const fromServer = error instanceof mongo.MongoServerError;
  if (expected['isClientError'] !== undefined && expected['isClientError'] === fromServer)
    throw wrong(`should ${expected['isClientError'] ? '' : 'not '}be the client's`);
  if (expected['errorCode'] !== undefined && error.code !== expected['errorCode'])
    throw wrong(`has code ${error.code}, not ${expected['errorCode']}`);
  if (
    expected['errorContains'] &&
    !error.message.toLowerCase().includes(String(expected['errorContains']).toLowerCase())
  )
    throw wrong(`should contain '${expected['errorContains']}'`);
  for (const label of expected['errorLabelsContain'] ?? [])
    if (!error.hasErrorLabel(label)) throw wrong(`lacks the label ${label}`);
  const response =
    expected['errorResponse'] &&
    differs(expected['errorResponse'], error.errorResponse ?? error, 'errorResponse');
  const result =
    expected['expectResult'] && differs(expected['expectResult'], plain(error.result), 'error.result');
  if (response || result) throw wrong(response || result || '');
}

function compareEvents({ events, ignoreExtraEvents }: Document, seen: Document[]): void {
  if (ignoreExtraEvents ? seen.length < events.length : seen.length !== events.length)
    throw new Error(
      `expected ${events.length} events, saw ${seen.length}: ${seen.map((event) => Object.values(event)[0].commandName).join()}`,
    );
  for (const [i, expected] of (events as Document[]).entries()) {
    const [name, details] = Object.entries(expected)[0] as [string, Document];
    const heard = seen[i]![name] as Document | undefined;
    if (!heard) throw new Error(`event ${i} should be a ${name}`);
    for (const [field, value] of Object.entries(details)) {
      const difference = differs(value, heard[field], `event[${i}].${field}`, true);
      if (difference) throw new Error(difference);
    }
  }
}

async function compareOutcome(
  client: mongo.MongoClient,
  { databaseName, collectionName, documents }: Document,
): Promise<void> {
  const found = await client
    .db(databaseName)
    .collection(collectionName)
    .find({}, { sort: { _id: 1 } })
    .toArray();
  const difference = differs(documents, found, collectionName, false);
  if (difference) throw new Error(difference);
}
