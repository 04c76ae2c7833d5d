import { field, isDocument, isList, type Document } from './values.ts';

/** The steps of a dotted path, split once and kept. */
export function steps(path: string): readonly string[] {
  let parts = split.get(path);
  if (!parts) {
    if (split.size > 10_000) split.clear();
    split.set(path, (parts = path.split('.')));
  }
  return parts;
}

const split = new Map<string, readonly string[]>();

/** The place in an array that a step names, or -1. */
export function placeOf(step: string): number {
  return /^(0|[1-9]\d{0,8})$/.test(step) ? Number(step) : -1;
}

/** Where a value was met: the value, and the place in the outermost array on the way (-1 without one). */
export type See = (value: unknown, place: number) => boolean;

/**
 * Shows `see` every value a query path can mean, until it says yes: arrays on the way are walked and may be
 * indexed; with `intoLast`, an array at the end shows its elements and then itself. A path that leads
 * nowhere shows undefined once.
 */
export function anyAt(document: Document, path: readonly string[], intoLast: boolean, see: See): boolean {
  return walkDocument(document, path, 0, intoLast, -1, see);
}

function walkDocument(
  document: Document,
  path: readonly string[],
  at: number,
  intoLast: boolean,
  place: number,
  see: See,
): boolean {
  return walk(field(document, path[at]!), path, at + 1, intoLast, place, see);
}

function walk(
  value: unknown,
  path: readonly string[],
  at: number,
  intoLast: boolean,
  place: number,
  see: See,
): boolean {
  const last = at === path.length;
  if (isList(value)) {
    if (!last) return walkArray(value, path, at, intoLast, place, see);
    if (intoLast)
      for (const [i, element] of value.entries()) if (see(element, place < 0 ? i : place)) return true;
    return see(value, place);
  }
  if (last) return see(value, place);
  if (isDocument(value)) return walkDocument(value, path, at, intoLast, place, see);
  return see(undefined, place);
}

function walkArray(
  list: unknown[],
  path: readonly string[],
  at: number,
  intoLast: boolean,
  place: number,
  see: See,
): boolean {
  const wanted = placeOf(path[at]!);
  for (const [i, element] of list.entries()) {
    const outer = place < 0 ? i : place;
    if (isDocument(element) && walkDocument(element, path, at, intoLast, outer, see)) return true;
    if (i !== wanted) continue;
    if (at + 1 === path.length) {
      if (see(element, outer)) return true;
    } else if (isDocument(element)) {
      if (walkDocument(element, path, at + 1, intoLast, outer, see)) return true;
    } else if (isList(element)) {
      if (walkArray(element, path, at + 1, intoLast, outer, see)) return true;
    }
  }
  return false;
}

/** The value at a path without looking into arrays; undefined when there is none. */
export function plainAt(document: Document, path: readonly string[]): unknown {
  let value: unknown = document;
  for (const step of path) {
    if (!isDocument(value)) return undefined;
    value = field(value, step);
  }
  return value;
}

/** Whether a path, or one beginning or continuing it, is in `others`: two changes that would touch each other. */
export function overlaps(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}.`) || other.startsWith(`${path}.`);
}
