import { EJSON, Long, type Document } from 'bson';

/**
 * Whether an answer is what a specification test expects, by the matching rules of MongoDB's unified test format.
 * Gives a sentence about the first difference, or undefined.
 */
export function differs(
  expected: unknown,
  actual: unknown,
  where = 'result',
  isRoot = true,
): string | undefined {
  if (actual instanceof Map) return differs(expected, Object.fromEntries(actual), where, isRoot);
  if (isObject(expected)) {
    const operator = Object.keys(expected)[0];
    if (operator?.startsWith('$$')) return special(operator, expected[operator], actual, where);
    return documents(expected, actual, where, isRoot);
  }
  if (Array.isArray(expected)) return lists(expected, actual, where, isRoot);
  if (typeof expected === 'number' || Long.isLong(expected))
    return Number(expected) === Number(actual) ? undefined : unequal(expected, actual, where);
  return EJSON.stringify({ v: expected }) === EJSON.stringify({ v: actual ?? null })
    ? undefined
    : unequal(expected, actual, where);
}

function isObject(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function documents(expected: Document, actual: unknown, where: string, isRoot: boolean): string | undefined {
  if (typeof actual !== 'object' || actual === null) return unequal(expected, actual, where);
  const given = actual as Document;
  for (const [name, value] of Object.entries(expected)) {
    if (isObject(value) && value['$$exists'] === false && !(name in given)) continue;
    const found = differs(value, given[name], `${where}.${name}`, false);
    if (found) return found;
  }
  // Only the outermost document may hold more than is expected.
  const extra = isRoot
    ? undefined
    : Object.keys(given).find((name) => !(name in expected) && given[name] !== undefined);
  return extra && `${where} has the unexpected field ${extra}`;
}

function lists(expected: unknown[], actual: unknown, where: string, isRoot: boolean): string | undefined {
  if (!Array.isArray(actual) || actual.length !== expected.length) return unequal(expected, actual, where);
  for (const [i, value] of expected.entries()) {
    const found = differs(value, actual[i], `${where}[${i}]`, isRoot);
    if (found) return found;
  }
  return undefined;
}

function special(operator: string, operand: unknown, actual: unknown, where: string): string | undefined {
  switch (operator) {
    case '$$exists':
      return (actual !== undefined) === operand
        ? undefined
        : `${where}: existence should be ${String(operand)}`;
    case '$$unsetOrMatches':
      return actual === undefined ? undefined : differs(operand, actual, where, true);
    case '$$sessionLsid':
      return isObject(actual) ? undefined : `${where}: no session`;
    case '$$type': {
      const types = [operand].flat() as string[];
      return types.some((type) => isOfType(type, actual))
        ? undefined
        : `${where} is not of type ${types.join()}`;
    }
    case '$$matchesHexBytes':
      return Buffer.from(actual as Uint8Array).toString('hex') === operand
        ? undefined
        : unequal(operand, actual, where);
  }
  return `${where}: the runner does not know ${operator}`;
}

function isOfType(type: string, value: unknown): boolean {
  switch (type) {
    case 'int':
    case 'long':
    case 'double':
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint' || Long.isLong(value);
    case 'string':
      return typeof value === 'string';
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    case 'binData':
      return isObject(value) || (value as { _bsontype?: string })?._bsontype === 'Binary';
    case 'objectId':
      return (value as { _bsontype?: string })?._bsontype === 'ObjectId';
    case 'date':
      return value instanceof Date;
    case 'bool':
      return typeof value === 'boolean';
  }
  return false;
}

const unequal = (expected: unknown, actual: unknown, where: string): string =>
  `${where}: expected ${EJSON.stringify({ v: expected })}, got ${EJSON.stringify({ v: actual ?? null })}`;
