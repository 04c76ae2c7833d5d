import { CommandError } from '../errors.ts';
import { encodeCompound } from '../value/key.ts';
import { field, isDocument, isList, type Document } from '../value/values.ts';
import type { Index } from './index-definition.ts';

/** The keys a document has in an index, each once; none when a sparse or partial index leaves it out. */
export function keysOf(document: Document, index: Index): Buffer[] {
  if (index.partial && !index.partial.test(document)) return [];
  const tuples = tuplesOf(
    index.parts.map((rest) => ({ from: document, rest })),
    index,
  );
  if (index.sparse && tuples.every((tuple) => tuple.every((value) => value === missing))) return [];
  if (tuples.length === 1) return [keyOf(tuples[0]!, index)];
  const keys = new Map<string, Buffer>();
  for (const tuple of tuples) {
    const key = keyOf(tuple, index);
    keys.set(key.toString('latin1'), key);
  }
  return [...keys.values()];
}

/** The values of a document's first key in an index: what a duplicate-key error shows. */
export function valuesOf(document: Document, index: Index, key: Buffer): unknown[] {
  const tuples = tuplesOf(
    index.parts.map((rest) => ({ from: document, rest })),
    index,
  );
  const found = tuples.find((tuple) => keyOf(tuple, index).equals(key)) ?? tuples[0]!;
  return found.map((value) => (value === missing ? null : value));
}

const missing = Symbol('missing');

/** A value on its way: where the walk is, and which steps are left. */
interface Walk {
  from: unknown;
  rest: readonly string[];
}

/** A walk inside an array's element; `done` when `from` is already the value. */
interface Inside extends Walk {
  done: boolean;
}

function keyOf(tuple: readonly unknown[], index: Index): Buffer {
  return encodeCompound(
    tuple.map((value) => (value === missing ? null : value)),
    index.descending,
  );
}

/**
 * All combinations of values the paths of an index lead to. An array on the way gives one for each element;
 * two different arrays would multiply and are refused. An empty array counts as undefined, below null.
 */
function tuplesOf(walks: readonly Walk[], index: Index): unknown[][] {
  const reached = walks.map(reach);
  const arrays = reached.filter((end) => end.array);
  if (arrays.length === 0) return [reached.map((end) => end.value)];
  const array = arrays[0]!.array!;
  if (arrays.some((end) => end.array !== array))
    throw new CommandError('CannotIndexParallelArrays', `cannot index parallel arrays: index ${index.name}`);
  if (array.length === 0)
    return [reached.map((end) => (end.array ? (end.rest.length ? missing : undefined) : end.value))];
  return array.flatMap((element) => {
    const inside: Inside[] = reached.map((end) =>
      end.array ? within(element, end.rest) : finished(end.value),
    );
    if (inside.every((walk) => walk.done)) return [inside.map((walk) => walk.from)];
    return tuplesBeyond(inside, index);
  });
}

/** One element of an array: a whole value when no steps are left, else the walk goes on inside it. */
function within(element: unknown, rest: readonly string[]): Inside {
  if (rest.length === 0) return finished(element);
  return isDocument(element) ? { from: element, rest, done: false } : finished(missing);
}

const finished = (value: unknown): Inside => ({ from: value, rest: [], done: true });

function tuplesBeyond(walks: readonly Inside[], index: Index): unknown[][] {
  const open = walks.filter((walk) => !walk.done);
  return tuplesOf(open, index).map((tuple) => {
    let next = 0;
    return walks.map((walk) => (walk.done ? walk.from : tuple[next++]));
  });
}

interface End {
  value?: unknown;
  array?: unknown[];
  rest: readonly string[];
}

/** Follows a path to its value, or to the first array on it. */
function reach({ from, rest }: Walk): End {
  let value = from;
  for (let at = 0; ; at++) {
    if (isList(value)) return { array: value, rest: rest.slice(at) };
    if (at === rest.length) return { value: value === undefined ? missing : value, rest: [] };
    value = isDocument(value) ? field(value, rest[at]!) : undefined;
  }
}
