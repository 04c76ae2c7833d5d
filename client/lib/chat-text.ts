import { linksIn, type Found } from './links.ts';

/**
 * What somebody typed, as elements: *vet*, _cursief_, ~door~, `code`, links, and lines that begin with `>` as a quote.
 * Text is never HTML; the component ChatText makes an element of each part.
 */
export type Part =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'link'; text: string; href: string }
  | { kind: Mark; inside: Part[] };

export type Mark = 'bold' | 'italic' | 'strike';

/** Lines under each other, said or quoted. An empty line has no parts. */
export type Block = { kind: 'said' | 'quote'; lines: Part[][] };

/** Takes apart what somebody typed. */
export function blocksOf(text: string): Block[] {
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
  blocksOf(text)
    .flatMap(({ lines }) => lines.map((parts) => parts.map(wordsOf).join('')))
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();

const wordsOf = (part: Part): string => ('inside' in part ? part.inside.map(wordsOf).join('') : part.text);

const marks = new Map<string, Mark>([
  ['*', 'bold'],
  ['_', 'italic'],
  ['~', 'strike'],
]);

function partsOf(line: string): Part[] {
  const whole = found(line);
  return within(0, line.length, []);

  /** The parts from one place in the line to another; `open` are the marks we are in. */
  function within(from: number, to: number, open: string[]): Part[] {
    const parts: Part[] = [];
    const closed = new Set<string>();
    let plainFrom = from;
    let at = from;
    while (at < to) {
      const next = partAt(at, to, open, closed);
      if (!next) {
        at += 1;
        continue;
      }
      if (plainFrom < at) parts.push({ kind: 'text', text: line.slice(plainFrom, at) });
      parts.push(next.part);
      at = plainFrom = next.end;
    }
    if (plainFrom < to) parts.push({ kind: 'text', text: line.slice(plainFrom, to) });
    return parts;
  }

  /** What begins exactly here, if anything. `hopeless` remembers marks without an end, so a line is not searched again. */
  function partAt(at: number, to: number, open: string[], hopeless: Set<string>) {
    const one = whole.get(at);
    if (one && one.end <= to) return one;
    const sign = line.charAt(at);
    const mark = marks.get(sign);
    if (!mark || open.includes(sign) || hopeless.has(sign) || !opens(at)) return undefined;
    const end = closing(sign, at + 1, to);
    if (end === undefined) {
      hopeless.add(sign);
      return undefined;
    }
    return { part: { kind: mark, inside: within(at + 1, end, [...open, sign]) }, end: end + 1 };
  }

  function closing(sign: string, from: number, to: number): number | undefined {
    for (let at = from; at < to; at = whole.get(at)?.end ?? at + 1) {
      if (line[at] === sign && at > from && closes(at)) return at;
    }
    return undefined;
  }

  /** As people know it from other chats: *zo*, but not 3*4*5 or snake_case_names. */
  function opens(at: number): boolean {
    const next = line[at + 1];
    return !isWord(line[at - 1]) && next !== undefined && next !== line[at] && !isSpace(next);
  }

  function closes(at: number): boolean {
    return !isSpace(line[at - 1]) && !isWord(line[at + 1]);
  }
}

const isSpace = (character: string | undefined) => character !== undefined && /\s/.test(character);
const isWord = (character: string | undefined) => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Code and links, by where they begin: nothing within them means anything else. */
function found(line: string): Map<number, { part: Part; end: number }> {
  const whole = new Map<number, { part: Part; end: number }>();
  let from = 0;
  for (const code of line.matchAll(/`([^`]+)`/g)) {
    links(from, code.index);
    from = code.index + code[0].length;
    whole.set(code.index, { part: { kind: 'code', text: code[1] ?? '' }, end: from });
  }
  links(from, line.length);
  return whole;

  function links(start: number, end: number): void {
    for (const link of linksIn(line.slice(start, end))) whole.set(start + link.at, asPart(link, start));
  }
}

const asPart = ({ at, text, href }: Found, start: number) => ({
  part: { kind: 'link' as const, text, href },
  end: start + at + text.length,
});
