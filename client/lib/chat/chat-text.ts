import { isVisible } from '#contract/typed-text.ts';
import { linksIn, type Found } from './links.ts';

/**
 * What somebody typed, as elements: *vet*, _cursief_, ~door~, `code`, links, and lines that begin with `>` as a quote.
 * Text is never HTML; the component ChatText makes an element of each part.
 */
export type TextPart =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'link'; text: string; href: string; shown?: string }
  | { kind: Mark; inside: TextPart[] };

export type Mark = 'bold' | 'italic' | 'strike';

/** Lines under each other, said or quoted. An empty line has no parts. */
export type Block = { kind: 'said' | 'quote'; lines: TextPart[][] };

/** Takes apart what somebody typed. Of marks around nothing the marks are all there is to see: they stay as typed. */
export function blocksOf(text: string): Block[] {
  const blocks = marked(text);
  return isVisible(wordsIn(blocks).join(''))
    ? blocks
    : [{ kind: 'said', lines: text.split('\n').map(asTyped) }];
}

const asTyped = (line: string): TextPart[] => (line === '' ? [] : [{ kind: 'text', text: line }]);

function marked(text: string): Block[] {
  const blocks: Block[] = [];
  for (const line of text.split('\n')) {
    const quoted = /^> ?/.exec(line);
    const kind = quoted ? 'quote' : 'said';
    const parts = partsOf(quoted ? line.slice(quoted[0].length) : line);
    const last = blocks.at(-1);
    if (last?.kind === kind) last.lines.push(parts);
    else blocks.push({ kind, lines: [parts] });
  }
  return blocks;
}

/** The words alone, on one line: for a quote, a notification, somebody who listens. */
export const plainOf = (text: string): string =>
  wordsIn(blocksOf(text)).join(' ').replace(/\s+/g, ' ').trim();

/** The words of each line. */
const wordsIn = (blocks: Block[]): string[] =>
  blocks.flatMap(({ lines }) => lines.map((parts) => parts.map(wordsOf).join('')));

const wordsOf = (part: TextPart): string =>
  'inside' in part ? part.inside.map(wordsOf).join('') : part.kind === 'link' ? shownOf(part) : part.text;

/** What people see of a link. */
export const shownOf = ({ text, shown }: Pick<Found, 'text' | 'shown'>): string => shown ?? text;

const marks = new Map<string, Mark>([
  ['*', 'bold'],
  ['_', 'italic'],
  ['~', 'strike'],
]);

const partsOf = (text: string): TextPart[] => new TypedLine(text).parts();

/** One line as somebody typed it, while it is taken apart. */
class TypedLine {
  readonly #text: string;
  /** Code and links, by where they begin. */
  readonly #whole: Map<number, { part: TextPart; end: number }>;

  constructor(text: string) {
    this.#text = text;
    this.#whole = found(text);
  }

  /** The parts from one place in the line to another; `open` are the marks we are in. */
  parts(from = 0, to = this.#text.length, open: string[] = []): TextPart[] {
    const parts: TextPart[] = [];
    const hopeless = new Set<string>();
    let plainFrom = from;
    let at = from;
    while (at < to) {
      const next = this.#partAt(at, to, open, hopeless);
      if (!next) {
        at += 1;
        continue;
      }
      if (plainFrom < at) parts.push({ kind: 'text', text: this.#text.slice(plainFrom, at) });
      parts.push(next.part);
      at = plainFrom = next.end;
    }
    if (plainFrom < to) parts.push({ kind: 'text', text: this.#text.slice(plainFrom, to) });
    return parts;
  }

  /** What begins exactly here, if anything. `hopeless` remembers marks without an end, so a line is not searched again. */
  #partAt(at: number, to: number, open: string[], hopeless: Set<string>) {
    const one = this.#whole.get(at);
    if (one && one.end <= to) return one;
    const sign = this.#text.charAt(at);
    const mark = marks.get(sign);
    if (!mark || open.includes(sign) || hopeless.has(sign) || !opens(this.#text, at)) return undefined;
    const end = this.#closing(sign, at + 1, to);
    if (end === undefined) {
      hopeless.add(sign);
      return undefined;
    }
    return { part: { kind: mark, inside: this.parts(at + 1, end, [...open, sign]) }, end: end + 1 };
  }

  #closing(sign: string, from: number, to: number): number | undefined {
    for (let at = from; at < to; at = this.#whole.get(at)?.end ?? at + 1) {
      if (this.#text[at] === sign && at > from && closes(this.#text, at)) return at;
    }
    return undefined;
  }
}

/** As people know it from other chats: *zo*, but not 3*4*5 or snake_case_names. */
function opens(line: string, at: number): boolean {
  const next = line[at + 1];
  return !isWord(line[at - 1]) && next !== undefined && next !== line[at] && !isSpace(next);
}

const closes = (line: string, at: number): boolean => !isSpace(line[at - 1]) && !isWord(line[at + 1]);

const isSpace = (character: string | undefined) => character !== undefined && /\s/.test(character);
const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Code and links, by where they begin: nothing within them means anything else. */
function found(line: string): Map<number, { part: TextPart; end: number }> {
  const whole = new Map<number, { part: TextPart; end: number }>();
  let from = 0;
  for (const code of line.matchAll(/`([^`]+)`/g)) {
    links(from, code.index);
    from = code.index + code[0].length;
    whole.set(code.index, { part: { kind: 'code', text: code[1] ?? '' }, end: from });
  }
  links(from, line.length);
  return whole;

  function links(start: number, end: number): void {
    const endOf = (linkFrom: number, linkTo: number) =>
      withoutMarks(start + linkFrom, start + linkTo) - start;
    for (const { at, ...link } of linksIn(line.slice(start, end), endOf)) {
      whole.set(start + at, { part: { kind: 'link', ...link }, end: start + at + link.text.length });
    }
  }

  /** Where a link ends without the marks that were opened before it: `*https://…*`, but not `https://…/Foo_`. */
  function withoutMarks(linkFrom: number, linkTo: number): number {
    const open: string[] = [];
    for (let at = 0; at < linkFrom; at = whole.get(at)?.end ?? at + 1) {
      const sign = line.charAt(at);
      if (!marks.has(sign) || whole.has(at)) continue;
      if (open.includes(sign) && closes(line, at)) open.length = open.indexOf(sign);
      else if (opens(line, at)) open.push(sign);
    }
    let to = linkTo;
    while (open.includes(line.charAt(to - 1))) to -= 1;
    return to;
  }
}
