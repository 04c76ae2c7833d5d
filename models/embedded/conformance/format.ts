import { EJSON } from 'bson';
import type { mongo } from 'mongoose';
import type { Document } from '../value/values.ts';

/** A file of tests in MongoDB's unified test format (mongodb/specifications), as far as the runner looks at it. */
export interface SpecFile {
  description: string;
  schemaVersion: string;
  runOnRequirements?: Requirement[];
  createEntities?: Entity[];
  initialData?: InitialData[];
  tests: SpecTest[];
}

export interface SpecTest {
  description: string;
  skipReason?: string;
  runOnRequirements?: Requirement[];
  operations: Step[];
  expectEvents?: ExpectedEvents[];
  outcome?: Outcome[];
}

interface Requirement {
  minServerVersion?: string;
  maxServerVersion?: string;
  topologies?: string[];
  serverless?: string;
  auth?: boolean;
  csfle?: boolean;
}

/** What a test makes before it begins; exactly one of these is there. */
export interface Entity {
  client?: ClientEntity;
  database?: { id: string; client: string; databaseName: string; databaseOptions?: mongo.DbOptions };
  collection?: {
    id: string;
    database: string;
    collectionName: string;
    collectionOptions?: mongo.CollectionOptions;
  };
  bucket?: { id: string; database: string; bucketOptions?: mongo.GridFSBucketOptions };
  session?: { id: string; client: string; sessionOptions?: mongo.ClientSessionOptions };
}

export interface ClientEntity {
  id: string;
  observeEvents?: string[];
  ignoreCommandMonitoringEvents?: string[];
  uriOptions?: Document;
  serverApi?: mongo.ServerApi;
}

export interface Outcome {
  databaseName: string;
  collectionName: string;
  documents: Document[];
}

export interface InitialData extends Outcome {
  createOptions?: mongo.CreateCollectionOptions;
}

export interface Step {
  object: string;
  name: string;
  arguments?: Document;
  expectError?: ExpectedError;
  expectResult?: unknown;
  saveResultAsEntity?: string;
  ignoreResultAndError?: boolean;
}

export interface ExpectedError {
  isClientError?: boolean;
  errorCode?: number;
  errorContains?: string;
  errorLabelsContain?: string[];
  errorResponse?: Document;
  expectResult?: unknown;
}

export interface ExpectedEvents {
  client: string;
  events: { [name: string]: Document }[];
  ignoreExtraEvents?: boolean;
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
}: Requirement): boolean {
  if (minServerVersion && before(ours, minServerVersion)) return false;
  if (maxServerVersion && before(maxServerVersion.replace(/\.99$/, '.999'), ours)) return false;
  return !(topologies && !topologies.includes('single')) && serverless !== 'require' && !auth && !csfle;
}

function before(a: string, b: string): boolean {
  const [left, right] = [a.split('.').map(Number), b.split('.').map(Number)];
  for (const [i, part] of left.entries()) if (part !== (right[i] ?? 0)) return part < (right[i] ?? 0);
  return false;
}
