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

/** All results of a flow, no more than `most` of them. */
export function* gathered<T>(flow: Flow<T>, most = Infinity): Steps<T[]> {
  const all: T[] = [];
  for (const batch of flow) {
    for (const item of batch) all.push(item);
    if (all.length > most)
      throw new CommandError(
        'QueryExceededMemoryLimitNoDiskUseAllowed',
        `a stage holds more than ${most} documents; narrow the pipeline with $match or $limit first`,
      );
    yield;
  }
  return all;
}
