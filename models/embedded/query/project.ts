import { CommandError, typeMismatch, unsupported } from '../errors.ts';
import { overlaps, steps } from '../value/path.ts';
import { isDocument, isList, kindOf, setField, truthy, wholeNumber, type Document } from '../value/values.ts';
import { compileExpression, type Environment } from './expression.ts';
import { compileElement, type Places } from './match.ts';

/** Turns a stored document into what a client wants of it. `places` is what the filter found, for `$`. */
export type Projection = (document: Document, places?: Places) => Document;

/** One level of a projection: a leaf says what becomes of the field, a branch looks deeper. */
type Tree = Map<string, Tree | Leaf>;
type Leaf = (value: unknown, root: Document, places: Places | undefined) => unknown;

const keep: Leaf = (value) => value;
const omit: Leaf = () => undefined;

/** Reads a projection; undefined when all of the document is wanted. `find` knows `$`, `$slice` and `$elemMatch`, `$project` does not. */
export function compileProjection(
  projection: unknown,
  environment: Partial<Environment>,
  forFind: boolean,
): Projection | undefined {
  if (projection === undefined || projection === null) return undefined;
  if (!isDocument(projection)) throw typeMismatch('a projection must be a document');
  if (Object.keys(projection).length === 0) return undefined;
  const flat = flattened(projection, '');
  refuseCollisions(flat.map(([path]) => path));
  const including = isInclusion(flat);
  const tree: Tree = new Map();
  const computed = new Map<string, true>();
  for (const [path, value] of flat) {
    const leaf = leafFor(path, value, environment, forFind, including);
    const name = path.replace(/\.\$$/, '');
    if (leaf.computes) computed.set(name, true);
    graft(tree, steps(name), leaf.leaf);
  }
  const showId = !flat.some(([path, value]) => path === '_id' && isFlag(value) && !truthy(value));
  if (including && showId && !tree.has('_id')) tree.set('_id', keep);
  return (document, places) =>
    project(document, tree, including, document, places, computed.size > 0) as Document;
}

/** `{ a: { b: 1 } }` means `{ 'a.b': 1 }`. */
function flattened(projection: Document, prefix: string): [string, unknown][] {
  return Object.entries(projection).flatMap(([name, value]): [string, unknown][] => {
    const path = prefix + name;
    if (name === '') throw new CommandError(40352, 'FieldPath cannot be constructed with empty string');
    if (isDocument(value) && !Object.keys(value)[0]?.startsWith('$')) {
      if (Object.keys(value).length === 0)
        throw new CommandError(51270, 'An empty sub-projection is not a valid value');
      return flattened(value, `${path}.`);
    }
    return [[path, value]];
  });
}

function refuseCollisions(paths: string[]): void {
  const sorted = [...paths].sort();
  for (const [i, path] of sorted.entries())
    if (i > 0 && overlaps(path, sorted[i - 1]!)) throw new CommandError(31249, `Path collision at ${path}`);
}

const isFlag = (value: unknown): boolean => typeof value === 'boolean' || kindOf(value) === 'number';

function isInclusion(flat: [string, unknown][]): boolean {
  const isPlainSlice = (value: unknown): boolean => isDocument(value) && '$slice' in value;
  const others = flat.filter(([path, value]) => path !== '_id' && !isPlainSlice(value));
  const shown = others.filter(([, value]) => !isFlag(value) || truthy(value));
  if (shown.length > 0 && shown.length < others.length) {
    const hidden = others.find(([, value]) => isFlag(value) && !truthy(value))!;
    throw new CommandError(31254, `Cannot do exclusion on field ${hidden[0]} in inclusion projection`);
  }
  if (others.length > 0) return shown.length > 0;
  return flat.some(
    ([path, value]) => path === '_id' && !(isFlag(value) && !truthy(value)) && !isPlainSlice(value),
  );
}

