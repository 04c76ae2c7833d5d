import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { facts as agenda } from './agenda/index.ts';
import { facts as chat } from './chat/index.ts';
import { facts as crisis } from './crisis/index.ts';
import { fact } from './fact.ts';
import { amendments, facts, isNews, traitsOf, type FactName } from './facts.ts';
import { facts as help } from './help/index.ts';

const names = Object.keys(facts) as FactName[];
/** The fields of a fact's body, with whether each may be left out. */
const fieldsOf = (name: FactName) => (facts[name].body as z.ZodObject).shape as Record<string, z.ZodType>;

test('no feature tells a fact under the name of another’s', () => {
  const all = [agenda, chat, crisis, help].flatMap((one) => Object.keys(one));
  expect(names.sort()).toEqual(all.sort());
});

describe.each(names)('%s', (name) => {
  const traits = traitsOf(name);
  const fields = fieldsOf(name);

  test('is spoken of with fields that it has', () => {
    const named = [...traits.text, ...(traits.about === undefined ? [] : [traits.about])];
    for (const field of named) expect(fields).toHaveProperty([field]);
    expect(new Set(traits.text).size).toBe(traits.text.length);
  });

  test('is about an entry by its number', () => {
    if (traits.about === undefined) return;
    const number = fields[traits.about]!;
    expect(number.safeParse(1).success).toBe(true);
    for (const wrong of [0, 1.5, '1', null]) expect(number.safeParse(wrong).success).toBe(false);
  });

  test('says which entry it changes, when it changes one', () => {
    if (!traits.amends) return;
    expect(traits.about).toBeDefined();
    expect(fields[traits.about!]!.safeParse(undefined).success).toBe(false);
    expect(traits.notify).toBeUndefined();
  });

  test('has words of its own when others may report it, and keeps none when it takes them back', () => {
    if (traits.reportable) expect(traits.text).not.toEqual([]);
    if (traits.removes) expect(traits).toMatchObject({ amends: true, text: [] });
  });

  test('is looked for in words, and in nothing else', () => {
    for (const field of traits.text) expect(fields[field]!.safeParse('woorden').success, field).toBe(true);
  });
});

test('what changes an earlier entry is no news, all the rest is', () => {
  expect([...amendments].sort()).toEqual(['message:edited', 'message:reacted', 'message:removed']);
  for (const name of names) expect(isNews(name), name).toBe(!amendments.includes(name));
});

test('one fact takes words back', () => {
  expect(names.filter((name) => traitsOf(name).removes)).toEqual(['message:removed']);
});

test.each(['message:sung', 'constructor', '__proto__', ''])(
  'of what a newer hub tells, as "%s", nothing is known but that it is news',
  (name) => {
    expect(traitsOf(name)).toEqual({ text: [] });
    expect(isNews(name)).toBe(true);
  },
);

test('a fact keeps its shape and its traits', () => {
  const body = z.object({ of: z.int(), text: z.string() });
  const sung = fact(body, { about: 'of', text: ['text'] });
  expect(sung).toEqual({ body, about: 'of', text: ['text'] });
  expect(sung.body).toBe(body);
});
