import { CommandError, badValue, failedToParse, typeMismatch } from '../errors.ts';
import type { Environment } from '../query/expression.ts';
import { compileFilter, type Places } from '../query/match.ts';
import { compileTransform } from '../query/transform.ts';
import type { Compare } from '../value/compare.ts';
import { compare } from '../value/compare.ts';
import { overlaps, plainAt, steps } from '../value/path.ts';
import { field, isDocument, isList, setField, type Document } from '../value/values.ts';
import { operators, unknownOperator } from './operators.ts';
import { changeAt, removed, unchanged, type Change, type Surroundings } from './path.ts';

export interface UpdateOptions {
  arrayFilters?: unknown;
  compare?: Compare;
  environment: Environment;
}

/** A compiled update. `apply` may change the document it is given, and gives the one to store. */
export interface Update {
  kind: 'operators' | 'pipeline' | 'replacement';
  apply(document: Document, places: Places | undefined, inserting: boolean): Document;
}

/** Turns what a client wants changed into an update. Throws what MongoDB would answer to one that cannot be. */
export function compileUpdate(update: unknown, options: UpdateOptions): Update {
  if (isList(update)) return pipelineUpdate(update, options);
  if (!isDocument(update)) throw failedToParse('an update must be a document or a pipeline');
  if (Object.keys(update)[0]?.startsWith('$')) return operatorUpdate(update, options);
  if (options.arrayFilters !== undefined)
    throw failedToParse('Cannot specify arrayFilters and a non-operator update');
  return {
    kind: 'replacement',
    apply: (document) => guarded(document, (before) => keepId(before, { ...update })),
  };
}

/** One operator at one path. */
interface Step {
  path: string;
  parts: readonly string[];
  creates: boolean;
  onInsert: boolean;
  change: Change;
}

function operatorUpdate(update: Document, options: UpdateOptions): Update {
  const steps = Object.entries(update).flatMap(([name, operand]) => stepsOf(name, operand, options));
  refuseConflicts(steps.map(({ path }) => path));
  const elementTests = elementTestsOf(options, steps);
  steps.sort(byPath);
  return {
    kind: 'operators',
    apply: (document, places, inserting) =>
      guarded(document, (target) => {
        const surroundings = { places, elementTests, inserting };
        const renamed = renames(update, target);
        for (const { parts, creates, onInsert, change } of steps)
          if (inserting || !onInsert) changeAt(target, parts, surroundings, creates, change);
        finishRenames(renamed, target, surroundings);
        return target;
      }),
  };
}

function stepsOf(name: string, operand: unknown, options: UpdateOptions): Step[] {
  if (!isDocument(operand))
    throw failedToParse(
      `Modifiers operate on fields but we found type ${typeof operand} instead: {${name}: …}`,
    );
  if (name === '$rename') return Object.entries(operand).flatMap(renameSteps);
  const operator = Object.hasOwn(operators, name) ? operators[name] : undefined;
  if (!operator) throw unknownOperator(name);
  return Object.entries(operand).map(([path, value]) => ({
    path,
    parts: checkedPath(path),
    creates: operator.creates,
    onInsert: operator.onInsert ?? false,
    change: operator.change(value, path, options.compare ?? compare, options.environment.now),
  }));
}

function checkedPath(path: string): readonly string[] {
  const parts = steps(path);
  for (const [i, part] of parts.entries()) {
    if (part === '')
      throw new CommandError(
        'EmptyFieldName',
        `The update path '${path}' contains an empty field name, which is not allowed.`,
      );
    if (!part.startsWith('$')) continue;
    if (i === 0 || !/^\$(\[\w*\])?$/.test(part))
      throw new CommandError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update's replacement document.`,
      );
  }
  return parts;
}

/** The two paths of a `$rename`, so that conflicts are seen; the moving itself is done after the other steps. */
function renameSteps([from, to]: [string, unknown]): Step[] {
  if (typeof to !== 'string') throw badValue(`The 'to' field for $rename must be a string: ${from}`);
  if (overlaps(from, to)) throw badValue(`The source and target field for $rename must differ: ${from}`);
  return [from, to].map((path) => {
    const parts = checkedPath(path);
    if (parts.some((part) => part.startsWith('$'))) throw badValue(`$rename may not be dynamic: ${path}`);
    return { path, parts, creates: false, onInsert: false, change: () => unchanged };
  });
}

function renames(update: Document, document: Document): [string, string, unknown][] {
  const wanted = isDocument(update['$rename']) ? Object.entries(update['$rename']) : [];
  return wanted.map(([from, to]) => [from, to as string, plainAt(document, steps(from))]);
}

function finishRenames(
  renamed: [string, string, unknown][],
  document: Document,
  surroundings: Surroundings,
): void {
  for (const [from, to, value] of renamed) {
    if (value === undefined) continue;
    changeAt(document, steps(from), surroundings, false, () => removed);
    changeAt(document, steps(to), surroundings, true, () => value);
  }
}

function refuseConflicts(paths: string[]): void {
  for (const [i, path] of paths.entries())
    for (const other of paths.slice(0, i))
      if (overlaps(path, other))
        throw new CommandError(
          'ConflictingUpdateOperators',
          `Updating the path '${path}' would create a conflict at '${path.length < other.length ? path : other}'`,
        );
}

