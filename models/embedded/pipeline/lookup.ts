import { failedToParse, typeMismatch } from '../errors.ts';
import { compileExpression } from '../query/expression.ts';
import { anyAt, steps } from '../value/path.ts';
import { isDocument, isList, type Document } from '../value/values.ts';
import { collected, type Pipelines, type Stage, type Surroundings } from './stage.ts';
import { withAt } from './unwind.ts';

const known = new Set(['from', 'localField', 'foreignField', 'as', 'let', 'pipeline']);

/** `$lookup`: to each document the matching ones of another collection, found by its indexes. */
export function lookup(operand: unknown, around: Surroundings, inner: Pipelines): Stage {
  if (!isDocument(operand)) throw failedToParse('the $lookup specification must be an Object');
  for (const name of Object.keys(operand))
    if (!known.has(name)) throw failedToParse(`unknown argument to $lookup: ${name}`);
  const { from, localField, foreignField, as, pipeline = [] } = operand;
  if (typeof from !== 'string' || typeof as !== 'string')
    throw failedToParse("$lookup needs 'from' and 'as'");
  if (
    (localField === undefined) !== (foreignField === undefined) ||
    (localField === undefined && operand['pipeline'] === undefined)
  )
    throw failedToParse(
      "$lookup requires both or neither of 'localField' and 'foreignField' to be specified, or a pipeline",
    );
  if (!isList(pipeline)) throw typeMismatch("'pipeline' option must be specified as an array");
  const variables = Object.entries((operand['let'] ?? {}) as Document).map(
    ([name, part]) => [name, compileExpression(part, around.environment)] as const,
  );
  // Compiled once with what it may refer to, so that its mistakes show although there may be no document.
  const empty = Object.fromEntries(variables.map(([name]) => [name, null]));
  inner.check(pipeline as Document[], withVariables(around, empty));
  const [own, foreign] = [fieldName(localField), fieldName(foreignField) ?? ''];
  const path = steps(as);
  return function* (input) {
    for (const documents of input)
      for (const document of documents) {
        const given = Object.fromEntries(variables.map(([name, expression]) => [name, expression(document)]));
        const join = own === undefined ? [] : [{ $match: { [foreign]: wanted(document, own) } }];
        const whole = [...join, ...(pipeline as Document[])];
        const found = yield* collected(inner.run(whole, from, withVariables(around, given)));
        yield [withAt(document, path, found)];
      }
  };
}

function fieldName(name: unknown): string | undefined {
  if (name === undefined || typeof name === 'string') return name;
  throw failedToParse('$lookup argument must be a string');
}

function withVariables(around: Surroundings, given: Document): Surroundings {
  const variables = { ...around.environment.variables, ...given };
  return { ...around, environment: { ...around.environment, variables } };
}

/** What the other side must be: one of the local values; null, or missing, when there is none. */
function wanted(document: Document, localField: string): Document {
  const values: unknown[] = [];
  anyAt(document, steps(localField), false, (value) => {
    if (isList(value)) values.push(...value);
    else values.push(value ?? null);
    return false;
  });
  return values.length === 1 ? { $eq: values[0] } : { $in: values };
}
