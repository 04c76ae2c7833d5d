import { Double, Int32, Long } from 'bson';
import { Context, evalExpr, OpType } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import { CommandError, badValue, unsupported } from '../errors.ts';
import { compare } from '../value/compare.ts';
import { steps } from '../value/path.ts';
import {
  field,
  isDocument,
  isList,
  kindOf,
  numeric,
  setField,
  truthy,
  type Document,
  type NumberValue,
} from '../value/values.ts';

/** What an expression may ask for beside the document: the moment of the command, and the variables of `let`. */
export interface Environment {
  now: Date;
  variables: Document;
}

export type Expression = (document: Document) => unknown;

/** Turns an aggregation expression into a function. A missing field gives undefined. */
export function compileExpression(expression: unknown, environment: Partial<Environment>): Expression {
  if (typeof expression === 'string' && expression.startsWith('$'))
    return compilePath(expression, environment);
  if (isList(expression)) {
    const parts = expression.map((part) => compileExpression(part, environment));
    return (document) => parts.map((part) => part(document) ?? null);
  }
  if (!isDocument(expression)) return () => expression;
  const names = Object.keys(expression);
  if (!names[0]?.startsWith('$')) return compileDocument(expression, environment);
  if (names.length > 1)
    throw new CommandError(15983, 'An object representing an expression must have exactly one field');
  return compileOperator(names[0], expression[names[0]], environment);
}

function compileDocument(expression: Document, environment: Partial<Environment>): Expression {
  const parts = Object.entries(expression).map(
    ([name, part]) => [name, compileExpression(part, environment)] as const,
  );
  return (document) => {
    const result: Document = {};
    for (const [name, part] of parts) {
      const value = part(document);
      if (value !== undefined) setField(result, name, value);
    }
    return result;
  };
}

function compilePath(path: string, environment: Partial<Environment>): Expression {
  if (!path.startsWith('$$')) {
    const parts = steps(path.slice(1));
    return (document) => expressionPath(document, parts, 0);
  }
  const [name, ...rest] = path.slice(2).split('.');
  const root = variable(name!, environment);
  return (document) => expressionPath(root(document), rest, 0);
}

function variable(name: string, { now, variables }: Partial<Environment>): Expression {
  if (name === 'ROOT' || name === 'CURRENT') return (document) => document;
  if (name === 'NOW') return () => now ?? new Date();
  if (name === 'REMOVE') return () => undefined;
  const value = variables && field(variables, name);
  if (value === undefined && !(variables && Object.hasOwn(variables, name)))
    throw new CommandError(17276, `Use of undefined variable: ${name}`);
  return () => value;
}

/** A path in an expression: through an array it gives the list of what the elements have. */
function expressionPath(value: unknown, parts: readonly string[], at: number): unknown {
  if (at === parts.length) return value;
  if (isList(value))
    return value.map((element) => expressionPath(element, parts, at)).filter((found) => found !== undefined);
  return isDocument(value) ? expressionPath(field(value, parts[at]!), parts, at + 1) : undefined;
}

function compileOperator(operator: string, operand: unknown, environment: Partial<Environment>): Expression {
  const own = ownOperators[operator];
  if (own === 'literal') return () => operand;
  if (own) {
    const parts = (isList(operand) ? operand : [operand]).map((part) => compileExpression(part, environment));
    return own(operator, parts);
  }
  if (operator === '$cond') return compileCondition(operand, environment);
  return compileForeign(operator, operand, environment);
}

type Own = (operator: string, parts: Expression[]) => Expression;

const comparison =
  (holds: (difference: number) => unknown): Own =>
  (operator, parts) => {
    const [left, right] = exactly(2, operator, parts);
    return (document) => holds(compare(left!(document), right!(document)));
  };

/** The operators that must agree exactly with filters and indexes; the others are mingo's. */
const ownOperators: { [operator: string]: Own | 'literal' } = {
  $literal: 'literal',
  $eq: comparison((difference) => difference === 0),
  $ne: comparison((difference) => difference !== 0),
  $gt: comparison((difference) => difference > 0),
  $gte: comparison((difference) => difference >= 0),
  $lt: comparison((difference) => difference < 0),
  $lte: comparison((difference) => difference <= 0),
  $cmp: comparison((difference) => new Int32(Math.sign(difference))),
  $and: (_, parts) => (document) => parts.every((part) => truthy(part(document))),
  $or: (_, parts) => (document) => parts.some((part) => truthy(part(document))),
  $not: (operator, parts) => {
    const [part] = exactly(1, operator, parts);
    return (document) => !truthy(part!(document));
  },
  $ifNull: (_, parts) => (document) => {
    for (const part of parts) {
      const value = part(document);
      if (value !== undefined && value !== null) return value;
    }
    return parts.at(-1)!(document);
  },
  $in: (operator, parts) => {
    const [wanted, list] = exactly(2, operator, parts);
    return (document) => {
      const among = list!(document);
      if (!isList(among)) throw new CommandError(40081, '$in requires an array as a second argument');
      const value = wanted!(document);
      return among.some((element) => compare(element, value) === 0);
    };
  },
};

