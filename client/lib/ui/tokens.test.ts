import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8');
const [byDay = '', rest = ''] = css.split(/@media \(prefers-color-scheme: dark\) \{/);
const day = new Map([...colours(byDay), ...colours(rest.slice(rest.indexOf('\n}\n')))]);
const night = new Map([...day, ...colours(rest.slice(0, rest.indexOf('\n}\n')))]);
const schemes = { day, night };

const text = [
  ['text', ['page', 'surface', 'sunken', 'meadow']],
  ['text-soft', ['page', 'surface', 'sunken', 'meadow']],
  ['link', ['page', 'surface', 'sunken', 'meadow', 'bubble', 'bubble-own']],
  ['on-bubble', ['bubble']],
  ['on-bubble-own', ['bubble-own']],
  ['on-brand', ['brand', 'brand-strong']],
  ['on-accent', ['accent']],
  ['on-bad', ['bad']],
  ...['brand', 'accent', 'good', 'warn', 'bad', 'info'].map(
    (name) => [`on-${name}-soft`, [`${name}-soft`]] as const,
  ),
  ['on-bad-soft', ['page', 'surface']],
] as const;

const marks = [
  ['line-strong', ['page', 'surface']],
  ['focus', ['page', 'surface', 'meadow', 'brand-soft', 'bubble', 'bubble-own']],
  ['brand', ['page', 'surface']],
] as const;

test.each(Object.entries(schemes))(
  'by %s all text reaches 4.5 to 1 on everything it stands on',
  (_, scheme) => {
    expect(tooFaint(scheme, text, 4.5)).toEqual([]);
  },
);

test.each(Object.entries(schemes))(
  'by %s borders of fields and the ring of focus reach 3 to 1',
  (_, scheme) => {
    expect(tooFaint(scheme, marks, 3)).toEqual([]);
  },
);

test('official messages reach 7 to 1 at every level', () => {
  const levels = ['clear', '1', '2', '3', '4', 'none', 'exercise'].map(
    (level) => [`on-level-${level}`, [`level-${level}`]] as const,
  );
  const stripe = [['on-level-exercise', ['level-exercise-stripe']]] as const;
  expect(tooFaint(day, stripe, 7)).toEqual([]);
  expect(tooFaint(day, levels, 7)).toEqual([]);
});

test('every colour has its night', () => {
  const own = [...colours(byDay).keys()].filter((name) => !name.includes('level'));
  expect(own.filter((name) => !colours(rest.slice(0, rest.indexOf('\n}\n'))).has(name))).toEqual([]);
});

function colours(part: string): Map<string, string> {
  return new Map(
    [...part.matchAll(/--brink-([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = '', hex = '']) => [name, hex]),
  );
}

function tooFaint(
  scheme: Map<string, string>,
  pairs: readonly (readonly [string, readonly string[]])[],
  least: number,
): string[] {
  return pairs.flatMap(([ink, grounds]) =>
    grounds
      .map((ground) => ({ ground, ratio: contrast(colour(scheme, ink), colour(scheme, ground)) }))
      .filter(({ ratio }) => ratio < least)
      .map(({ ground, ratio }) => `${ink} on ${ground}: ${ratio.toFixed(2)}`),
  );
}

function colour(scheme: Map<string, string>, name: string): string {
  const found = scheme.get(name);
  if (!found) throw new Error(`no colour is called ${name}`);
  return found;
}

/** WCAG 2.2, "contrast ratio" and "relative luminance". */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
