import type { Index } from '../file/index-definition.ts';
import type { Interval } from '../file/scan.ts';
import type { Condition } from '../query/match.ts';
import { beyond, encodeKey, inverted } from '../value/key.ts';
import { kindOf, rank } from '../value/values.ts';

/** Which keys of an index a filter can concern. */
export interface Bounds {
  intervals: Interval[];
  /** How many leading parts of the index are held to single values. */
  equal: number;
  /** Whether the part after those is held to a range. */
  ranged: boolean;
  /** Conditions that every key within the intervals fulfils, so they need no further test. */
  met: Set<Condition>;
}

/** More intervals than this are not worth their number; the remaining parts then stay unbounded. */
const mostIntervals = 1000;

/** The intervals of an index that hold every document the conditions allow. */
export function boundsOf(index: Index, conditions: readonly Condition[]): Bounds {
  const met = new Set<Condition>();
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  const arraysSeen = new Set<string>();
  for (const [i, path] of index.paths.entries()) {
    // Two paths through one array may be fulfilled by different elements, which no single key shows.
    const root = path.split('.')[0]!;
    const usable =
      index.multikey && arraysSeen.has(root) ? [] : conditions.filter((condition) => condition.path === path);
    arraysSeen.add(root);
    const points = pointsOf(usable);
    if (points && points.values.length * prefixes.length <= mostIntervals) {
      if (points.values.every(isExact)) met.add(points.condition);
      const parts = sortedKeys(points.values, index.descending[i]!);
      prefixes = prefixes.flatMap((prefix) => parts.map((part) => Buffer.concat([prefix, part])));
      continue;
    }
    const range = rangeOf(usable, index.multikey, met);
    if (!range) return { intervals: prefixes.map(whole), equal: i, ranged: false, met };
    const { low, high } = index.descending[i] ? turned(range) : range;
    const intervals = prefixes.map((prefix) => ({
      low: joined(prefix, low),
      high: joined(prefix, high),
      fixed: prefix.length,
    }));
    return { intervals, equal: i, ranged: true, met };
  }
  return { intervals: prefixes.map(whole), equal: index.paths.length, ranged: false, met };
}

const whole = (prefix: Buffer): Interval => ({ low: prefix, high: beyond(prefix), fixed: prefix.length });

function sortedKeys(values: unknown[], descending: boolean): Buffer[] {
  const keys = new Map<string, Buffer>();
  for (const value of values) {
    const key = encodeKey(value);
    keys.set(key.toString('latin1'), descending ? inverted(key) : key);
  }
  return [...keys.values()].sort((a, b) => Buffer.compare(a, b));
}

/** The single values a path is held to, by `$eq` or `$in`. */
function pointsOf(conditions: readonly Condition[]): { values: unknown[]; condition: Condition } | undefined {
  const equal = conditions.find(({ operator, operand }) => operator === '$eq' && isPoint(operand));
  if (equal) return { values: [equal.operand], condition: equal };
  const among = conditions.find(
    ({ operator, operand }) => operator === '$in' && (operand as unknown[]).every(isPoint),
  );
  return among && { values: among.operand as unknown[], condition: among };
}

/** A document with an array under the path has keys of the elements only, so arrays cannot be looked up. */
function isPoint(value: unknown): boolean {
  const kind = kindOf(value);
  return kind !== 'array' && kind !== 'regex' && kind !== 'undefined';
}

/** Null also stands for what is missing; everything else is the key itself. */
const isExact = (value: unknown): boolean => value !== null;

/** A place between encoded values: before or after all that begin with `bytes`. */
interface End {
  bytes: Buffer;
  after: boolean;
}

interface Stretch {
  low: End;
  high: End;
}

const placed = ({ bytes, after }: End): Buffer => (after ? beyond(bytes) : bytes);
const joined = (prefix: Buffer, end: End): Buffer => Buffer.concat([prefix, placed(end)]);

const ranges = new Set(['$gt', '$gte', '$lt', '$lte']);
const simple = new Set(['number', 'string', 'date', 'objectId', 'bool', 'timestamp']);

/** The range a path is held to. In an array each side may be met by another element: then only one side bounds. */
function rangeOf(
  conditions: readonly Condition[],
  multikey: boolean,
  met: Set<Condition>,
): Stretch | undefined {
  let result: Stretch | undefined;
  for (const condition of conditions) {
    const stretch = stretchOf(condition);
    if (!stretch || (result && multikey)) continue;
    met.add(condition);
    result = result ? overlap(result, stretch) : stretch;
  }
  return result;
}

function stretchOf({ operator, operand }: Condition): Stretch | undefined {
  const kind = kindOf(operand);
  if (!ranges.has(operator) || !simple.has(kind)) return undefined;
  if (kind === 'number' && String(operand) === 'NaN') return undefined;
  // NaN begins with a byte of its own below all other numbers, and is in no range.
  const first = { bytes: Buffer.of(kind === 'number' ? rank.number + 1 : rank[kind]), after: false };
  const last = { bytes: Buffer.of(kind === 'number' ? rank.number + 3 : rank[kind]), after: true };
  const at = (after: boolean): End => ({ bytes: encodeKey(operand), after });
  switch (operator) {
    case '$gt':
      return { low: at(true), high: last };
    case '$gte':
      return { low: at(false), high: last };
    case '$lt':
      return { low: first, high: at(false) };
    default:
      return { low: first, high: at(true) };
  }
}

function overlap(a: Stretch, b: Stretch): Stretch {
  return {
    low: Buffer.compare(placed(a.low), placed(b.low)) > 0 ? a.low : b.low,
    high: Buffer.compare(placed(a.high), placed(b.high)) < 0 ? a.high : b.high,
  };
}

/** A stretch as a descending field stores it: both ends turned, and in each other's place. */
function turned({ low, high }: Stretch): Stretch {
  return { low: turnedEnd(high), high: turnedEnd(low) };
}

const turnedEnd = ({ bytes, after }: End): End => ({ bytes: inverted(bytes), after: !after });
