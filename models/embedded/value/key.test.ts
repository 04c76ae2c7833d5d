import { Decimal128, type Double, type Int32, Long } from 'bson';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { someNumber, someValue } from '../testing/arbitrary.ts';
import { compare } from './compare.ts';
import { beyond, encodeCompound, encodeKey, inverted } from './key.ts';

const order = (a: Buffer, b: Buffer): number => Math.sign(Buffer.compare(a, b));

test('keys come in the order of the values', () => {
  fc.assert(
    fc.property(someValue, someValue, (a, b) => {
      expect(order(encodeKey(a), encodeKey(b))).toBe(Math.sign(compare(a, b)));
    }),
    { numRuns: 3000 },
  );
});

test('descending keys come in the opposite order', () => {
  fc.assert(
    fc.property(someValue, someValue, (a, b) => {
      expect(order(inverted(encodeKey(a)), inverted(encodeKey(b)))).toBe(-Math.sign(compare(a, b)) + 0);
    }),
    { numRuns: 2000 },
  );
});

test('no key is the beginning of another, and what is beyond a key is beyond all that begin with it', () => {
  fc.assert(
    fc.property(someValue, someValue, (a, b) => {
      const [x, y] = [encodeKey(a), encodeKey(b)];
      if (!x.equals(y)) expect(y.subarray(0, x.length).equals(x)).toBe(false);
      const longer = Buffer.concat([x, y]);
      expect(order(longer, x)).toBe(1);
      expect(order(longer, beyond(x))).toBe(-1);
    }),
    { numRuns: 2000 },
  );
});

test('compound keys order by the first field that differs', () => {
  fc.assert(
    fc.property(
      someValue,
      someValue,
      someValue,
      someValue,
      fc.boolean(),
      fc.boolean(),
      (a, b, c, d, down, downToo) => {
        const expected = (down ? -1 : 1) * compare(a, c) || (downToo ? -1 : 1) * compare(b, d);
        expect(order(encodeCompound([a, b], [down, downToo]), encodeCompound([c, d], [down, downToo]))).toBe(
          Math.sign(expected) + 0,
        );
      },
    ),
    { numRuns: 2000 },
  );
});

test('numbers of every type fall in one exact order', () => {
  fc.assert(
    fc.property(someNumber, someNumber, (a, b) => {
      expect(order(encodeKey(a), encodeKey(b))).toBe(exactOrder(a, b));
    }),
    { numRuns: 5000 },
  );
});

type AnyNumber = Int32 | Double | Long | Decimal128;

/** The order of two numbers by exact fractions, worked out another way than the keys. */
function exactOrder(a: AnyNumber, b: AnyNumber): number {
  const [left, right] = [place(a), place(b)];
  if (typeof left === 'number' || typeof right === 'number')
    return Math.sign((typeof left === 'number' ? left : 0) - (typeof right === 'number' ? right : 0));
  const difference = left.top * right.bottom - right.top * left.bottom;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A fraction; or ±1 for the infinities and -2 for NaN, which are below or above all fractions. */
function place(value: AnyNumber): { top: bigint; bottom: bigint } | number {
  const text = value.toString();
  if (text === 'NaN') return -2;
  if (text.endsWith('Infinity')) return text.startsWith('-') ? -1 : 1;
  if (Long.isLong(value)) return { top: value.toBigInt(), bottom: 1n };
  if (value instanceof Decimal128) return decimalFraction(text);
  let bottom = 1n;
  let top = value.valueOf();
  while (!Number.isInteger(top)) {
    top *= 2;
    bottom *= 2n;
  }
  return { top: BigInt(top), bottom };
}

function decimalFraction(text: string): { top: bigint; bottom: bigint } {
  const [digits, exponent = '0'] = text.split('E') as [string, string?];
  const [whole, fraction = ''] = digits.split('.') as [string, string?];
  const power = Number(exponent) - fraction.length;
  const top = BigInt(whole + fraction);
  return power >= 0
    ? { top: top * 10n ** BigInt(power), bottom: 1n }
    : { top, bottom: 10n ** BigInt(-power) };
}