function exactly(count: number, operator: string, parts: Expression[]): Expression[] {
  if (parts.length !== count)
    throw new CommandError(
      16020,
      `Expression ${operator} takes exactly ${count} arguments. ${parts.length} were passed in.`,
    );
  return parts;
}

function compileCondition(operand: unknown, environment: Partial<Environment>): Expression {
  const list = isList(operand)
    ? operand
    : [
        field(operand as Document, 'if'),
        field(operand as Document, 'then'),
        field(operand as Document, 'else'),
      ];
  const [test, yes, no] = exactly(
    3,
    '$cond',
    list.map((part) => compileExpression(part, environment)),
  );
  return (document) => (truthy(test!(document)) ? yes!(document) : no!(document));
}

const context = Context.init({ expression: { ...expressions }, accumulator: { ...accumulators } });
const refused = new Set(['$function', '$accumulator', '$where', '$meta', '$toHashedIndexKey', '$sampleRate']);

/** Hands an expression to mingo, which knows plain JavaScript values only. */
function compileForeign(operator: string, operand: unknown, environment: Partial<Environment>): Expression {
  if (refused.has(operator)) throw unsupported(operator);
  if (!context.getOperator(OpType.EXPRESSION, operator) && !context.getOperator(OpType.ACCUMULATOR, operator))
    throw new CommandError('InvalidPipelineOperator', `Unrecognized expression '${operator}'`);
  const plain = { [operator]: withNow(toPlain(operand), environment.now ?? new Date()) };
  const options = {
    context,
    scriptEnabled: false,
    variables: toPlain(environment.variables ?? {}),
  };
  return (document) => {
    try {
      return fromPlain(evalExpr(toPlain(document), plain, options as never));
    } catch (error) {
      if (error instanceof CommandError) throw error;
      throw badValue(`${operator}: ${(error as Error).message}`);
    }
  };
}

/** mingo reads its own clock for `$$NOW`; all of one command must see one moment. */
function withNow(expression: unknown, now: Date): unknown {
  if (expression === '$$NOW') return now;
  if (isList(expression)) return expression.map((part) => withNow(part, now));
  if (!isDocument(expression) || '$literal' in expression) return expression;
  return Object.fromEntries(Object.entries(expression).map(([name, part]) => [name, withNow(part, now)]));
}

/** Numbers without their BSON classes; an integer JavaScript cannot hold exactly is refused, never rounded. */
export function toPlain(value: unknown): unknown {
  switch (kindOf(value)) {
    case 'number': {
      const plain = numeric(value as NumberValue);
      if (typeof plain === 'number') return plain;
      if (typeof plain === 'bigint' && Number.isSafeInteger(Number(plain))) return Number(plain);
      return value;
    }
    case 'array':
      return (value as unknown[]).map(toPlain);
    case 'object': {
      const result: Document = {};
      for (const name of Object.keys(value as Document))
        setField(result, name, toPlain((value as Document)[name]));
      return result;
    }
    default:
      return value;
  }
}

/** Numbers in the BSON class MongoDB would give them. */
export function fromPlain(value: unknown): unknown {
  if (typeof value === 'number') {
    if (!Number.isInteger(value) || Object.is(value, -0)) return new Double(value);
    if (value >= -(2 ** 31) && value < 2 ** 31) return new Int32(value);
    return Number.isSafeInteger(value) ? Long.fromNumber(value) : new Double(value);
  }
  if (typeof value === 'bigint') return Long.fromBigInt(value);
  if (isList(value)) return value.map((element) => fromPlain(element) ?? null);
  if (!isDocument(value)) return value;
  const result: Document = {};
  for (const name of Object.keys(value))
    if (value[name] !== undefined) setField(result, name, fromPlain(value[name]));
  return result;
}
