import { areaOf, readPlace, villageOf } from '#config/place.ts';
import { readStory, withAnswers, type StoryPerson } from '#config/story.ts';
import { commands } from '#contract';
import { expect, test } from 'vitest';
import { channelsOfPerson } from '../hub/features/channel/of-place.ts';

const place = readPlace(new URL('../config/places/mook-en-middelaar.json', import.meta.url));
const { people, steps } = readStory(
  new URL('../config/places/mook-en-middelaar.story.json', import.meta.url),
);

/** Whatever a step is answered, as far as other steps speak of it. */
const answers = new Map(
  steps.map(({ as }) => [as ?? '', { seq: 7, activity: 'an-activity', incident: 'hoog-water' }]),
);

/** What the municipality said about the water, in order. */
const versions = steps
  .filter(({ ask }) => ask === 'crisis:send')
  .map(({ at, with: wish }) => ({ at, ...commands['crisis:send'].asks.parse(withAnswers(wish, answers)) }));

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

test('nobody speaks or reacts in a channel before belonging to it', () => {
  const belongs = new Map(people.map((person) => [person.id, new Set(channelsOf(person))]));
  for (const { at, who, ask, with: wish } of steps) {
    const channel = typeof wish.channel === 'string' ? wish.channel : '';
    if (ask === 'channel:join') belongs.get(who)!.add(channel);
    if (ask.startsWith('message:')) expect(belongs.get(who), `${at} ${who} ${channel}`).toContain(channel);
  }
});

test('the municipality has another text for each village, and the highest level moves from Saturday night to Sunday evening', () => {
  const villages = place.areas.filter(({ kind }) => kind === 'village').map(({ id }) => id);
  for (const { areas } of versions) {
    expect(areas.map(({ area }) => area).sort()).toEqual([...villages].sort());
    expect(new Set(areas.map(({ text }) => text)).size).toBe(villages.length);
    expect(areas.find(({ area }) => area === 'molenhoek')?.level).toBe(1);
  }
  const expected = versions.map(({ expects }) => expects?.when ?? 'nog niet bekend');
  expect([...new Set(expected)]).toEqual([
    'nog niet bekend',
    'in het weekend',
    'zaterdag 17 juli rond 23.00 uur',
    'zondagochtend 18 juli',
    'zondagavond 18 juli',
  ]);
});

test('the municipality keeps its word: every next message comes no later than promised, and none is left to expire', () => {
  versions.slice(1).forEach(({ at }, index) => {
    const before = versions[index]!;
    expect(Date.parse(at)).toBeLessThanOrEqual(Date.parse(before.nextAt!));
    expect(Date.parse(at)).toBeLessThanOrEqual(Date.parse(before.expires));
  });
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

function channelsOf({ id, street, areas = [], ...person }: StoryPerson): string[] {
  const village = street === undefined ? undefined : villageOf(place, street)?.id;
  const quiet = { from: '21:30', to: '07:30' };
  const account = { locale: 'nl' as const, quiet, verified: true, since: new Date(steps[0]!.at) };
  return channelsOfPerson(place, {
    _id: id,
    name: person.name,
    role: person.role,
    street,
    village,
    areas,
    ...account,
  });
}
