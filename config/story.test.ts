import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readStory, withAnswers, type StoryStep, type StoryPerson } from './story.ts';

const anna: StoryPerson = {
  id: 'anna',
  name: 'Anna',
  role: 'resident',
  about: { nl: 'Bewoner', en: 'Resident' },
};
const about = { nl: 'Verzonnen', en: 'Made up' };
const post: StoryStep = {
  at: '2021-07-15T10:00:00+02:00',
  who: 'anna',
  ask: 'message:post',
  with: { channel: 'street-maaskade', text: 'Hoi' },
  as: 'hello',
};
const reply: StoryStep = {
  ...post,
  at: '2021-07-15T10:05:00+02:00',
  with: { replyTo: '$hello.seq' },
  as: 'reply',
};

let file: string;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brink-story-'));
  file = join(folder, 'story.json');
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (people: unknown[], steps: unknown[]) => {
  writeFileSync(file, JSON.stringify({ about, people, steps }, null, 1));
  return readStory(file);
};

describe('a story', () => {
  test('is read as it was written', () => {
    expect(read([anna], [post, reply])).toEqual({ about, people: [anna], steps: [post, reply] });
  });

  test.each<[string, unknown[], unknown[], RegExp]>([
    ['two people with one id', [anna, anna], [], /people\[1\]\.id: "anna" is used twice/],
    ['a step by a stranger', [anna], [{ ...post, who: 'bas' }], /steps\[0\]\.who: nobody is called "bas"/],
    ['a step back in time', [anna], [{ ...reply, with: {} }, post], /steps\[1\]\.at: must not be before/],
    ['an answer nobody gave yet', [anna], [reply], /steps\[0\]\.with: no step above is called "hello"/],
    ['an answer to itself', [anna], [{ ...reply, as: 'hello' }], /no step above is called "hello"/],
    ['two answers with one name', [anna], [post, post], /steps\[1\]\.as: "hello" is used twice/],
    [
      'a date without a time zone',
      [anna],
      [{ ...post, at: '2021-07-15T10:00:00' }],
      /must be an instant like/,
    ],
    [
      'something that is no command',
      [anna],
      [{ ...post, ask: 'Say hello' }],
      /must be a command like message:post/,
    ],
  ])('with %s is refused, and the message points at it', (_, people, steps, rule) => {
    expect(() => read(people, steps)).toThrow(rule);
    expect(() => read(people, steps)).toThrow(/story\.json:\d+:\d+ /);
  });
});

describe('a wish that speaks of earlier answers', () => {
  const answers = new Map([['hello', { seq: 7, id: 'm7', made: { id: 'x' } }]]);

  test('gets them filled in, however deep, and nothing else changes', () => {
    const wish = {
      replyTo: '$hello.seq',
      subject: { id: '$hello.made.id' },
      all: ['$hello.id', '$hello', 'for $5.00'],
    };
    expect(withAnswers(wish, answers)).toEqual({
      replyTo: 7,
      subject: { id: 'x' },
      all: ['m7', '$hello', 'for $5.00'],
    });
  });

  test('is refused when the answer holds no such thing', () => {
    expect(() => withAnswers({ of: '$hello.size' }, answers)).toThrow(
      '$hello.size: that answer holds no such thing',
    );
    expect(() => withAnswers({ of: '$gone.seq' }, answers)).toThrow('$gone.seq');
  });
});
