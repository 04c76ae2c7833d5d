import { CommandError, badValue } from '../errors.ts';
import type { Places } from '../query/match.ts';
import { placeFor } from '../query/project.ts';
import { placeOf } from '../value/path.ts';
import { field, isDocument, isList, setField, type Document } from '../value/values.ts';

/** What the paths of an update may refer to. */
export interface Surroundings {
  /** Where the filter found its match: what `$` stands for. */
  places: Places | undefined;
  /** The tests of `$[name]`. */
  elementTests: ReadonlyMap<string, (element: unknown) => boolean>;
  /** The document is being made by an upsert. */
  inserting: boolean;
}

/** What an operator makes of a value; `removed` takes the field away, `unchanged` leaves all as it was. */
export type Change = (old: unknown) => unknown;
export const removed = Symbol('removed');
export const unchanged = Symbol('unchanged');

/** Changes every value a path means. With `creates`, missing steps are made; without, what is not there is left alone. */
export function changeAt(
  document: Document,
  path: readonly string[],
  surroundings: Surroundings,
  creates: boolean,
  change: Change,
): void {
  descend(document, resolved(path, surroundings), 0, surroundings, creates, change);
}

/** The path with `$` replaced by the place the filter found. */
function resolved(path: readonly string[], { places }: Surroundings): readonly string[] {
  return path.map((step, i) => {
    if (step !== '$') return step;
    const place = placeFor(path.slice(0, i).join('.'), places);
    if (place === undefined)
      throw badValue('The positional operator did not find the match needed from the query.');
    return String(place);
  });
}

function descend(
  container: Document | unknown[],
  path: readonly string[],
  at: number,
  around: Surroundings,
  creates: boolean,
  change: Change,
): void {
  const step = path[at]!;
  if (step.startsWith('$[')) return everyElement(container, path, at, around, creates, change);
  if (isList(container) && placeOf(step) < 0) {
    if (creates) throw notViable(step, path, at);
    return;
  }
  if (at === path.length - 1) return put(container, step, change(get(container, step)));
  const child = get(container, step);
  if (isDocument(child) || isList(child)) return descend(child, path, at + 1, around, creates, change);
  if (!creates) return;
  if (child !== undefined) throw notViable(path[at + 1]!, path, at + 1);
  if (path[at + 1]!.startsWith('$['))
    throw badValue(
      `The path '${path.slice(0, at + 1).join('.')}' must exist in the document in order to apply array updates.`,
    );
  const made: Document = {};
  descend(made, path, at + 1, around, creates, change);
  if (Object.keys(made).length > 0) put(container, step, made);
}

function everyElement(
  container: Document | unknown[],
  path: readonly string[],
  at: number,
  around: Surroundings,
  creates: boolean,
  change: Change,
): void {
  if (!isList(container))
    throw badValue(`Cannot apply array updates to non-array element ${path[at - 1] ?? ''}`);
  const name = path[at]!.slice(2, -1);
  const test = around.elementTests.get(name);
  for (const [i, element] of container.entries()) {
    if (test && !test(element)) continue;
    if (at === path.length - 1) put(container, String(i), change(element));
    else if (isDocument(element) || isList(element)) descend(element, path, at + 1, around, creates, change);
    else if (creates) throw notViable(path[at + 1]!, path, at + 1);
  }
}

function notViable(step: string, path: readonly string[], at: number): CommandError {
  return new CommandError(
    'PathNotViable',
    `Cannot create field '${step}' in element {${path.slice(0, at).join('.')}}`,
  );
}

function get(container: Document | unknown[], step: string): unknown {
  return isList(container) ? container[placeOf(step)] : field(container, step);
}

/** The furthest beyond its end an array may be written to, as in MongoDB. */
const mostPadding = 1_500_000;

function put(container: Document | unknown[], step: string, value: unknown): void {
  if (value === unchanged) return;
  if (!isList(container)) {
    if (value === removed) delete container[step];
    else setField(container, step, value);
    return;
  }
  const place = placeOf(step);
  if (value === removed) {
    if (place < container.length) container[place] = null;
    return;
  }
  if (place - container.length > mostPadding)
    throw badValue('too many empty places would be added to the array');
  while (container.length < place) container.push(null);
  container[place] = value;
}