/** New fields are added in the order of their paths, places in arrays by number. */
function byPath(a: Step, b: Step): number {
  for (const [i, part] of a.parts.entries()) {
    const other = b.parts[i];
    if (other === undefined) return 1;
    if (part === other) continue;
    const numbers = /^\d+$/.test(part) && /^\d+$/.test(other);
    return numbers ? Number(part) - Number(other) : part < other ? -1 : 1;
  }
  return a.parts.length - b.parts.length;
}

function elementTestsOf(
  { arrayFilters }: UpdateOptions,
  used: Step[],
): Map<string, (element: unknown) => boolean> {
  const tests = new Map<string, (element: unknown) => boolean>();
  if (arrayFilters !== undefined && !isList(arrayFilters))
    throw typeMismatch('arrayFilters must be an array');
  for (const filter of arrayFilters ?? []) {
    const name = nameOfFilter(filter);
    if (name === undefined)
      throw failedToParse('Cannot use an expression without a top-level field name in arrayFilters');
    if (tests.has(name))
      throw failedToParse(`Found multiple array filters with the same top-level field name ${name}`);
    const { test } = compileFilter(filter as Document);
    tests.set(name, (element) => test({ [name]: element }));
  }
  const names = new Set(
    used
      .flatMap(({ parts }) => parts)
      .filter((part) => part.startsWith('$[') && part !== '$[]')
      .map((part) => part.slice(2, -1)),
  );
  for (const name of names)
    if (!tests.has(name)) throw badValue(`No array filter found for identifier '${name}'`);
  for (const name of tests.keys())
    if (!names.has(name))
      throw failedToParse(`The array filter for identifier '${name}' was not used in the update`);
  return tests;
}

function nameOfFilter(filter: unknown): string | undefined {
  if (!isDocument(filter)) return undefined;
  for (const [path, value] of Object.entries(filter)) {
    const name = path.startsWith('$')
      ? isList(value)
        ? value.map(nameOfFilter).find(Boolean)
        : undefined
      : steps(path)[0];
    if (name) return name;
  }
  return undefined;
}

const pipelineStages = new Set(['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith']);

function pipelineUpdate(pipeline: unknown[], options: UpdateOptions): Update {
  if (options.arrayFilters !== undefined)
    throw failedToParse('Cannot specify arrayFilters and a pipeline update');
  const transforms = pipeline.map((stage) => {
    const [name] = isDocument(stage) ? Object.keys(stage) : [];
    if (name === undefined || !pipelineStages.has(name))
      throw new CommandError(
        'InvalidOptions',
        `${name ?? 'an empty stage'} is not allowed to be used within an update`,
      );
    return compileTransform(name, (stage as Document)[name], options.environment)!;
  });
  return {
    kind: 'pipeline',
    apply: (document) =>
      guarded(document, (before) =>
        keepId(
          before,
          transforms.reduce((value, transform) => transform(value), before),
        ),
      ),
  };
}

/** The new document with the `_id` of the old one, which comes first. */
function keepId(before: Document, after: Document): Document {
  const id = field(before, '_id');
  if (id === undefined) return after;
  const { _id: given = id, ...rest } = after;
  return { _id: given, ...rest };
}

/** Applies a change and sees to it that `_id` stays what it was. */
function guarded(document: Document, change: (document: Document) => Document): Document {
  const id = field(document, '_id');
  const after = change(document);
  if (id !== undefined && compare(id, field(after, '_id')) !== 0)
    throw new CommandError(
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
  return after;
}

/** What an upsert starts from: the values the filter holds fields to. */
export function upsertBase(query: Document): Document {
  const base: Document = {};
  const surroundings = { places: undefined, elementTests: new Map(), inserting: true };
  for (const [path, value] of fixedFields(query)) {
    if (plainAt(base, steps(path)) !== undefined)
      throw new CommandError(
        'NotSingleValueField',
        `cannot infer query fields to set, path '${path}' is matched twice`,
      );
    changeAt(base, steps(path), surroundings, true, () => value);
  }
  return base;
}

function fixedFields(query: Document): [string, unknown][] {
  return Object.entries(query).flatMap(([name, value]): [string, unknown][] => {
    if (name === '$and' && isList(value)) return value.flatMap((part) => fixedFields(part as Document));
    if (name === '$or' && isList(value) && value.length === 1) return fixedFields(value[0] as Document);
    if (name.startsWith('$')) return [];
    if (!isDocument(value) || !Object.keys(value)[0]?.startsWith('$'))
      return (value as { _bsontype?: string } | null)?._bsontype === 'BSONRegExp' ? [] : [[name, value]];
    return '$eq' in value ? [[name, value['$eq']]] : [];
  });
}

/** A document with `_id` first, as it is stored. */
export function idFirst(document: Document): Document {
  if (Object.keys(document)[0] === '_id' || !Object.hasOwn(document, '_id')) return document;
  const { _id, ...rest } = document;
  const result: Document = { _id };
  for (const [name, value] of Object.entries(rest)) setField(result, name, value);
  return result;
}
