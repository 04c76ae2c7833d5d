import type { Decimal128 } from 'bson';

/** A finite number other than 0: ±coefficient · 10^exponent. */
export interface DecimalParts {
  negative: boolean;
  coefficient: bigint;
  exponent: number;
}

/** Takes an integer or a Decimal128 apart; NaN, the infinities and 0 come back as plain numbers. */
export function decimalParts(value: bigint | Decimal128): DecimalParts | number {
  if (typeof value === 'bigint') {
    return value === 0n ? 0 : { negative: value < 0n, coefficient: value < 0n ? -value : value, exponent: 0 };
  }
  const text = value.toString();
  const found = /^(-?)(\d+)(?:\.(\d+))?(?:E([+-]?\d+))?$/.exec(text);
  if (!found) return Number(text);
  const fraction = found[3] ?? '';
  const coefficient = BigInt(found[2]! + fraction);
  if (coefficient === 0n) return 0;
  return { negative: found[1] === '-', coefficient, exponent: Number(found[4] ?? 0) - fraction.length };
}

/**
 * The size of a number as the greatest double not above it and the exact rest, the rest as digits d1d2… of
 * 0.d1d2… · 10^exponent without closing zeros ('' when nothing is left).
 */
export function splitDecimal({ coefficient, exponent }: DecimalParts): {
  double: number;
  digits: string;
  exponent: number;
} {
  let double = Math.min(Number(`${coefficient}e${exponent}`), Number.MAX_VALUE);
  let rest = subtract(coefficient, exponent, double);
  if (rest.coefficient < 0n) {
    double = previousDouble(double);
    rest = subtract(coefficient, exponent, double);
  }
  if (rest.coefficient === 0n) return { double, digits: '', exponent: 0 };
  const all = rest.coefficient.toString();
  return { double, digits: all.replace(/0+$/, ''), exponent: rest.exponent + all.length };
}

function subtract(
  coefficient: bigint,
  exponent: number,
  double: number,
): { coefficient: bigint; exponent: number } {
  const other = exactDouble(double);
  const least = Math.min(exponent, other.exponent);
  const scaled = coefficient * 10n ** BigInt(exponent - least);
  return { coefficient: scaled - other.coefficient * 10n ** BigInt(other.exponent - least), exponent: least };
}

const view = new DataView(new ArrayBuffer(8));

/** A double as coefficient · 10^exponent, without rounding: m · 2^-n is m · 5^n · 10^-n. */
function exactDouble(double: number): { coefficient: bigint; exponent: number } {
  view.setFloat64(0, double);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | (1n << 52n);
  const power = (biased === 0 ? 1 : biased) - 1075;
  if (power >= 0) return { coefficient: mantissa << BigInt(power), exponent: 0 };
  return { coefficient: mantissa * 5n ** BigInt(-power), exponent: power };
}

function previousDouble(double: number): number {
  view.setFloat64(0, double);
  view.setBigUint64(0, view.getBigUint64(0) - 1n);
  return view.getFloat64(0);
}
