import { XMLParser } from 'fast-xml-parser';
import { Broken } from './broken.ts';
import { isWellFormed } from './well-formed.ts';

/** An element: its children and attributes (`@_href`) by name, as text, as elements, or as a list when there are several. */
export type Element = Record<string, unknown>;

const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  maxNestedTags: 32,
  transformTagName: (name) => name.replace(/^.*:/, ''),
});

/**
 * Reads XML of others: no document type, no entities but the five of XML and numbers (XXE, billion laughs), not deeper than
 * anything we read. Names come without their prefix.
 * @returns the root element, when it has this name and its namespace is declared on it
 * @throws {Broken} naming the rule
 */
export function readXml(xml: string, root: string, namespace: string): Element {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) throw new Broken('a document type or entity is not allowed');
  if (!isWellFormed(xml)) throw new Broken('it is not well-formed XML');
  const element = parsed(xml)[root];
  if (!isElement(element)) throw new Broken(`it is no <${root}>`);
  const declared = Object.entries(element).some(
    ([name, value]) => name.startsWith('@_xmlns') && value === namespace,
  );
  if (!declared) throw new Broken(`<${root}> is not of ${namespace}`);
  return element;
}

function parsed(xml: string): Element {
  try {
    return parser.parse(xml) as Element;
  } catch (error) {
    // The parser's own guards: depth, and names that would reach into the prototypes of JavaScript.
    throw new Broken((error as Error).message, { cause: error });
  }
}

/** The elements or texts of this name, however many. */
export function all(element: Element, name: string): unknown[] {
  const found = Object.hasOwn(element, name) ? element[name] : undefined;
  return found === undefined ? [] : Array.isArray(found) ? (found as unknown[]) : [found];
}

export const allElements = (element: Element, name: string): Element[] =>
  all(element, name).filter(isElement);

/**
 * What stands in the one element of this name, with its entities as characters; undefined when it is empty or not there.
 * @throws {Broken} when there are several, or it is not plain text
 */
export function text(element: Element, name: string): string | undefined {
  const [first, ...others] = all(element, name);
  if (others.length > 0) throw new Broken(`<${name}> is there more than once`);
  return textOf(first, name);
}

/** The texts of all elements of this name. */
export const texts = (element: Element, name: string): string[] =>
  all(element, name)
    .map((one) => textOf(one, name))
    .filter((one) => one !== undefined);

function textOf(value: unknown, name: string): string | undefined {
  const plain = isElement(value) ? (value['#text'] ?? '') : (value ?? '');
  if (typeof plain !== 'string') throw new Broken(`<${name}> is not plain text`);
  return unescaped(plain) || undefined;
}

const unescaped = (escaped: string): string =>
  escaped.replace(/&([^;\s&]{0,12})(;?)/g, (_, name: string, end: string) => {
    const character = end ? (named[name] ?? numbered(name)) : undefined;
    if (character === undefined) throw new Broken(`&${name} is no character of XML`);
    return character;
  });

const named: Partial<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function numbered(name: string): string | undefined {
  const [, hex, digits] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
  const code = hex ? Number.parseInt(hex, 16) : Number(digits);
  return code > 0 && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff)
    ? String.fromCodePoint(code)
    : undefined;
}

const isElement = (value: unknown): value is Element =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
