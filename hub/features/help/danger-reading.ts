import { groups, lookalikes } from './danger-signs.ts';

/** A word of a sign, and how many words may stand between it and the one before. */
type Step = { any: Set<string>; gap: number };
type Sign = { steps: Step[]; unlessThings: boolean };

/** What a place in a sentence may be read as: its word, and together with the next one. */
type Place = { alone: string[]; joined: string[] };

const otherWords = new Set(lookalikes.split('|'));
const gaps = { _: 0, ' ': 2, '…': 12 };

/** Reads a list of signs in the notation of danger-signs.ts. */
export const readSigns = (list: string): Sign[] =>
  list
    .split(/[,\n]/)
    .map((sign) => sign.trim())
    .filter(Boolean)
    .map((sign) => ({ unlessThings: sign.startsWith('?'), steps: stepsOf(sign.replace('?', '')) }));

function stepsOf(sign: string): Step[] {
  return sign
    .replaceAll(' … ', '…')
    .split(/(?=[ _…])/)
    .map((part) => {
      const words = part
        .replace(/^[ _…]/, '')
        .split('|')
        .flatMap(wordsOf);
      return { any: new Set(words), gap: gaps[part[0] as keyof typeof gaps] };
    });
}

const wordsOf = (word: string): string[] =>
  word.startsWith('@') ? (groups[word.slice(1)]?.split('|') ?? []) : [word];

/** Finds signs in the sentences of a text, whatever its accents, capitals, split words and typing errors. */
export class Reader {
  #signs: Sign[];
  #byFirst = new Map<string, Sign[]>();
  #words = new Set<string>();
  #beginnings: string[];

  constructor(signs: Sign[]) {
    this.#signs = signs;
    for (const sign of signs) {
      for (const word of sign.steps[0]!.any) {
        this.#byFirst.set(word, [...(this.#byFirst.get(word) ?? []), sign]);
      }
      for (const word of sign.steps.flatMap(({ any }) => [...any])) this.#words.add(word);
    }
    this.#beginnings = [...this.#words].filter((word) => word.endsWith('*'));
  }

  /** The signs in a sentence, each with the places of its words. */
  *find(words: string[]): Generator<{ sign: Sign; places: number[] }> {
    const sentence = this.#read(words);
    const present = new Set(sentence.flatMap(({ alone, joined }) => [...alone, ...joined]));
    // Most signs lack a word, and need not be looked for at every place.
    const possible = new Set(this.#signs.filter(({ steps }) => steps.every(({ any }) => meet(any, present))));
    for (const [place, { alone, joined }] of sentence.entries()) {
      for (const first of [...alone, ...joined]) {
        for (const sign of this.#byFirst.get(first) ?? []) {
          if (!possible.has(sign)) continue;
          const places = follow(sign.steps, sentence, place, place);
          if (places) yield { sign, places };
        }
      }
    }
  }

  #read(words: string[]): Place[] {
    const known = new Map<string, string[]>();
    return words.map((word, place) => {
      const joined = word + (words[place + 1] ?? '');
      if (!known.has(word)) known.set(word, this.#readingsOf(word));
      return {
        alone: known.get(word)!,
        joined: joined !== word && joined.length >= 6 && this.#words.has(joined) ? [joined] : [],
      };
    });
  }

  #readingsOf(word: string): string[] {
    const begun = this.#beginnings.filter((beginning) => word.startsWith(beginning.slice(0, -1)));
    if (this.#words.has(word) || otherWords.has(word)) return [word, ...begun];
    return [word, ...begun, ...[...this.#words].filter((meant) => isTypo(word, meant))];
  }
}

function meet(one: Set<string>, other: Set<string>): boolean {
  for (const word of one) if (other.has(word)) return true;
  return false;
}

/** Tries the first step from one place to another, and the others after it. */
function follow(steps: Step[], sentence: Place[], from: number, to: number): number[] | undefined {
  const [step, ...rest] = steps;
  if (!step) return [];
  for (let place = from; place <= to && place < sentence.length; place += 1) {
    const { alone, joined } = sentence[place]!;
    for (const [readings, length] of [
      [alone, 1],
      [joined, 2],
    ] as const) {
      if (!readings.some((reading) => step.any.has(reading))) continue;
      const next = place + length;
      const after = follow(rest, sentence, next, next + (rest[0]?.gap ?? 0));
      if (after) return [place, ...(length === 2 ? [place + 1] : []), ...after];
    }
  }
  return undefined;
}

/** One letter other, missing, too many or two exchanged in a word of six letters or more; two in one of ten. */
function isTypo(word: string, meant: string): boolean {
  const allowed = meant.length >= 10 ? 2 : meant.length >= 6 ? 1 : 0;
  if (Math.abs(word.length - meant.length) > allowed || word[0] !== meant[0]) return false;
  return distance(word, meant) <= allowed;
}

/** Optimal string alignment: letters put in, left out, replaced, or exchanged with the next. */
function distance(one: string, other: string): number {
  let [before, above] = [[] as number[], Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      const exchanged = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      line[column] = Math.min(
        above[column]! + 1,
        line[column - 1]! + 1,
        above[column - 1]! + same,
        row > 1 && column > 1 && exchanged ? before[column - 2]! + 1 : Infinity,
      );
    }
    [before, above] = [above, line];
  }
  return above[other.length]!;
}
