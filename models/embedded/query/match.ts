import { badValue, typeMismatch, unsupported } from '../errors.ts';
import { compare, type Compare } from '../value/compare.ts';
import { anyAt, steps } from '../value/path.ts';
import { isDocument, isList, kindOf, truthy, type Document } from '../value/values.ts';
import { compileExpression, type Environment } from './expression.ts';
import { compileLeaf, isOperatorDocument, type Leaf } from './match-leaf.ts';

/** Where in its array each path met its match: what `$` in an update or a projection stands for. */
export type Places = Map<string, number>;
export type Test = (document: Document, places?: Places) => boolean;

/** One plain condition of a filter, all of which must hold. */
export interface Condition {
  path: string;
  operator: string;
  operand: unknown;
}

/** A filter: the test itself, and its parts as far as a plan can use them. */
export interface Filter {
  test: Test;
  conditions: Condition[];
  /** The lists of `$or`, of each of which one must hold. */
  alternatives: Filter[][];
  /** How many parts are in neither list. */
  others: number;
  compare: Compare;
}

/** What a filter may depend on beside the document. */
export interface FilterOptions extends Partial<Environment> {
  compare?: Compare;
}

/** Turns a query into a filter. Throws what MongoDB would answer to a query it does not understand. */
export function compileFilter(query: Document, options: FilterOptions = {}): Filter {
  if (!isDocument(query)) throw typeMismatch('a filter must be a document');
  const filter: Filter = {
    test: () => true,
    conditions: [],
    alternatives: [],
    others: 0,
    compare: options.compare ?? compare,
  };
  const tests = Object.entries(query).flatMap(([name, value]) =>
    name.startsWith('$') ? topLevel(name, value, filter, options) : fieldTests(name, value, filter, options),
  );
  filter.test = allOf(tests);
  return filter;
}

function allOf(tests: Test[]): Test {
  if (tests.length === 1) return tests[0]!;
  return (document, places) => {
    for (const test of tests) if (!test(document, places)) return false;
    return true;
  };
}

const refused = new Set(['$where', '$text', '$jsonSchema', '$sampleRate', '$alwaysTrue', '$alwaysFalse']);

function topLevel(name: string, value: unknown, filter: Filter, options: FilterOptions): Test[] {
  switch (name) {
    case '$and':
      return branches(name, value, options).map((branch) => {
        filter.conditions.push(...branch.conditions);
        filter.alternatives.push(...branch.alternatives);
        filter.others += branch.others;
        return branch.test;
      });
    case '$or': {
      const either = branches(name, value, options);
      filter.alternatives.push(either);
      return [(document, places) => either.some((branch) => branch.test(document, places))];
    }
    case '$nor': {
      const none = branches(name, value, options);
      filter.others++;
      return [(document) => !none.some((branch) => branch.test(document))];
    }
    case '$expr': {
      const expression = compileExpression(value, options);
      filter.others++;
      filter.conditions.push(...equalitiesIn(value, options));
      return [(document) => truthy(expression(document))];
    }
    case '$comment':
      return [];
  }
  if (refused.has(name)) throw unsupported(name);
  throw badValue(`unknown top level operator: ${name}`);
}

/** `$expr: { $eq: ['$path', constant] }` also makes `{ path: constant }` certain, which an index can use. */
function equalitiesIn(expression: unknown, options: FilterOptions): Condition[] {
  const sides = isDocument(expression) ? expression['$eq'] : undefined;
  if (!isList(sides) || sides.length !== 2) return [];
  const isPath = (side: unknown): side is string => typeof side === 'string' && /^\$[^$]/.test(side);
  const path = sides.find(isPath);
  const other = sides.find((side) => side !== path);
  if (path === undefined || !isConstant(other)) return [];
  const operand = compileExpression(other, options)({});
  const usable = ['number', 'string', 'objectId', 'bool', 'date'].includes(kindOf(operand));
  return usable ? [{ path: path.slice(1), operator: '$eq', operand }] : [];
}

function isConstant(expression: unknown): boolean {
  if (typeof expression === 'string')
    return (
      !expression.startsWith('$') ||
      (expression.startsWith('$$') && !/^\$\$(ROOT|CURRENT|REMOVE)/.test(expression))
    );
  return !isDocument(expression) && !isList(expression);
}

function branches(name: string, value: unknown, options: FilterOptions): Filter[] {
  if (!isList(value) || value.length === 0) throw badValue(`${name} argument must be a nonempty array`);
  return value.map((branch) => {
    if (!isDocument(branch)) throw badValue(`${name} argument's entries must be objects`);
    return compileFilter(branch, options);
  });
}

function fieldTests(path: string, value: unknown, filter: Filter, options: FilterOptions): Test[] {
  if (!isOperatorDocument(value)) {
    const operator = kindOf(value) === 'regex' ? '$regex' : '$eq';
    filter.conditions.push({ path, operator, operand: value });
    return [leafTest(path, compileLeaf(operator, value, {}, filter.compare))];
  }
  return Object.entries(value).flatMap(([operator, operand]) => {
    if (operator === '$options' && '$regex' in value) return [];
    if (operator === '$comment') return [];
    if (operator === '$regex' || operator === '$not' || operator === '$ne' || operator === '$nin')
      filter.others++;
    else filter.conditions.push({ path, operator, operand });
    return [operatorTest(path, operator, operand, value, filter, options)];
  });
}

