import { CommandError } from './errors.ts';

/** Work in steps that ends in a result. After every step others may have their turn. */
export type Steps<T> = Generator<unknown, T, undefined>;

/** Given as a step by work that can only wait for somebody else's. */
export const waiting = Symbol('waiting');

/** Results that come in batches, each of them a step. A batch may be empty. */
export type Flow<T> = Generator<T[], void, undefined>;

/** What `change` makes of each batch. */
export function* mapped<A, B>(flow: Flow<A>, change: (batch: A[]) => B[]): Flow<B> {
  for (const batch of flow) yield change(batch);
}

/** Results that are there already, in batches. */
export function* listed<T>(items: readonly T[]): Flow<T> {
  for (let at = 0; at < items.length; at += batchSize) yield items.slice(at, at + batchSize);
}

const batchSize = 128;

/** Leaves out the first `skip` results and ends after the first `most`; what lies behind is not looked at. */
export function* slice<T>(flow: Flow<T>, skip: number, most: number): Flow<T> {
  if (most <= skip) return;
  let seen = 0;
  for (const batch of flow) {
    const from = Math.max(0, skip - seen);
    const to = most - seen;
    seen += batch.length;
    yield from === 0 && to >= batch.length ? batch : batch.slice(from, to);
    if (seen >= most) return;
  }
}

/** The most a stage may hold in memory, in bytes of documents, as in MongoDB. */
export const memoryLimit = 100 * 1024 * 1024;

/** The refusal of work that would hold more than that; `what` says which, and `way` the way out. */
export function tooMuchMemory(what: string, way: string): CommandError {
  return new CommandError(
    'QueryExceededMemoryLimitNoDiskUseAllowed',
    `${what} exceeded the memory limit of ${memoryLimit} bytes. ${way}`,
  );
}

/** All results of a flow, no more than fit into memory. */
export function* gathered<T>(flow: Flow<T>, sizeOf: (item: T) => number): Steps<T[]> {
  const all: T[] = [];
  let bytes = 0;
  for (const batch of flow) {
    for (const item of batch) {
      all.push(item);
      bytes += sizeOf(item);
    }
    if (bytes > memoryLimit)
      throw tooMuchMemory('a stage that holds all documents', 'Narrow it with $match or $limit first');
    yield;
  }
  return all;
}
