import {
  aggregate,
  collected,
  compileStages,
  pushedDown,
  type Stage,
  type Surroundings,
} from './aggregate.ts';
import { failedToParse, typeMismatch } from './errors.ts';
import { compileExpression } from './expression.ts';
import { anyAt, steps } from './path.ts';
import { withAt } from './unwind.ts';
import { isDocument, type Document } from './values.ts';

const known = new Set(['from', 'localField', 'foreignField', 'as', 'let', 'pipeline']);

/** `$lookup`: to each document the matching ones of another collection, found by its indexes. */
export function lookup(operand: unknown, around: Surroundings): Stage {
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
  if (!Array.isArray(pipeline)) throw typeMismatch("'pipeline' option must be specified as an array");
  const variables = Object.entries((operand['let'] ?? {}) as Document).map(
    ([name, part]) => [name, compileExpression(part, around.environment)] as const,
  );
  check(
    pipeline as Document[],
    variables.map(([name]) => name),
    around,
  );
  const path = steps(as);
  return function* (input) {
    for (const documents of input)
      for (const document of documents) {
        const given = Object.fromEntries(variables.map(([name, expression]) => [name, expression(document)]));
        const inner = withVariables(around, given);
        const join =
          localField === undefined
            ? []
            : [{ $match: { [String(foreignField)]: wanted(document, String(localField)) } }];
        const other = around.store.catalog.find(around.db, from);
        const found = yield* collected(aggregate([...join, ...(pipeline as Document[])], other, inner));
        yield [withAt(document, path, found)];
      }
  };
}

function withVariables(around: Surroundings, given: Document): Surroundings {
  const variables = { ...around.environment.variables, ...given };
  return { ...around, environment: { ...around.environment, variables } };
}

/** Compiles the inner pipeline once, so that its mistakes show although there may be no document. */
function check(pipeline: Document[], names: string[], around: Surroundings): void {
  const inner = withVariables(around, Object.fromEntries(names.map((name) => [name, null])));
  compileStages(pushedDown(pipeline, inner).rest, inner);
}

/** What the other side must be: one of the local values; null, or missing, when there is none. */
function wanted(document: Document, localField: string): Document {
  const values: unknown[] = [];
  anyAt(document, steps(localField), false, (value) => {
    if (Array.isArray(value)) values.push(...value);
    else values.push(value ?? null);
    return false;
  });
  return values.length === 1 ? { $eq: values[0] } : { $in: values };
}
