import { Double, Int32 } from 'bson';
import { CommandError, unsupported } from '../errors.ts';
import { listed, mapped, memoryLimit, tooMuchMemory } from '../flow.ts';
import { compileExpression, type Environment, type Expression } from '../query/expression.ts';
import { encode } from '../value/bson.ts';
import { compare } from '../value/compare.ts';
import { encodeKey } from '../value/key.ts';
import { add, isNumber } from '../value/number.ts';
import { isDocument, plainNumber, type Document, type NumberValue } from '../value/values.ts';
import type { Stage } from './stage.ts';

/** Gathers one field of a group: takes the value of each document, gives the result. */
interface Accumulator {
  take(value: unknown): void;
  result(): unknown;
}

const accumulators: { [name: string]: () => Accumulator } = {
  $sum: () => {
    let total: NumberValue = new Int32(0);
    return { take: (value) => void (isNumber(value) && (total = add(total, value))), result: () => total };
  },
  $avg: () => {
    let total: NumberValue = new Int32(0);
    let n = 0;
    return {
      take: (value) => void (isNumber(value) && ((total = add(total, value)), n++)),
      result: () => (n === 0 ? null : new Double(plainNumber(total) / n)),
    };
  },
  $min: () => extreme((difference) => difference < 0),
  $max: () => extreme((difference) => difference > 0),
  $first: () => {
    let first: unknown;
    let any = false;
    return { take: (value) => void (any || ((first = value ?? null), (any = true))), result: () => first };
  },
  $last: () => {
    let last: unknown;
    return { take: (value) => void (last = value ?? null), result: () => last };
  },
  $push: () => {
    const list: unknown[] = [];
    return { take: (value) => void (value === undefined || list.push(value)), result: () => list };
  },
  $addToSet: () => {
    const set = new Map<string, unknown>();
    return {
      take: (value) => void (value === undefined || set.set(encodeKey(value).toString('latin1'), value)),
      result: () => [...set.values()],
    };
  },
  $count: () => {
    let n = 0;
    return { take: () => void n++, result: () => new Int32(n) };
  },
  $mergeObjects: () => {
    const merged: Document = {};
    return {
      take: (value) => void (isDocument(value) && Object.assign(merged, value)),
      result: () => merged,
    };
  },
};

const holding = new Set(['$push', '$addToSet']);

function extreme(better: (difference: number) => boolean): Accumulator {
  let best: unknown = null;
  return {
    take: (value) =>
      void (
        value !== undefined &&
        value !== null &&
        (best === null || better(compare(value, best))) &&
        (best = value)
      ),
    result: () => best,
  };
}

/** `$group`, in steps, with a limit on what it may hold. */
export function group(operand: unknown, environment: Environment): Stage {
  if (!isDocument(operand)) throw new CommandError(15947, "a group's fields must be specified in an object");
  if (!('_id' in operand)) throw new CommandError(15955, 'a group specification must include an _id');
  const key = compileExpression(operand['_id'], environment);
  const fields = Object.entries(operand)
    .filter(([name]) => name !== '_id')
    .map(([name, spec]) => readField(name, spec, environment));
  return function* (input) {
    const groups = new Map<string, { _id: unknown; gathered: Accumulator[] }>();
    let bytes = 0;
    for (const documents of input) {
      for (const document of documents) {
        const _id = key(document) ?? null;
        const name = encodeKey(_id).toString('latin1');
        let found = groups.get(name);
        if (!found) {
          groups.set(name, (found = { _id, gathered: fields.map(({ make }) => make()) }));
          bytes += name.length * 2 + 200;
        }
        for (const [i, { expression, holds }] of fields.entries()) {
          const value = expression(document);
          found.gathered[i]!.take(value);
          if (holds && value !== undefined) bytes += encode({ value }).length;
        }
      }
      if (bytes > memoryLimit) throw tooMuchMemory('$group', 'Narrow it with $match first');
      yield [];
    }
    yield* mapped(listed([...groups.values()]), (batch) =>
      batch.map(({ _id, gathered }) => resultOf(_id, gathered, fields)),
    );
  };
}

function resultOf(_id: unknown, gathered: Accumulator[], fields: { name: string }[]): Document {
  const result: Document = { _id };
  for (const [i, { name }] of fields.entries()) result[name] = gathered[i]!.result();
  return result;
}

function readField(
  name: string,
  spec: unknown,
  environment: Environment,
): { name: string; make: () => Accumulator; expression: Expression; holds: boolean } {
  if (name.includes('.')) throw new CommandError(40235, `The field name '${name}' cannot contain '.'`);
  const [operator, ...more] = isDocument(spec) ? Object.keys(spec) : [];
  if (operator === undefined || more.length > 0)
    throw new CommandError(40234, `The field '${name}' must be an accumulator object`);
  const make = Object.hasOwn(accumulators, operator) ? accumulators[operator] : undefined;
  if (!make)
    throw operator.startsWith('$')
      ? unsupported(`the accumulator ${operator}`)
      : new CommandError(40234, `The field '${name}' must be an accumulator object`);
  return {
    name,
    make,
    expression: compileExpression((spec as Document)[operator], environment),
    holds: holding.has(operator),
  };
}
