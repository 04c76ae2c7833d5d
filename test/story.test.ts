import { areaOf, readPlace } from '#config/place.ts';
import { readStory, withAnswers } from '#config/story.ts';
import { commands } from '#contract';
import { expect, test } from 'vitest';

const place = readPlace(new URL('../config/places/mook-en-middelaar.json', import.meta.url));
const { people, steps } = readStory(
  new URL('../config/places/mook-en-middelaar.story.json', import.meta.url),
);

/** Whatever a step is answered, as far as other steps speak of it. */
const answers = new Map(steps.map(({ as }) => [as ?? '', { seq: 7, id: 'an-id' }]));

test('the people of the demo live and work in streets and villages that exist', () => {
  for (const { street, areas = [], role, id } of people) {
    if (street !== undefined) expect(areaOf(place, street)?.kind, id).toBe('street');
    for (const area of areas) expect(areaOf(place, area), id).toBeDefined();
    expect(role === 'resident', id).toBe(areas.length === 0);
  }
});

test('every village of the demo has residents and a connector, and two officers are there to approve', () => {
  for (const village of place.areas.filter(({ kind }) => kind === 'village')) {
    const living = people.filter(({ street = '' }) => areaOf(place, street)?.parent === village.id);
    expect(
      living.some(({ role }) => role === 'resident'),
      village.id,
    ).toBe(true);
    expect(people.some(({ role, areas }) => role === 'connector' && areas?.includes(village.id))).toBe(true);
  }
  expect(people.filter(({ role }) => role === 'officer').length).toBeGreaterThanOrEqual(2);
});

test('every step of the demo is a wish the hub understands', () => {
  const wrong = steps.flatMap(({ at, who, ask, with: wish }) => {
    const asked = Object.hasOwn(commands, ask) ? commands[ask as keyof typeof commands].asks : undefined;
    const result = asked?.safeParse(withAnswers(wish, answers));
    return result?.success ? [] : [`${at} ${who} ${ask}: ${result?.error.message ?? 'no such command'}`];
  });
  expect(wrong).toEqual([]);
});

test('the story ends on Sunday 18 July 2021 at ten past twelve, when the water still rises', () => {
  expect(steps.at(-1)!.at <= '2021-07-18T12:10:00+02:00').toBe(true);
  expect(steps.at(-1)!.at >= '2021-07-18T11:00:00+02:00').toBe(true);
});

test('nobody asks two different things with the same key in one channel', () => {
  const keys = steps.flatMap(({ who, with: { channel, key } }) =>
    key ? [JSON.stringify([who, channel, key])] : [],
  );
  expect(new Set(keys).size).toBe(keys.length);
});