function operatorTest(
  path: string,
  operator: string,
  operand: unknown,
  siblings: Document,
  filter: Filter,
  options: FilterOptions,
): Test {
  switch (operator) {
    case '$ne':
    case '$nin': {
      if (operator === '$ne' && kindOf(operand) === 'regex')
        throw badValue("Can't have regex as arg to $ne.");
      return not(
        leafTest(path, compileLeaf(operator === '$ne' ? '$eq' : '$in', operand, {}, filter.compare)),
      );
    }
    case '$not':
      return not(allOf(notTests(path, operand, options)));
    case '$exists': {
      const wanted = truthy(operand);
      const parts = steps(path);
      return (document) => anyAt(document, parts, false, (value) => value !== undefined) === wanted;
    }
    case '$all':
      return allTest(path, operand, filter, options);
    case '$elemMatch':
      return elementTest(path, operand, options);
  }
  return leafTest(path, compileLeaf(operator, operand, siblings, filter.compare));
}

const not =
  (test: Test): Test =>
  (document) =>
    !test(document);

function notTests(path: string, operand: unknown, options: FilterOptions): Test[] {
  if (kindOf(operand) !== 'regex' && !isOperatorDocument(operand))
    throw badValue('$not needs a regex or a document of operators');
  return [compileFilter({ [path]: operand }, options).test];
}

/** A test of the values at a path, which remembers where in an array it held. */
function leafTest(path: string, leaf: Leaf): Test {
  const parts = steps(path);
  return (document, places) =>
    anyAt(document, parts, leaf.intoArrays, (value, place) => {
      if (!leaf.test(value)) return false;
      if (place >= 0) places?.set(path, place);
      return true;
    });
}

function allTest(path: string, operand: unknown, filter: Filter, options: FilterOptions): Test {
  if (!isList(operand)) throw badValue('$all needs an array');
  if (operand.length === 0) return () => false;
  return allOf(
    operand.map((wanted) => {
      if (isOperatorDocument(wanted)) {
        if (!('$elemMatch' in wanted)) throw badValue('no $ expressions in $all');
        return elementTest(path, wanted['$elemMatch'], options);
      }
      return leafTest(
        path,
        compileLeaf(kindOf(wanted) === 'regex' ? '$regex' : '$eq', wanted, {}, filter.compare),
      );
    }),
  );
}

/** `$elemMatch`: one element that satisfies everything asked. */
function elementTest(path: string, operand: unknown, options: FilterOptions): Test {
  if (!isDocument(operand)) throw badValue('$elemMatch needs an Object');
  const test = compileElement(operand, options);
  const parts = steps(path);
  return (document, places) =>
    anyAt(document, parts, false, (value, place) => {
      const found = isList(value) ? value.findIndex(test) : -1;
      if (found >= 0) places?.set(path, place < 0 ? found : place);
      return found >= 0;
    });
}

const logical = new Set(['$and', '$or', '$nor', '$expr', '$where']);

/** What one array element must satisfy: operators for the element itself, or a filter for an embedded document. */
export function compileElement(operand: Document, options: FilterOptions): (element: unknown) => boolean {
  const first = Object.keys(operand)[0];
  if (first?.startsWith('$') && !logical.has(first)) return valueTest(operand, options);
  const filter = compileFilter(operand, options);
  return (element) => (isDocument(element) || isList(element)) && filter.test(element as Document);
}

/** The operators of an `$elemMatch` on plain values, all for one element. */
function valueTest(operators: Document, options: FilterOptions): (element: unknown) => boolean {
  const order = options.compare ?? compare;
  const tests = Object.entries(operators).map(([operator, operand]) =>
    elementOperator(operator, operand, operators, order, options),
  );
  return (element) => tests.every((test) => test(element));
}

function elementOperator(
  operator: string,
  operand: unknown,
  siblings: Document,
  order: Compare,
  options: FilterOptions,
): Leaf['test'] {
  switch (operator) {
    case '$options':
      return () => true;
    case '$ne':
    case '$nin': {
      const { test } = compileLeaf(operator === '$ne' ? '$eq' : '$in', operand, {}, order);
      return (element) => !test(element);
    }
    case '$not': {
      if (kindOf(operand) === 'regex') {
        const { test } = compileLeaf('$regex', operand, {}, order);
        return (element) => !test(element);
      }
      const test = valueTest(operand as Document, options);
      return (element) => !test(element);
    }
    case '$exists':
      return () => truthy(operand);
    case '$elemMatch': {
      const test = compileElement(operand as Document, options);
      return (element) => isList(element) && element.some(test);
    }
    case '$all': {
      const { test } = compileFilter({ element: { $all: operand } }, options);
      return (element) => test({ element });
    }
  }
  return compileLeaf(operator, operand, siblings, order).test;
}
