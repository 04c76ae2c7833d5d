import { isDeepStrictEqual } from 'node:util';
import { mongo } from 'mongoose';
import type { Document } from '../value/values.ts';
import { Entities, type Heard } from './entities.ts';
import { differs } from './expectation.ts';
import type {
  Entity,
  ExpectedError,
  ExpectedEvents,
  InitialData,
  Outcome,
  SpecFile,
  SpecTest,
  Step,
} from './format.ts';
import { operation } from './operations.ts';

/** Runs one test on the server at an address, which `inspector` prepares and looks into; throws what went wrong. */
export async function runTest(
  uri: string,
  inspector: mongo.MongoClient,
  file: SpecFile,
  test: SpecTest,
): Promise<void> {
  const entities = new Entities(uri);
  try {
    await prepare(inspector, file.initialData ?? []);
    for (const entity of file.createEntities ?? []) entities.create(entity);
    for (const step of test.operations) await runStep(inspector, step, entities);
    entities.deaf();
    for (const expected of test.expectEvents ?? [])
      compareEvents(expected, entities.heardOf(expected.client));
    for (const outcome of test.outcome ?? []) await compareOutcome(inspector, outcome);
  } finally {
    await inspector.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' });
    await entities.close();
  }
}

async function prepare(client: mongo.MongoClient, data: InitialData[]): Promise<void> {
  for (const { databaseName, collectionName, documents, createOptions } of data) {
    const db = client.db(databaseName);
    await db.dropCollection(collectionName);
    await db.createCollection(collectionName, createOptions);
    if (documents.length) await db.collection(collectionName).insertMany(documents);
  }
}

async function runStep(inspector: mongo.MongoClient, step: Step, entities: Entities): Promise<void> {
  const { object, name, expectError } = step;
  const given: Document = { ...step.arguments };
  if (object === 'testRunner') return ofRunner(inspector, name, given, entities);
  const doing = operation(name, entities.get(object));
  if (!doing) throw new Error(`the runner does not know the operation ${name}`);
  if (typeof given['session'] === 'string') given['session'] = entities.get(given['session']);
  let result: unknown;
  try {
    result = await doing(given);
  } catch (error) {
    if (step.ignoreResultAndError) return;
    if (!expectError) throw error;
    return compareError(expectError, error as Failure);
  }
  if (expectError) throw new Error(`${name} should have failed`);
  if (step.saveResultAsEntity) entities.set(step.saveResultAsEntity, result);
  const difference = 'expectResult' in step && differs(step.expectResult, plain(result), name);
  if (difference) throw new Error(difference);
}

/** A bulk result computes its fields; as a plain document it can be compared. */
function plain(result: unknown): unknown {
  if (!isBulkResult(result)) return result;
  const { insertedCount, matchedCount, modifiedCount, deletedCount, upsertedCount } = result;
  const { insertedIds, upsertedIds } = result;
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

/** The driver exports this class as a type only. */
const isBulkResult = (result: unknown): result is mongo.BulkWriteResult =>
  result?.constructor.name === 'BulkWriteResult';

async function ofRunner(
  inspector: mongo.MongoClient,
  name: string,
  given: Document,
  entities: Entities,
): Promise<void> {
  switch (name) {
    case 'failPoint':
      await inspector.db('admin').command(given['failPoint'] as Document);
      return;
    case 'createEntities':
      for (const entity of given['entities'] as Entity[]) entities.create(entity);
      return;
    case 'assertCollectionExists': {
      const { databaseName, collectionName } = given as unknown as Outcome;
      const found = await inspector.db(databaseName).listCollections({ name: collectionName }).toArray();
      if (found.length !== 1) throw new Error(`collection ${collectionName} does not exist`);
      return;
    }
    case 'assertNumberConnectionsCheckedOut':
      return;
    case 'assertSameLsidOnLastTwoCommands': {
      const [first, second] = entities
        .heardOf(given['client'])
        .map((event) => event['commandStartedEvent']?.['command'] as Document | undefined)
        .filter((command) => command !== undefined)
        .slice(-2)
        .map((command) => command['lsid']);
      if (!isDeepStrictEqual(first, second)) throw new Error('the last two commands had different sessions');
      return;
    }
  }
  throw new Error(`the runner does not know the operation ${name}`);
}

/** What an operation throws: the server's error, or the driver's own; that of a bulk write with what came of it. */
type Failure = mongo.MongoServerError & { result?: unknown };

function compareError(expected: ExpectedError, error: Failure): void {
  const wrong = (what: string): Error => new Error(`the error ${what}: ${error.message}`, { cause: error });
  const { isClientError, errorCode, errorContains = '', errorLabelsContain = [], errorResponse } = expected;
  if (isClientError === error instanceof mongo.MongoServerError)
    throw wrong(`should ${isClientError ? '' : 'not '}be the client's`);
  if (errorCode !== undefined && error.code !== errorCode)
    throw wrong(`has code ${error.code}, not ${errorCode}`);
  if (!error.message.toLowerCase().includes(errorContains.toLowerCase()))
    throw wrong(`should contain '${errorContains}'`);
  for (const label of errorLabelsContain)
    if (!error.hasErrorLabel(label)) throw wrong(`lacks the label ${label}`);
  const difference =
    (errorResponse && differs(errorResponse, error.errorResponse ?? error, 'errorResponse')) ??
    ('expectResult' in expected
      ? differs(expected.expectResult, plain(error.result), 'error.result')
      : undefined);
  if (difference) throw wrong(difference);
}

function compareEvents({ events, ignoreExtraEvents }: ExpectedEvents, heard: Heard[]): void {
  if (ignoreExtraEvents ? heard.length < events.length : heard.length !== events.length) {
    const names = heard.flatMap(Object.values<Document>).map(({ commandName }) => commandName);
    throw new Error(`expected ${events.length} events, saw ${heard.length}: ${names.join()}`);
  }
  for (const [i, expected] of events.entries())
    for (const [name, details] of Object.entries(expected)) {
      const event = heard[i]?.[name];
      if (!event) throw new Error(`event ${i} should be a ${name}`);
      for (const [field, value] of Object.entries(details)) {
        const difference = differs(value, event[field], `event[${i}].${field}`, true);
        if (difference) throw new Error(difference);
      }
    }
}

async function compareOutcome(client: mongo.MongoClient, outcome: Outcome): Promise<void> {
  const { databaseName, collectionName, documents } = outcome;
  const collection = client.db(databaseName).collection(collectionName);
  const found = await collection.find({}, { sort: { _id: 1 } }).toArray();
  const difference = differs(documents, found, collectionName, false);
  if (difference) throw new Error(difference);
}
