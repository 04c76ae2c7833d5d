import { EJSON } from 'bson';
import { CommandError } from '../errors.ts';
import { compareKeys, readSort, sortKeys } from '../query/sort.ts';
import { encode } from '../value/bson.ts';
import { compare } from '../value/compare.ts';
import { encodeKey } from '../value/key.ts';
import type { Document } from '../value/values.ts';
import { inconsistencies } from './consistency.ts';
import type { DirectStore } from './direct-store.ts';
import type { Question, Scene } from './questions.ts';

/** What somebody answered: documents in their order, or a refusal's code. */
export type Answer = { found: Document[] } | { code: number };

/** With indexes, and without any. */
const [indexed, bare] = ['c', 'bare'] as const;

/**
 * Asks everything in a scene twice: of a collection with indexes, and of one without where every document is tried.
 * Throws where the answers differ, or where an index does not hold exactly the keys of the documents. Gives how many
 * questions were asked.
 */
export function holdBeside(direct: DirectStore, { documents, indexes, questions }: Scene): number {
  fill(direct, documents, indexes);
  copy(direct);
  let wrote = false;
  for (const question of questions) {
    const [one, other] = [ask(direct, question, indexed), ask(direct, question, bare)];
    wrote ||= writes(question);
    // Two arrays in one index: only where there is an index is that refused.
    if ('code' in one && (one.code === parallelArrays || writes(question))) {
      if (one.code !== parallelArrays && !('code' in other)) throw different(question, one, other);
      copy(direct);
      continue;
    }
    refuseDifference(question, one, other);
    if (writes(question))
      refuseDifference({ kind: 'find', rest: {} }, all(direct, indexed), all(direct, bare), question);
  }
  const wrong = inconsistencies(direct.store);
  if (wrong.length > 0) throw new Error(`an index is wrong: ${wrong.join('; ')}`);
  return questions.length;
}

const parallelArrays = 171;
const writes = ({ kind }: Question): boolean => ['update', 'findAndModify', 'delete'].includes(kind);

/** Begins with an empty collection; documents an index refuses (two arrays in one) are left out. */
export function fill(direct: DirectStore, documents: Document[], indexes: Document[]): void {
  direct.run({ drop: indexed });
  direct.run({ create: indexed });
  for (const [i, { key, ...options }] of indexes.entries())
    direct.run({ createIndexes: indexed, indexes: [{ key, name: `i${i}`, ...options }] });
  const numbered = documents.map((document, _id) => ({ _id, ...document }));
  direct.run({ insert: indexed, documents: numbered, ordered: false });
}

function copy(direct: DirectStore): void {
  const { found } = all(direct, indexed);
  direct.run({ delete: bare, deletes: [{ q: {}, limit: 0 }] });
  if (found.length > 0) direct.run({ insert: bare, documents: found });
}

const all = (direct: DirectStore, collection: string): { found: Document[] } => ({
  found: direct.find({}, { find: collection, hint: { $natural: 1 }, sort: { _id: 1 } }),
});

function ask(direct: DirectStore, question: Question, collection: string): Answer {
  try {
    return { found: answerIn(direct.run(commandFor(question, collection, collection === bare))) };
  } catch (error) {
    if (error instanceof CommandError) return { code: error.code };
    throw error;
  }
}

/** The command that puts a question to a collection, told to try every document when it is `plain`. */
export function commandFor({ kind, rest }: Question, collection: string, plain: boolean): Document {
  const hint = { $natural: 1 };
  if (kind === 'update')
    return {
      [kind]: collection,
      updates: (rest['updates'] as Document[]).map((u) => (plain ? { ...u, hint } : u)),
    };
  if (kind !== 'aggregate')
    return {
      [kind]: collection,
      ...rest,
      ...(kind === 'find' && { batchSize: 10_000 }),
      ...(plain && { hint }),
    };
  const pipeline = (rest['pipeline'] as Document[]).map((stage) =>
    '$lookup' in stage ? { $lookup: { ...(stage['$lookup'] as Document), from: collection } } : stage,
  );
  return { [kind]: collection, ...rest, pipeline, ...(plain && { hint }) };
}

/** What matters of an answer, as documents. A write that failed is a refusal. */
export function answerIn({ cursor, value, values, n, nModified, writeErrors }: Document): Document[] {
  const [failed] = (writeErrors as { code: number }[] | undefined) ?? [];
  if (failed) throw new CommandError(Number(failed.code), '');
  if (cursor) return (cursor as { firstBatch: Document[] }).firstBatch;
  // Of values that are equal but of different types of number, which one is shown is left open.
  if (Array.isArray(values)) return values.map((one: unknown) => ({ key: encodeKey(one).toString('hex') }));
  return [value === undefined ? { n, nModified } : { value }];
}

/** Throws where two answers to a question differ in what is certain of them. */
export function refuseDifference(question: Question, one: Answer, other: Answer, after?: Question): void {
  if (!isSame(question, one, other)) throw different(after ?? question, one, other);
}

function isSame({ sort, rest }: Question, one: Answer, other: Answer): boolean {
  if ('code' in one || 'code' in other) return 'code' in one && 'code' in other && one.code === other.code;
  if (one.found.length !== other.found.length) return false;
  const [left, right] = [plain(one.found), plain(other.found)];
  if (!sort) return left.sort().join() === right.sort().join();
  if ('_id' in sort) return left.join() === right.join();
  const fields = readSort(sort)!;
  const keys = ({ found }: { found: Document[] }): unknown[][] =>
    found.map((document) => sortKeys(document, fields, compare));
  const others = keys(other);
  if (keys(one).some((key, i) => compareKeys(key, others[i]!, fields, compare) !== 0)) return false;
  return rest['skip'] || rest['limit'] ? true : left.sort().join() === right.sort().join();
}

const plain = (documents: Document[]): string[] =>
  documents.map((document) => encode(document).toString('hex'));

const different = (question: Question, one: Answer, other: Answer): Error =>
  new Error([question, one, other].map((part) => EJSON.stringify(part, { relaxed: false })).join('\n'));
