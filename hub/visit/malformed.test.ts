import fc from 'fast-check';
import { commands, type CommandName } from '#contract';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hasWords } from './field-words.ts';
import { malformed, sentenceOf } from './malformed.ts';

const names = Object.keys(commands) as CommandName[];
type Def = Record<string, unknown> & { type: string; shape?: Record<string, z.ZodType> };
const defOf = (schema: z.ZodType) => schema._zod.def as unknown as Def;

/** What a schema holds within itself, but for the fields of an object. */
const within = (schema: z.ZodType): z.ZodType[] =>
  ['element', 'innerType', 'valueType', 'in', 'out', 'options', 'items']
    .flatMap((name) => defOf(schema)[name] ?? [])
    .filter((held) => held instanceof z.ZodType);

const fieldsOf = (schema: z.ZodType): string[] => [
  ...Object.entries(defOf(schema).shape ?? {}).flatMap(([name, field]) => [name, ...fieldsOf(field)]),
  ...within(schema).flatMap(fieldsOf),
];

/** Wishes in the shape of a schema that hold this wrong thing wherever something stands: one for each form a wish may have. */
function wrong(schema: z.ZodType, thing: unknown): unknown[] {
  const { type, shape } = defOf(schema);
  if (type === 'object') {
    const fields = Object.entries(shape ?? {}).map(([name, field]) => [name, wrong(field, thing)] as const);
    const forms = Math.max(1, ...fields.map(([, all]) => all.length));
    return Array.from({ length: forms }, (_, form) =>
      Object.fromEntries(fields.map(([name, all]) => [name, all[form % all.length]])),
    );
  }
  if (type === 'array')
    return [wrong(within(schema)[0]!, thing), []].map((list) => list.slice(0, 1)).concat([thing as []]);
  if (type === 'tuple') return [[thing, thing]];
  if (type === 'record') return [{ 'street-maaskade': thing, 'Not A Name': 0 }, thing];
  const held = within(schema);
  return held.length > 0 ? held.flatMap((one) => wrong(one, thing)) : [thing];
}

const things: unknown[] = [
  undefined,
  null,
  true,
  '',
  'x',
  'een zin',
  'x'.repeat(5_000),
  '\u0007',
  -1,
  0,
  1.5,
  1e9,
  Number.NaN,
  [],
  {},
  new Array(600).fill('x'),
  '2021-13-45',
  '2021-07-17T14:00',
  '25:61',
  'nobody@',
  { rrule: 'DAILY' },
  [{ rrule: 'DAILY' }],
];

const valid: Partial<Record<CommandName, unknown>> = {
  'help:ask': {
    key: 'a-key-of-anja',
    kind: 'meal',
    from: '2021-07-16T13:00:00Z',
    to: '2021-07-16T13:01:00Z',
    minutes: 60,
  },
  'help:offer': { kinds: ['meal'], times: [{ day: 1, from: '12:00', to: '11:00' }] },
  'log:sync': { cursors: Object.fromEntries(Array.from({ length: 501 }, (_, at) => [`street-${at}`, 0])) },
};

/** Of zod's English, of our schemas and of code nothing may be left. */
const leaks =
  /invalid|expected|received|too (big|small)|unrecognized|undefined|null\b|NaN|\bstring\b|schema|regex|union|object|must match|\b[a-z]+[A-Z]\w*|\w\.\w*[a-z]\w*|[[\]{}_]/;

function isPlain(issue: z.core.$ZodIssue): void {
  const { nl, en } = sentenceOf(issue);
  for (const sentence of [nl, en]) {
    expect(sentence).toMatch(/^[A-Z“][^]*\.$/);
    // What the asker named himself is said back to him, in quotes.
    expect(
      sentence
        .replaceAll(/“[^”]*”/g, '')
        .replaceAll('2021-07-17', '')
        .replaceAll(/CAP 1\.2( §[\d.]+)?/g, ''),
    ).not.toMatch(leaks);
    expect(sentence).not.toContain(issue.message);
  }
}

