import { z } from 'zod';
import { readJson } from './read-json.ts';

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters and digits with single hyphens');
const line = z.string().trim().min(1, 'must not be empty');
const bilingual = z.strictObject({ nl: line, en: line });

const person = z.strictObject({
  id,
  name: line,
  role: z.enum(['resident', 'connector', 'officer', 'organisation']),
  /** Where somebody lives. */
  street: id.optional(),
  /** What a connector, officer or organisation speaks for. */
  areas: z.array(id).optional(),
  about: bilingual,
});

const step = z.strictObject({
  at: z.iso.datetime({ offset: true, error: 'must be an instant like 2021-07-18T12:10:00+02:00' }),
  who: id,
  ask: z.string().regex(/^[a-z]+(:[a-z]+(-[a-z]+)*)?$/, 'must be a command like message:post'),
  with: z.record(z.string(), z.json()),
  /** Later steps call the answer of this one so. */
  as: z
    .string()
    .regex(/^[a-zA-Z][a-zA-Z0-9]*$/, 'must be letters and digits')
    .optional(),
});

const Story = z
  .strictObject({
    /** What is made up and what is not, for whoever looks around in the demo. */
    about: bilingual,
    people: z.array(person),
    steps: z.array(step),
  })
  .superRefine(({ people, steps }, context) => {
    const broken = (path: PropertyKey[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    checkPeople(people, broken);
    checkSteps(people, steps, broken);
  });

export type Story = z.infer<typeof Story>;
export type StoryPerson = Story['people'][number];
export type StoryStep = Story['steps'][number];

type Json = z.infer<ReturnType<typeof z.json>>;
type Wish = StoryStep['with'];
type Broken = (path: PropertyKey[], message: string) => void;

/**
 * Reads a story: made-up people and what they ask of the hub, in order of time. Each step is one command of the
 * contract, asked at that instant; a text like `$name.seq` stands for what the answer of an earlier step holds.
 * Throws an Error that names file, line, path and the rule broken. Whether the commands exist is for the hub to say.
 */
export function readStory(file: string | URL): Story {
  return readJson(file, Story);
}

/** A step's wish, with every `$name.field` replaced by what the step called `name` was answered. */
export function withAnswers(wish: Wish, answers: ReadonlyMap<string, unknown>): Wish {
  return fill(wish, answers) as Wish;
}

function fill(value: Json, answers: ReadonlyMap<string, unknown>): Json {
  if (Array.isArray(value)) return value.map((each) => fill(each, answers));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fill(each, answers)]));
  }
  const [, name, fields] = reference.exec(String(value)) ?? [];
  return name === undefined ? value : fieldOf(answers.get(name), fields!.split('.'), String(value));
}

/** The whole text, so that an amount of money in a sentence stays what it is. */
const reference = /^\$([a-zA-Z][a-zA-Z0-9]*)\.([\w.]+)$/;

function fieldOf(answer: unknown, fields: string[], spelt: string): Json {
  const found = fields.reduce<unknown>(
    (value, field) => (value as Record<string, unknown> | undefined)?.[field],
    answer,
  );
  if (found === undefined) throw new Error(`${spelt}: that answer holds no such thing`);
  return found as Json;
}

function checkPeople(people: StoryPerson[], broken: Broken): void {
  const seen = new Set<string>();
  people.forEach((each, index) => {
    if (seen.has(each.id)) broken(['people', index, 'id'], `"${each.id}" is used twice`);
    seen.add(each.id);
  });
}

function checkSteps(people: StoryPerson[], steps: StoryStep[], broken: Broken): void {
  const known = new Set(people.map((each) => each.id));
  const named = new Set<string>();
  let last = -Infinity;
  steps.forEach((each, index) => {
    if (!known.has(each.who)) broken(['steps', index, 'who'], `nobody is called "${each.who}"`);
    if (Date.parse(each.at) < last) broken(['steps', index, 'at'], 'must not be before the step above it');
    last = Math.max(last, Date.parse(each.at));
    for (const name of namesIn(each.with)) {
      if (!named.has(name)) broken(['steps', index, 'with'], `no step above is called "${name}"`);
    }
    if (each.as === undefined) return;
    if (named.has(each.as)) broken(['steps', index, 'as'], `"${each.as}" is used twice`);
    named.add(each.as);
  });
}

function namesIn(value: Json): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(namesIn);
  return [reference.exec(String(value))?.[1] ?? []].flat();
}
