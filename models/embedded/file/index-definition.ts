import { CommandError } from '../errors.ts';
import { compileFilter, type Filter } from '../query/match.ts';
import { compare } from '../value/compare.ts';
import { steps } from '../value/path.ts';
import { isDocument, plainNumber, truthy, type Document } from '../value/values.ts';

/** An index, as a plan and a writer need to know it. */
export interface Index {
  /** Its table is `x<id>`; 0 is the index on `_id`, which lives in the table of the documents. */
  readonly id: number;
  readonly name: string;
  readonly spec: Document;
  readonly key: Document;
  readonly paths: readonly string[];
  readonly parts: readonly (readonly string[])[];
  readonly descending: readonly boolean[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: Filter | undefined;
  readonly partialExpression: Document | undefined;
  /** Some document has more than one key in it. */
  multikey: boolean;
  ready: boolean;
  dropped: boolean;
  /** While the index is being filled: the rows that others have written. */
  changed: Set<number> | undefined;
}

/** An index out of its specification, which must have been checked by `checkSpec`. */
export function indexFromSpec(id: number, spec: Document): Index {
  const key = spec['key'] as Document;
  const paths = Object.keys(key);
  const partialExpression = spec['partialFilterExpression'] as Document | undefined;
  return {
    id,
    name: spec['name'] as string,
    spec,
    key,
    paths,
    parts: paths.map(steps),
    descending: paths.map((path) => plainNumber(key[path]) < 0),
    unique: truthy(spec['unique']),
    sparse: truthy(spec['sparse']),
    partialExpression,
    partial: partialExpression && compileFilter(partialExpression),
    multikey: false,
    ready: false,
    dropped: false,
    changed: undefined,
  };
}

/** The index every collection has. */
export const idIndex: Index = {
  ...indexFromSpec(0, { v: 2, key: { _id: 1 }, name: '_id_' }),
  unique: true,
  ready: true,
};

const known = new Set(
  'v key name ns unique sparse background partialFilterExpression expireAfterSeconds hidden comment'.split(
    ' ',
  ),
);

/** Checks what a client wants as an index; gives the specification as it is kept. */
export function checkSpec(given: unknown): Document {
  const spec = given as Document;
  const key = spec['key'] as Document | undefined;
  if (!key || typeof key !== 'object' || Object.keys(key).length === 0)
    throw new CommandError('CannotCreateIndex', 'Index keys cannot be empty.');
  for (const option of Object.keys(spec)) if (!known.has(option)) refuseOption(option);
  if (truthy(spec['hidden'])) refuseOption('hidden');
  for (const path of Object.keys(key)) checkPart(path, key[path]);
  if (typeof spec['name'] !== 'string' || spec['name'] === '')
    throw new CommandError('CannotCreateIndex', 'index name cannot be empty');
  checkExpiry(spec, key);
  checkPartial(spec);
  const { background: _background, ns: _ns, hidden: _hidden, comment: _comment, ...kept } = spec;
  return { v: 2, ...kept };
}

function refuseOption(option: string): never {
  throw new CommandError(
    'InvalidIndexSpecificationOption',
    `The index option '${option}' is not supported by the embedded store`,
  );
}

function checkPart(path: string, direction: unknown): void {
  const number = plainNumber(direction);
  if (!Number.isFinite(number) || number === 0)
    throw new CommandError(
      'CannotCreateIndex',
      `an index of kind ${String(direction)} (on '${path}') is not supported by the embedded store, only 1 and -1`,
    );
  const parts = path.split('.');
  if (parts.some((part) => part === '' || part.startsWith('$')))
    throw new CommandError(
      'CannotCreateIndex',
      `'${path}' cannot be indexed: a step is empty or begins with $`,
    );
  if (parts.some((part) => /^\d+$/.test(part)))
    throw new CommandError(
      'CannotCreateIndex',
      `'${path}' cannot be indexed: places in an array are not supported by the embedded store`,
    );
}

function checkExpiry(spec: Document, key: Document): void {
  const expiry = spec['expireAfterSeconds'];
  if (expiry === undefined) return;
  const seconds = plainNumber(expiry);
  if (!(seconds >= 0 && seconds <= 2_147_483_647))
    throw new CommandError('CannotCreateIndex', 'expireAfterSeconds must be a number from 0 to 2147483647');
  if (Object.keys(key).length > 1 || '_id' in key)
    throw new CommandError('CannotCreateIndex', 'TTL indexes are single-field indexes, and not on _id');
}

function checkPartial(spec: Document): void {
  const expression = spec['partialFilterExpression'];
  if (expression === undefined) return;
  if (truthy(spec['sparse']))
    throw new CommandError('CannotCreateIndex', "cannot mix 'partialFilterExpression' and 'sparse' options");
  checkPartialDocument(expression as Document);
}

const partialOperators = new Set(['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in']);

function checkPartialDocument(expression: Document): void {
  for (const [path, condition] of Object.entries(expression)) {
    if (path === '$and') for (const part of condition as Document[]) checkPartialDocument(part);
    else if (path.startsWith('$')) refusePartial(path);
    else if (condition !== null && typeof condition === 'object')
      for (const [operator, operand] of Object.entries(condition))
        if (
          operator.startsWith('$') &&
          (!partialOperators.has(operator) || (operator === '$exists' && !truthy(operand)))
        )
          refusePartial(operator);
  }
  compileFilter(expression);
}

function refusePartial(what: string): never {
  throw new CommandError('CannotCreateIndex', `Expression not supported in partial index: ${what}`);
}

/** The index with this name or these keys. */
export function findIndex(indexes: readonly Index[], wanted: unknown): Index | undefined {
  if (typeof wanted === 'string') return indexes.find(({ name }) => name === wanted);
  return isDocument(wanted) ? indexes.find(({ key }) => sameKeys(key, wanted)) : undefined;
}

/** Whether two index keys name the same paths in the same order and direction. */
export function sameKeys(a: Document, b: Document): boolean {
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return (
    left.length === right.length &&
    left.every(([path, way], i) => right[i]![0] === path && compare(way, right[i]![1]) === 0)
  );
}
