import type { BSONRegExp } from 'bson';
import { CommandError, badValue, unsupported } from '../errors.ts';
import { compare, type Compare } from '../value/compare.ts';
import { encodeKey } from '../value/key.ts';
import {
  field,
  isDocument,
  isList,
  kindOf,
  numeric,
  wholeNumber,
  type Document,
  type NumberValue,
} from '../value/values.ts';

/** The test of one value; `intoArrays` says whether an array's elements are tried as well as itself. */
export interface Leaf {
  intoArrays: boolean;
  test: (value: unknown) => boolean;
}

/** Whether a value is a set of operators (`{ $gt: 1 }`) and not a document to be equal to. */
export function isOperatorDocument(value: unknown): value is Document {
  if (!isDocument(value)) return false;
  if ((value as { _bsontype?: unknown })._bsontype !== undefined) throw unsupported('a DBRef');
  return Object.keys(value)[0]?.startsWith('$') ?? false;
}

/** The test an operator makes on one value. `siblings` are the operators beside it (`$options` of `$regex`). */
export function compileLeaf(operator: string, operand: unknown, siblings: Document, order: Compare): Leaf {
  switch (operator) {
    case '$eq':
      return into(equalTo(operand, order));
    case '$in':
      return into(oneOf(operand, order));
    case '$gt':
      return into(beside(operand, order, (difference) => difference > 0));
    case '$gte':
      return into(beside(operand, order, (difference) => difference >= 0));
    case '$lt':
      return into(beside(operand, order, (difference) => difference < 0));
    case '$lte':
      return into(beside(operand, order, (difference) => difference <= 0));
    case '$regex':
      return into(matching(operand, siblings['$options']));
    case '$mod':
      return into(remainder(operand));
    case '$type':
      return into(ofType(operand));
    case '$size': {
      const wanted = wholeNumber(operand);
      if (wanted === undefined || wanted < 0) throw badValue('$size needs a number of 0 or more');
      return { intoArrays: false, test: (value) => isList(value) && value.length === wanted };
    }
  }
  if (refused.has(operator)) throw unsupported(operator);
  throw badValue(`unknown operator: ${operator}`);
}

const refused = new Set([
  '$near',
  '$nearSphere',
  '$geoWithin',
  '$geoIntersects',
  '$bitsAllSet',
  '$bitsAllClear',
  '$bitsAnySet',
  '$bitsAnyClear',
  '$jsonSchema',
]);

const into = (test: Leaf['test']): Leaf => ({ intoArrays: true, test });

function equalTo(operand: unknown, order: Compare): Leaf['test'] {
  if (operand === null) return (value) => value === null || value === undefined;
  return (value) => value !== undefined && order(value, operand) === 0;
}

/** From this many on, `$in` looks a value up by its key instead of trying one after the other. */
const manyChoices = 12;

function oneOf(operand: unknown, order: Compare): Leaf['test'] {
  if (!isList(operand)) throw badValue('$in needs an array');
  if (operand.some(isOperatorDocument)) throw badValue('cannot nest $ under $in');
  if (
    operand.length < manyChoices ||
    order !== compare ||
    operand.some((wanted) => kindOf(wanted) === 'regex')
  ) {
    const tests = operand.map((wanted) =>
      kindOf(wanted) === 'regex' ? matching(wanted, undefined) : equalTo(wanted, order),
    );
    return (value) => tests.some((test) => test(value));
  }
  const keys = new Set(operand.map((wanted) => encodeKey(wanted).toString('latin1')));
  const orMissing = operand.includes(null);
  return (value) => (value === undefined ? orMissing : keys.has(encodeKey(value).toString('latin1')));
}

/** A comparison holds only between values of one kind, save for the two ends of the order. */
function beside(operand: unknown, order: Compare, wanted: (difference: number) => boolean): Leaf['test'] {
  const kind = kindOf(operand);
  if (kind === 'regex') throw badValue("Can't have RegEx as arg to predicate over field.");
  if (kind === 'null') return (value) => (value === null || value === undefined) && wanted(0);
  if (kind === 'minKey' || kind === 'maxKey')
    return (value) => value !== undefined && wanted(order(value, operand));
  if (kind !== 'number') return (value) => kindOf(value) === kind && wanted(order(value, operand));
  const isNone = isNaNumber(operand);
  return (value) =>
    kindOf(value) === 'number' && isNaNumber(value) === isNone && wanted(order(value, operand));
}

