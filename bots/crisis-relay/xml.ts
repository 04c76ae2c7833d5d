import { XMLParser } from 'fast-xml-parser';
import { Broken } from './broken.ts';
import { characters } from './characters.ts';
import { isWellFormed } from './well-formed.ts';

/** An element: its attributes by name, and its elements and texts in the order in which they stand. */
export type Element = {
  /** Without its prefix. */
  name: string;
  /** It is of another namespace than the message. */
  foreign: boolean;
  attributes: Partial<Record<string, string>>;
  /** Texts with their entities as characters; comments and instructions to programs are not among them. */
  children: (Element | string)[];
};

const parser = new XMLParser({
  preserveOrder: true,
  trimValues: false,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  cdataPropName: '#cdata',
  ignoreDeclaration: true,
  ignorePiTags: true,
  maxNestedTags: 32,
});

/**
 * Reads XML of others: no document type, no entities but the five of XML and numbers (XXE, billion laughs), not deeper than
 * anything we read.
 * @returns the root element, when it has this name and its namespace is declared on it
 * @throws {Broken} naming the rule
 */
export function readXml(xml: string, root: string, namespace: string): Element {
  if (/<!(DOCTYPE|ENTITY)/i.test(xml)) throw new Broken('a document type or entity is not allowed', 'file');
  if (unprintable.test(xml)) throw new Broken('it holds a character that XML does not know', 'file');
  if (!isWellFormed(xml)) throw new Broken('it is not well-formed XML', 'file');
  const [node] = parsed(xml.replaceAll(/\r\n?/g, '\n')).filter((one) => nameIn(one) !== '#text');
  const scope = node ? declaredIn({}, attributesOf(node)) : {};
  if (!node || localName(nameIn(node)) !== root) throw new Broken(`it is no <${root}>`, 'form');
  if (!Object.values(scope).includes(namespace)) throw new Broken(`<${root}> is not of ${namespace}`, 'form');
  return elementOf(node, scope, namespace);
}

/** XML 1.0 §2.2: what may not stand in a document, whatever is meant by it. */
const unprintable = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** As the parser gives it: `{ name: children, ':@': attributes }`, or `{ '#text': text }`. */
type Node = Record<string, unknown>;
type Scope = Partial<Record<string, string>>;

function parsed(xml: string): Node[] {
  try {
    return parser.parse(xml) as Node[];
  } catch (error) {
    // The parser's own guards: depth, and names that would reach into the prototypes of JavaScript.
    throw new Broken((error as Error).message, 'file', { cause: error });
  }
}

const elementOf = (node: Node, scope: Scope, namespace: string): Element => ({
  name: localName(nameIn(node)),
  foreign: (scope[prefixOf(nameIn(node))] ?? namespace) !== namespace,
  attributes: attributesOf(node),
  children: childrenOf(node).flatMap((child): Element['children'] => {
    const name = nameIn(child);
    if (name === '#text') return [characters(child['#text'] as string)];
    if (name === '#cdata') return childrenOf(child).map((text) => text['#text'] as string);
    return [elementOf(child, declaredIn(scope, attributesOf(child)), namespace)];
  }),
});

const nameIn = (node: Node): string => Object.keys(node).find((key) => key !== ':@') ?? '';
const childrenOf = (node: Node): Node[] => node[nameIn(node)] as Node[];
const attributesOf = (node: Node): Element['attributes'] => node[':@'] ?? {};
const localName = (name: string): string => name.replace(/^.*:/, '');
const prefixOf = (name: string): string => /^(.*):/.exec(name)?.[1] ?? '';

/** The namespaces by their prefix, with those that these attributes declare. */
function declaredIn(scope: Scope, attributes: Element['attributes']): Scope {
  const own = Object.entries(attributes).filter(([name]) => /^xmlns(:|$)/.test(name));
  return { ...scope, ...Object.fromEntries(own.map(([name, uri]) => [name.slice('xmlns:'.length), uri])) };
}

export const elementsIn = ({ children }: Element): Element[] =>
  children.filter((child) => typeof child !== 'string');

/** The elements of this name right inside an element, however many; those of other namespaces are passed over. */
export const all = (element: Element, name: string): Element[] =>
  elementsIn(element).filter((child) => child.name === name && !child.foreign);
