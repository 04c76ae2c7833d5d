import { Int32 } from 'bson';
import { CommandError } from '../errors.ts';
import { plainAt, steps } from '../value/path.ts';
import { field, isDocument, isList, setField, truthy, type Document } from '../value/values.ts';
import { each, type Stage } from './stage.ts';

/** `$unwind`: one document for each element of an array. */
export function unwind(operand: unknown): Stage {
  const spec: Document = isDocument(operand) ? operand : { path: operand };
  const { path, includeArrayIndex, preserveNullAndEmptyArrays } = spec;
  if (typeof path !== 'string' || !path.startsWith('$'))
    throw new CommandError(28818, "path option to $unwind stage should be prefixed with a '$'");
  const parts = steps(path.slice(1));
  const keepsEmpty = truthy(preserveNullAndEmptyArrays);
  const numbered = (document: Document, place: number | null): Document =>
    typeof includeArrayIndex === 'string'
      ? withAt(document, steps(includeArrayIndex), place === null ? null : new Int32(place))
      : document;
  return each((document) => {
    const value = plainAt(document, parts);
    if (isList(value) && value.length > 0)
      return value.map((element, i) => numbered(withAt(document, parts, element), i));
    if (value !== undefined && value !== null && !isList(value)) return [numbered(document, null)];
    if (!keepsEmpty) return [];
    return [numbered(isList(value) ? withAt(document, parts, undefined) : document, null)];
  });
}

/** A copy of a document with another value at a path; undefined takes the field away. */
export function withAt(document: Document, parts: readonly string[], value: unknown): Document {
  const copy: Document = { ...document };
  const [first, ...rest] = parts as [string, ...string[]];
  const inner = field(document, first);
  const changed = rest.length ? withAt(isDocument(inner) ? inner : {}, rest, value) : value;
  if (changed === undefined) delete copy[first];
  else setField(copy, first, changed);
  return copy;
}
