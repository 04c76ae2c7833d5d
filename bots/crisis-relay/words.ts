import { Broken } from './broken.ts';
import { all, elementsIn, type Element } from './xml.ts';

/**
 * What stands in the one element of this name, whole and in order; undefined when it is empty or not there. Marks like `<b>`
 * fall away, blocks like `<p>` begin a line.
 * @throws {Broken} when there are several, one is hidden inside another element, or something in it could change what it says
 */
export function text(element: Element, name: string): string | undefined {
  const [first, ...others] = all(element, name);
  if (others.length > 0) throw new Broken(`<${name}> is there more than once`, 'words');
  return first && wordsIn(first);
}

/** The texts of all elements of this name. */
export const texts = (element: Element, name: string): string[] =>
  all(element, name)
    .map(wordsIn)
    .filter((one) => one !== undefined);

/**
 * Refuses words that nobody would ever read: those beside the elements, and elements of these names that lie deeper.
 * @throws {Broken}
 */
export function nothingHidden(element: Element, names: string[]): void {
  for (const child of element.children) {
    if (typeof child === 'string') {
      if (child.trim() === '') continue;
      throw new Broken(`there are words in <${element.name}> beside its elements`, 'words');
    }
    if (names.includes(child.name)) continue;
    const hidden = deeper(child).find(({ name, foreign }) => names.includes(name) && !foreign);
    if (hidden) throw new Broken(`<${hidden.name}> is hidden inside <${child.name}>`, 'words');
  }
}

const deeper = (element: Element): Element[] =>
  elementsIn(element).flatMap((child) => [child, ...deeper(child)]);

/** What a person would read in an element, for showing what it was about: nothing is left out, nothing is refused. */
export function gist(element: Element): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : ` ${gist(child)} `))
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const wordsIn = (element: Element): string | undefined => tidy(written(element, element.name)) || undefined;

function written({ children }: Element, where: string): string {
  return children
    .map((child) => {
      if (typeof child === 'string') return child;
      const name = child.name.toLowerCase();
      if (isStruck(child))
        throw new Broken(`<${where}> holds <${child.name}> that is hidden or struck out`, 'words');
      if (name === 'sup') return raised(written(child, where));
      if (name === 'br') return `\n${written(child, where)}`;
      if (marks.has(name)) return written(child, where);
      if (blocks.has(name)) return `\n${written(child, where)}\n`;
      throw new Broken(`<${where}> holds <${child.name}>, which could change what it says`, 'words');
    })
    .join('');
}

/** Nobody was meant to read it, or the opposite of it. */
const isStruck = ({ attributes: { hidden, style = '' } }: Element): boolean =>
  hidden !== undefined || /line-through|display\s*:\s*none|visibility\s*:\s*hidden/i.test(style);

/** 10<sup>6</sup> is not 106. */
const raised = (words: string) =>
  /^[\d+-]+$/.test(words) ? words.replace(/./g, (sign) => superscript[sign] ?? sign) : words;
const superscript: Partial<Record<string, string>> = Object.fromEntries(
  [...'0123456789+-'].map((sign, index) => [sign, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻'][index]]),
);

/** Lines that only our line breaks made empty are no lines. */
const tidy = (words: string): string => words.replaceAll(/\n\s*\n/g, '\n\n').trim();

/** Elements of HTML that say nothing themselves. What strikes out, hides or replaces words (`del`, `s`, `script`) is not here. */
const marks = new Set('a abbr b big cite code em font i mark q small span strong sub tt u wbr'.split(' '));
const blocks = new Set('blockquote div h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td th tr ul'.split(' '));