describe('whatever is wrong with a wish is said in whole sentences', () => {
  test.each(names)('%s', (name) => {
    const { asks } = commands[name];
    const tried = [...things.flatMap((thing) => [thing, ...wrong(asks, thing)]), valid[name]];
    const issues = tried.flatMap((wish) => asks.safeParse(wish, { reportInput: true }).error?.issues ?? []);
    expect(issues.length).toBeGreaterThan(0);
    for (const issue of issues) isPlain(issue);
  });

  test('and whatever else may come', () => {
    const wish = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom('text', 'key', 'channel', 'seq'), fc.jsonValue()),
    );
    fc.assert(
      fc.property(fc.constantFrom(...names), wish, (name, asked) => {
        for (const issue of commands[name].asks.safeParse(asked, { reportInput: true }).error?.issues ?? [])
          isPlain(issue);
      }),
      { numRuns: 300 },
    );
  });
});

test.each(names)('every field of %s has a word in both languages', (name) => {
  expect(fieldsOf(commands[name].asks).filter((field) => !hasWords(field))).toEqual([]);
});

test.each([
  [
    'message:post',
    { channel: 'village-mook', key: 'a-key-of-anja', text: ' ' },
    'Vul de tekst in.',
    'Fill in the text.',
  ],
  [
    'message:post',
    { channel: 'village-mook', key: 'a-key-of-anja' },
    'Vul de tekst in.',
    'Fill in the text.',
  ],
  [
    'person:change',
    { name: 'W'.repeat(41) },
    'Je naam mag hooguit 40 tekens lang zijn.',
    'Your name may be at most 40 characters long.',
  ],
  [
    'session:ask',
    { email: 'anja' },
    'Dit e-mailadres klopt niet. Kijk het na.',
    'This email address is not right. Please check it.',
  ],
  [
    'activity:publish',
    {
      channel: 'village-mook',
      key: 'a-key-of-anja',
      title: 'Loop',
      place: 'Kerk',
      startsAt: '2021-07-17T14:00',
      rrule: 'FREQ=DAILY',
    },
    'Dit kennen we niet: “rrule”.',
    'We do not know this: “rrule”.',
  ],
  [
    'help:offer',
    { kinds: ['meal'], times: [{ day: 1, from: '12:00', to: '11:00' }] },
    'Het einde moet na het begin komen.',
    'The end must come after the beginning.',
  ],
  [
    'channel:open',
    { channel: 'Mijn Straat' },
    'Wat bij het kanaal staat, herkennen we niet.',
    'We do not recognise what is given for the channel.',
  ],
] as const)('%s: %j', (name, wish, nl, en) => {
  expect(malformed(commands[name].asks.safeParse(wish, { reportInput: true }).error!.issues)).toEqual({
    nl,
    en,
  });
});

describe('a field that is not in the contract is refused, at every depth', () => {
  test.each([
    ['person:change', { quiet: { from: '22:00', to: '07:00', days: [] } }],
    ['session:ask', { email: 'a@example.org', join: { name: 'Anja', house: 12 } }],
    ['help:offer', { kinds: ['meal'], times: [{ day: 1, from: '10:00', to: '11:00', rrule: 'x' }] }],
    ['help:withdraw', { request: 'a'.repeat(24), offer: true }],
    [
      'message:post',
      {
        channel: 'village-mook',
        key: 'a-key-of-anja',
        text: 'Hoi',
        subject: { kind: 'activity', id: '1', url: 'x' },
      },
    ],
    ['crisis:open', { key: 'a-key-of-karin', title: 'Hoog water', level: 4 }],
    ['person:me', { rrule: 'x' }],
  ] as const)('%s: %j', (name, wish) => {
    expect(malformed(commands[name].asks.safeParse(wish, { reportInput: true }).error!.issues).nl).toMatch(
      /^Dit kennen we niet: “\w+”/,
    );
  });
});
