import { gathered, mapped, type Flow, type Steps } from '../flow.ts';
import type { Environment } from '../query/expression.ts';
import type { Store } from '../store.ts';
import { encode } from '../value/bson.ts';
import type { Compare } from '../value/compare.ts';
import type { Document } from '../value/values.ts';

/** What the stages of a pipeline work in. */
export interface Surroundings {
  store: Store;
  db: string;
  environment: Environment;
  order: Compare;
}

/** One step of a pipeline: documents in, documents out. */
export type Stage = (input: Flow<Document>) => Flow<Document>;

/** What a stage may do with a pipeline of its own, over another collection. */
export interface Pipelines {
  /** Throws what is wrong with it. */
  check(pipeline: readonly Document[], around: Surroundings): void;
  run(pipeline: readonly Document[], collection: string, around: Surroundings): Flow<Document>;
}

/** Several stages as one. */
export const chain =
  (stages: Stage[]): Stage =>
  (input) =>
    stages.reduce((from, stage) => stage(from), input);

/** A stage that treats each document by itself. */
export function each(change: (document: Document) => Document[]): Stage {
  return (input) => mapped(input, (documents) => documents.flatMap(change));
}

/** Work within a flow: its steps become empty batches. */
export function* within<T>(work: Steps<T>): Generator<never[], T, undefined> {
  for (;;) {
    const { value, done } = work.next();
    if (done) return value;
    yield [];
  }
}

/** All documents of a flow, for stages that need them all at once. */
export const collected = (input: Flow<Document>): Generator<never[], Document[], undefined> =>
  within(gathered(input, sizeOf));

/** What a document takes, in bytes. */
export const sizeOf = (document: Document): number => encode(document).length;
