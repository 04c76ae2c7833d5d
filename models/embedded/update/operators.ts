import { Int32, Timestamp } from 'bson';
import { badValue, failedToParse, typeMismatch, unsupported, type CommandError } from '../errors.ts';
import type { Compare } from '../value/compare.ts';
import { add, isNumber, multiply } from '../value/number.ts';
import { isDocument } from '../value/values.ts';
import { addToSet, pop, pull, pullAll, push } from './array.ts';
import { removed, unchanged, type Change } from './path.ts';

/** An update operator: what it makes of a value, and whether it makes what is missing. */
export interface Operator {
  creates: boolean;
  /** Works only while an upsert makes the document. */
  onInsert?: boolean;
  change: (operand: unknown, path: string, order: Compare, now: Date) => Change;
}

/** The operators of an update, `$rename` apart, which needs two paths. */
export const operators: { [name: string]: Operator } = {
  $set: { creates: true, change: (operand) => () => operand },
  $setOnInsert: { creates: true, onInsert: true, change: (operand) => () => operand },
  $unset: { creates: false, change: () => (old) => (old === undefined ? unchanged : removed) },
  $inc: { creates: true, change: (operand, path) => arithmetic('$inc', operand, path) },
  $mul: { creates: true, change: (operand, path) => arithmetic('$mul', operand, path) },
  $min: {
    creates: true,
    change: (operand, _, order) => (old) =>
      old === undefined || order(operand, old) < 0 ? operand : unchanged,
  },
  $max: {
    creates: true,
    change: (operand, _, order) => (old) =>
      old === undefined || order(operand, old) > 0 ? operand : unchanged,
  },
  $currentDate: { creates: true, change: (operand, _path, _order, now) => currentDate(operand, now) },
  $push: { creates: true, change: push },
  $addToSet: { creates: true, change: addToSet },
  $pull: { creates: false, change: pull },
  $pullAll: { creates: false, change: pullAll },
  $pop: { creates: false, change: pop },
};

/** The refusal of an operator that is not in the table. */
export function unknownOperator(name: string): CommandError {
  if (name === '$bit') return unsupported('$bit');
  return failedToParse(
    `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
  );
}

function arithmetic(name: '$inc' | '$mul', operand: unknown, path: string): Change {
  if (!isNumber(operand))
    throw typeMismatch(
      `Cannot ${name === '$inc' ? 'increment' : 'multiply'} with non-numeric argument: {${path}: ${String(operand)}}`,
    );
  return (old) => {
    if (old === undefined) return name === '$inc' ? operand : multiply(operand, new Int32(0));
    if (!isNumber(old))
      throw typeMismatch(
        `Cannot apply ${name} to a value of non-numeric type. The field '${path}' is not a number`,
      );
    return name === '$inc' ? add(old, operand) : multiply(old, operand);
  };
}

function currentDate(operand: unknown, now: Date): Change {
  const type = isDocument(operand) ? operand['$type'] : operand === true ? 'date' : undefined;
  if (type === 'date') return () => now;
  if (type === 'timestamp') return () => new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 });
  throw badValue("$currentDate takes true, or { $type: 'date' or 'timestamp' }");
}
