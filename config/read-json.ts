import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { lineAndColumn, Misspelt, pathKey, positionsIn, type Positions } from './json-position.ts';

/**
 * Reads a JSON file and checks it. Throws an Error that names the file, the line and column, the path in
 * the file and the broken rule, one line for each rule broken.
 */
export function readJson<T>(file: string | URL, schema: z.ZodType<T>): T {
  const name = file instanceof URL ? fileURLToPath(file) : file;
  const text = textIn(name);
  const positions = positionsOf(name, text);
  const result = schema.safeParse(JSON.parse(text), { error: plainly });
  if (result.success) return result.data;
  throw new Error(result.error.issues.map((issue) => describe(name, text, positions, issue)).join('\n'));
}

function textIn(name: string): string {
  try {
    return readFileSync(name, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file' : message;
    throw new Error(`${name} cannot be read: ${why}`, { cause: error });
  }
}

function positionsOf(name: string, text: string): Positions {
  try {
    return positionsIn(text);
  } catch (error) {
    if (error instanceof Misspelt)
      throw new Error(`${at(name, text, error.offset)} ${error.message}`, { cause: error });
    throw error;
  }
}

function describe(name: string, text: string, positions: Positions, issue: z.core.$ZodIssue): string {
  return `${at(name, text, offsetOf(positions, issue.path))} ${spell(issue.path)}: ${issue.message}`;
}

const at = (name: string, text: string, offset: number) => {
  const { line, column } = lineAndColumn(text, offset);
  return `${name}:${line}:${column}`;
};

/** What is missing has no place of its own: then the nearest thing around it is pointed at. */
function offsetOf(positions: Positions, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const offset = positions.get(pathKey(path.slice(0, length)));
    if (offset !== undefined) return offset;
  }
  return positions.get(pathKey([])) ?? 0;
}

/** `areas[3].name` */
const spell = (path: readonly PropertyKey[]) =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '') || 'the whole file';

const kinds: Record<string, string> = {
  string: 'text in quotes',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list in [ ]',
  tuple: 'a list in [ ]',
  object: 'an object in { }',
  record: 'an object in { }',
};

function plainly(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'is missing';
  if (issue.code === 'invalid_type') return `must be ${kinds[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'unrecognized_keys') return `does not know ${issue.keys.join(', ')}; is it spelt right?`;
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}${measure(issue.origin)}`;
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}${measure(issue.origin)}`;
  return undefined;
}

const measure = (origin: string) => (origin === 'string' ? ' characters' : origin === 'array' ? ' long' : '');
