import { Double, Int32, Long } from 'bson';
import { badValue, unsupported } from '../errors.ts';
import { kindOf, plainNumber, type NumberValue } from './values.ts';

const leastLong = -(2n ** 63n);
const greatestLong = 2n ** 63n - 1n;

/** The sum of two numbers in the type MongoDB would give it: an int grows to a long, a long does not overflow. */
export function add(a: NumberValue, b: NumberValue): NumberValue {
  return combine(
    a,
    b,
    (x, y) => x + y,
    (x, y) => x + y,
  );
}

/** The product of two numbers, typed likewise. */
export function multiply(a: NumberValue, b: NumberValue): NumberValue {
  return combine(
    a,
    b,
    (x, y) => x * y,
    (x, y) => x * y,
  );
}

function combine(
  a: NumberValue,
  b: NumberValue,
  whole: (x: bigint, y: bigint) => bigint,
  real: (x: number, y: number) => number,
): NumberValue {
  const left = typeOf(a);
  const right = typeOf(b);
  if (left === 'decimal' || right === 'decimal') throw unsupported('arithmetic with Decimal128');
  if (left === 'double' || right === 'double') return new Double(real(plainNumber(a), plainNumber(b)));
  const result = whole(BigInt(String(a)), BigInt(String(b)));
  if (result < leastLong || result > greatestLong)
    throw badValue('Failed to apply the operation: the result does not fit in 64 bits');
  const fits = result >= -(2n ** 31n) && result < 2n ** 31n;
  return left === 'int' && right === 'int' && fits ? new Int32(Number(result)) : Long.fromBigInt(result);
}

function typeOf(value: NumberValue): 'int' | 'long' | 'double' | 'decimal' {
  if (typeof value === 'bigint') return 'long';
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 'int' : 'double';
  const types = { Int32: 'int', Long: 'long', Double: 'double', Decimal128: 'decimal' } as const;
  return types[value._bsontype];
}

/** Whether a value is a number of any type. */
export const isNumber = (value: unknown): value is NumberValue => kindOf(value) === 'number';
