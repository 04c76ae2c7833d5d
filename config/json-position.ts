/** Where each value of a JSON text begins. Keys are paths as `pathKey` writes them, values offsets in the text. */
export type Positions = Map<string, number>;

/** A JSON text that breaks off or goes wrong at `offset`; the message says what was expected there. */
export class Misspelt extends Error {
  readonly offset: number;
  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

/**
 * Walks a JSON text (RFC 8259) and remembers where every value begins, so that a broken rule can be
 * pointed at. Also refuses a name that stands twice in one object: JSON.parse would drop the first.
 * Throws Misspelt.
 */
export function positionsIn(text: string): Positions {
  const walk: Walk = { text, at: 0, found: new Map() };
  readValue(walk, []);
  skipSpace(walk);
  if (walk.at < text.length) throw new Misspelt(walk.at, 'nothing may follow the last closing bracket');
  return walk.found;
}

/** One string for a path, the same for the name `0` and the number 0. */
export const pathKey = (path: readonly PropertyKey[]): string => path.map(String).join('\u0000');

/** Line and column of an offset, both from 1, as editors count. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

type Walk = { text: string; at: number; found: Positions };

const literal = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const string = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;

function readValue(walk: Walk, path: string[]): void {
  skipSpace(walk);
  walk.found.set(pathKey(path), walk.at);
  const first = walk.text[walk.at];
  if (first === '{') readObject(walk, path);
  else if (first === '[') readArray(walk, path);
  else if (first === '"') readString(walk);
  else take(walk, literal, 'expected a value here: text in "quotes", a number, true, false, null, { or [');
}

function readObject(walk: Walk, path: string[]): void {
  const names = new Set<string>();
  readList(walk, '}', () => {
    const start = walk.at;
    const name = readString(walk);
    if (names.has(name)) throw new Misspelt(start, `"${name}" stands here for the second time`);
    names.add(name);
    skipSpace(walk);
    if (walk.text[walk.at] !== ':') throw new Misspelt(walk.at, `expected a colon after "${name}"`);
    walk.at += 1;
    readValue(walk, [...path, name]);
  });
}

function readArray(walk: Walk, path: string[]): void {
  let index = 0;
  readList(walk, ']', () => readValue(walk, [...path, String(index++)]));
}

function readList(walk: Walk, end: '}' | ']', readOne: () => void): void {
  walk.at += 1;
  skipSpace(walk);
  if (walk.text[walk.at] === end) return void (walk.at += 1);
  for (;;) {
    skipSpace(walk);
    readOne();
    skipSpace(walk);
    const next = walk.text[walk.at];
    if (next !== ',' && next !== end) throw new Misspelt(walk.at, `expected a comma or ${end} here`);
    walk.at += 1;
    if (next === end) return;
  }
}

function readString(walk: Walk): string {
  return JSON.parse(take(walk, string, 'expected text in "double quotes" on one line here')) as string;
}

function take(walk: Walk, token: RegExp, otherwise: string): string {
  token.lastIndex = walk.at;
  const found = token.exec(walk.text)?.[0];
  if (found === undefined) throw new Misspelt(walk.at, otherwise);
  walk.at += found.length;
  return found;
}

function skipSpace(walk: Walk): void {
  while (' \t\r\n'.includes(walk.text[walk.at] ?? 'x')) walk.at += 1;
}