/** NaN is equal to itself and neither below nor above any number. */
function isNaNumber(value: unknown): boolean {
  const plain = numeric(value as NumberValue);
  return typeof plain === 'object' ? plain.toString() === 'NaN' : Number.isNaN(plain);
}

function matching(operand: unknown, options: unknown): Leaf['test'] {
  const isRegex = kindOf(operand) === 'regex';
  if (!isRegex && typeof operand !== 'string') throw badValue('$regex has to be a string');
  const pattern = isRegex ? (operand as BSONRegExp).pattern : (operand as string);
  const flags = typeof options === 'string' ? options : isRegex ? (operand as BSONRegExp).options : '';
  const expression = toExpression(pattern, flags);
  return (value) =>
    typeof value === 'string'
      ? expression.test(value)
      : kindOf(value) === 'regex' &&
        (value as BSONRegExp).pattern === pattern &&
        (value as BSONRegExp).options === flags;
}

/** A regular expression of MongoDB's as one of JavaScript's, which differ little. */
export function toExpression(pattern: string, flags: string): RegExp {
  const inline = /^\(\?([ims]+)\)/.exec(pattern);
  const source = inline ? pattern.slice(inline[0].length) : pattern;
  const wanted = new Set([...flags, ...(inline?.[1] ?? '')]);
  for (const flag of wanted)
    if (!'imsu'.includes(flag)) throw unsupported(`the regular expression option '${flag}'`);
  wanted.delete('u');
  const plain = [...wanted].join('');
  try {
    return new RegExp(source, `${plain}u`);
  } catch {
    return withoutUnicode(source, plain);
  }
}

/** Patterns with escapes that only the looser grammar allows. */
function withoutUnicode(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags);
  } catch (error) {
    throw new CommandError(51091, `Regular expression is invalid: ${(error as Error).message}`);
  }
}

function remainder(operand: unknown): Leaf['test'] {
  const [divisor, rest] = isList(operand) && operand.length === 2 ? operand.map(truncated) : [];
  if (divisor === undefined || rest === undefined) throw badValue('malformed mod, needs to be two numbers');
  if (divisor === 0n) throw badValue('divisor cannot be 0');
  return (value) => {
    const whole = truncated(value);
    return whole !== undefined && whole % divisor === rest;
  };
}

function truncated(value: unknown): bigint | undefined {
  if (kindOf(value) !== 'number') return undefined;
  const plain = numeric(value as NumberValue);
  if (typeof plain === 'bigint') return plain;
  const number = Math.trunc(Number(plain.toString()));
  return Number.isFinite(number) ? BigInt(number) : undefined;
}

/** The numbers and names by which `$type` knows the types. */
const typeNumbers: { [name: string]: number } = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  javascript: 13,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};

function ofType(operand: unknown): Leaf['test'] {
  const wanted = new Set((isList(operand) ? operand : [operand]).flatMap(namedTypes));
  return (value) => value !== undefined && wanted.has(typeName(value));
}

function namedTypes(type: unknown): string[] {
  if (type === 'number') return ['double', 'int', 'long', 'decimal'];
  if (typeof type === 'string' && field(typeNumbers, type) !== undefined) return [type];
  const number = wholeNumber(type);
  const name = Object.keys(typeNumbers).find((known) => typeNumbers[known] === number);
  if (name === undefined) throw badValue(`Unknown type name alias: ${String(type)}`);
  return [name];
}

/** The name `$type` gives to a value. */
export function typeName(value: unknown): string {
  const kind = kindOf(value);
  if (kind !== 'number') return kind;
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 'int' : 'double';
  if (typeof value === 'bigint') return 'long';
  const tag = (value as { _bsontype: string })._bsontype;
  return tag === 'Int32' ? 'int' : tag === 'Long' ? 'long' : tag === 'Double' ? 'double' : 'decimal';
}
