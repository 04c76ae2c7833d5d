import type { Index } from '../file/index-definition.ts';
import { compileLeaf } from '../query/match-leaf.ts';
import type { Condition, Filter } from '../query/match.ts';
import { compare } from '../value/compare.ts';
import { isList, kindOf, truthy } from '../value/values.ts';

/** Whether an index holds every document a filter can want: a sparse or partial one leaves documents out. */
export function leavesNothingOut(index: Index, filter: Filter): boolean {
  if (
    index.sparse &&
    !filter.conditions.some((condition) => index.paths.includes(condition.path) && provesExistence(condition))
  )
    return false;
  return !index.partial || index.partial.conditions.every((needed) => implied(needed, filter.conditions));
}

/** Whether one of the conditions given makes another one certain. */
function implied(needed: Condition, given: readonly Condition[]): boolean {
  return given.some((condition) => condition.path === needed.path && implies(condition, needed));
}

function implies(given: Condition, needed: Condition): boolean {
  if (given.operator === needed.operator && compare(given.operand, needed.operand) === 0) return true;
  switch (needed.operator) {
    case '$exists':
      return truthy(needed.operand) && provesExistence(given);
    case '$type':
      return provesType(given, needed);
    case '$eq':
    case '$in':
      return valuesOf(given)?.every(compileLeaf(needed.operator, needed.operand, {}, compare).test) ?? false;
    default:
      return provesRange(given, needed);
  }
}

const ranges = new Set(['$gt', '$gte', '$lt', '$lte']);

/** The values one of which the field then has, when the condition says so. */
function valuesOf({ operator, operand }: Condition): unknown[] | undefined {
  const values = operator === '$eq' ? [operand] : operator === '$in' ? (operand as unknown[]) : undefined;
  return values?.every((value) => !['null', 'array', 'regex'].includes(kindOf(value))) ? values : undefined;
}

function provesExistence(condition: Condition): boolean {
  if (condition.operator === '$exists') return truthy(condition.operand);
  if (ranges.has(condition.operator)) return kindOf(condition.operand) !== 'null';
  return (
    valuesOf(condition) !== undefined ||
    condition.operator === '$type' ||
    condition.operator === '$size' ||
    condition.operator === '$elemMatch'
  );
}

/** A number may be stored in any of four types, so a value proves only that it is a number. */
function provesType(given: Condition, needed: Condition): boolean {
  const { test } = compileLeaf('$type', needed.operand, {}, compare);
  const all = ['double', 'int', 'long', 'decimal'];
  const anyNumber = isList(needed.operand)
    ? all.every((name) => (needed.operand as unknown[]).includes(name))
    : needed.operand === 'number';
  const proves = (value: unknown): boolean => (kindOf(value) === 'number' ? anyNumber : test(value));
  if (ranges.has(given.operator))
    return !['null', 'minKey', 'maxKey', 'array'].includes(kindOf(given.operand)) && proves(given.operand);
  return valuesOf(given)?.every(proves) ?? false;
}

function provesRange(given: Condition, needed: Condition): boolean {
  if (!ranges.has(needed.operator)) return false;
  const { test } = compileLeaf(needed.operator, needed.operand, {}, compare);
  if (!ranges.has(given.operator)) return valuesOf(given)?.every(test) ?? false;
  if (kindOf(given.operand) !== kindOf(needed.operand) || given.operator[1] !== needed.operator[1])
    return false;
  return test(given.operand);
}