function leafFor(
  path: string,
  value: unknown,
  environment: Partial<Environment>,
  forFind: boolean,
  including: boolean,
): { leaf: Leaf; computes?: true } {
  if (isFlag(value)) {
    if (!path.endsWith('.$')) return { leaf: truthy(value) ? keep : omit };
    if (!forFind || !truthy(value))
      throw new CommandError(31395, 'positional projection may only be used to include');
    return { leaf: positional(path.slice(0, -2)) };
  }
  if (forFind && isDocument(value)) {
    if ('$slice' in value) return { leaf: slicing(value['$slice']) };
    if ('$elemMatch' in value) return { leaf: firstElement(value['$elemMatch'] as Document) };
    if ('$meta' in value) throw unsupported('$meta');
  }
  if (!including) throw new CommandError(31252, `Cannot use expression in exclusion projection: ${path}`);
  const expression = compileExpression(value, environment);
  return { leaf: (_value, root) => expression(root), computes: true };
}

function positional(path: string): Leaf {
  return (value, _root, places) => {
    if (!isList(value)) return value;
    const place = placeFor(path, places);
    if (place === undefined)
      throw new CommandError(
        51246,
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      );
    return value.slice(place, place + 1);
  };
}

/** The place the filter found in the array at a path: by that path, one inside it, or else the last found. */
export function placeFor(path: string, places: Places | undefined): number | undefined {
  for (const [met, place] of places ?? []) if (met === path || met.startsWith(`${path}.`)) return place;
  return [...(places ?? [])].at(-1)?.[1];
}

function slicing(operand: unknown): Leaf {
  const [first, count] = (isList(operand) ? operand : [operand]).map(wholeNumber);
  if (first === undefined || (isList(operand) && !(count !== undefined && count > 0)))
    throw new CommandError(28667, '$slice needs a number, or a place and a positive number');
  return (value) => {
    if (!isList(value)) return value;
    if (count === undefined) return first < 0 ? value.slice(first) : value.slice(0, first);
    const start = first < 0 ? Math.max(0, value.length + first) : first;
    return value.slice(start, start + count);
  };
}

function firstElement(operand: Document): Leaf {
  const test = compileElement(operand, {});
  return (value) => {
    const found = isList(value) ? value.findIndex(test) : -1;
    return found < 0 ? undefined : (value as unknown[]).slice(found, found + 1);
  };
}

function graft(tree: Tree, path: readonly string[], leaf: Leaf): void {
  let level = tree;
  for (const step of path.slice(0, -1)) {
    const branch = level.get(step);
    if (branch instanceof Map) level = branch;
    else {
      const grown: Tree = new Map();
      level.set(step, grown);
      level = grown;
    }
  }
  level.set(path.at(-1)!, leaf);
}

function project(
  value: unknown,
  tree: Tree,
  including: boolean,
  root: Document,
  places: Places | undefined,
  computes: boolean,
): unknown {
  if (isList(value))
    return value.flatMap((element) => {
      const kept = project(element, tree, including, root, places, computes);
      return kept === undefined ? [] : [kept];
    });
  if (!isDocument(value)) return including ? undefined : value;
  const result: Document = {};
  for (const name of Object.keys(value)) {
    const branch = tree.get(name);
    const kept =
      branch === undefined
        ? including
          ? undefined
          : value[name]
        : shown(value[name], branch, including, root, places, computes);
    if (kept !== undefined) setField(result, name, kept);
  }
  if (computes)
    for (const [name, branch] of tree)
      if (!Object.hasOwn(value, name)) addComputed(result, name, branch, root, places);
  return result;
}

function shown(
  value: unknown,
  branch: Tree | Leaf,
  including: boolean,
  root: Document,
  places: Places | undefined,
  computes: boolean,
): unknown {
  return branch instanceof Map
    ? project(value, branch, including, root, places, computes)
    : branch(value, root, places);
}

/** A computed field the document does not have comes after those it has. */
function addComputed(
  result: Document,
  name: string,
  branch: Tree | Leaf,
  root: Document,
  places: Places | undefined,
): void {
  if (!(branch instanceof Map)) {
    const value = branch === keep || branch === omit ? undefined : branch(undefined, root, places);
    if (value !== undefined) setField(result, name, value);
    return;
  }
  const inner: Document = {};
  for (const [step, deeper] of branch) addComputed(inner, step, deeper, root, places);
  if (Object.keys(inner).length > 0) setField(result, name, inner);
}
