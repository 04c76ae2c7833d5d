import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  areaOf,
  areasCoded,
  areasTouching,
  distanceMetres,
  readPlace,
  villageOf,
  within,
  type Place,
} from './place.ts';
import { contains } from './geometry.ts';

const demo = new URL('places/mook-en-middelaar.json', import.meta.url);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brink-place-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('Mook en Middelaar', () => {
  const place = readPlace(demo);

  test('has four villages with six streets or more, each inside its own village', () => {
    const villages = place.areas.filter(({ kind }) => kind === 'village');
    expect(villages.map(({ id }) => id)).toEqual(['mook', 'middelaar', 'molenhoek', 'plasmolen']);
    for (const village of villages) {
      const streets = place.areas.filter(({ parent }) => parent === village.id);
      expect(streets.length).toBeGreaterThanOrEqual(6);
      for (const { id, centre } of streets) expect(contains(village.polygon!, centre), id).toBe(true);
    }
  });

  test('knows the streets that faced the water in July 2021', () => {
    expect(areaOf(place, 'maaskade')?.parent).toBe('mook');
    expect(areaOf(place, 'broekstraat')?.parent).toBe('middelaar');
    expect(areaOf(place, 'cuijksesteeg')?.parent).toBe('plasmolen');
  });

  test('villages border on each other without covering the same ground', () => {
    for (const village of place.areas.filter(({ kind }) => kind === 'village')) {
      expect(areasTouching(place, village.polygon!).map(({ id }) => id)).toEqual([village.id]);
    }
  });

  test('a street lies in its village and its municipality, and not the other way round', () => {
    expect(within(place, 'maaskade', 'maaskade')).toBe(true);
    expect(within(place, 'maaskade', 'mook')).toBe(true);
    expect(within(place, 'maaskade', 'mook-en-middelaar')).toBe(true);
    expect(within(place, 'maaskade', 'middelaar')).toBe(false);
    expect(within(place, 'mook', 'maaskade')).toBe(false);
    expect(within(place, 'nowhere', 'mook')).toBe(false);
    expect(within(place, 'nowhere', 'nowhere')).toBe(false);
  });

  test('every street has a village; the municipality has none', () => {
    expect(villageOf(place, 'broekstraat')?.id).toBe('middelaar');
    expect(villageOf(place, 'middelaar')?.id).toBe('middelaar');
    expect(villageOf(place, 'mook-en-middelaar')).toBeUndefined();
    expect(villageOf(place, 'nowhere')).toBeUndefined();
  });

  test('an alert for a circle reaches the villages within its radius', () => {
    const centre = areaOf(place, 'maaskade')!.centre;
    expect(areasTouching(place, { centre, kilometres: 0.2 }).map(({ id }) => id)).toEqual(['mook']);
    expect(areasTouching(place, { centre, kilometres: 10 })).toHaveLength(4);
    expect(areasTouching(place, { centre: [52.37, 4.9], kilometres: 10 })).toEqual([]);
  });

  test('an alert for a code reaches the village that has it, or all when it is the municipality', () => {
    const coded = { ...place, areas: place.areas.map((area) => ({ ...area })) };
    areaOf(coded, 'mook')!.geocodes = [{ valueName: 'WIJK', value: '01' }];
    areaOf(coded, 'mook-en-middelaar')!.geocodes = [{ valueName: 'GEMEENTE', value: '0944' }];
    expect(areasCoded(coded, { valueName: 'WIJK', value: '01' }).map(({ id }) => id)).toEqual(['mook']);
    expect(areasCoded(coded, { valueName: 'GEMEENTE', value: '0944' })).toHaveLength(4);
    expect(areasCoded(coded, { valueName: 'GEMEENTE', value: '01' })).toEqual([]);
  });

  test('an alert for a strip along the river reaches the villages it runs through', () => {
    const strip: [number, number][] = [
      [51.71, 5.9],
      [51.75, 5.86],
      [51.76, 5.87],
      [51.72, 5.91],
      [51.71, 5.9],
    ];
    expect(areasTouching(place, strip).map(({ id }) => id)).toEqual(['mook', 'middelaar']);
  });

  test('an alert for the whole region reaches all four villages', () => {
    const region: [number, number][] = [
      [51, 5],
      [52, 5],
      [52, 6.5],
      [51, 6.5],
      [51, 5],
    ];
    expect(areasTouching(place, region)).toHaveLength(4);
  });

  test('distances are in metres, as the crow flies', () => {
    expect(distanceMetres([51, 5], [52, 5])).toBeCloseTo(111_195, -1);
    expect(distanceMetres(areaOf(place, 'mook')!, areaOf(place, 'mook')!)).toBe(0);
    const apart = distanceMetres(areaOf(place, 'mook')!, areaOf(place, 'middelaar')!);
    expect(apart).toBeGreaterThan(3_000);
    expect(apart).toBeLessThan(4_500);
  });
});

describe('a place file with a mistake', () => {
  test.each<[string, (place: Place) => void, string, RegExp]>([
    [
      'an id used twice',
      (p) => (p.areas[6]!.id = 'maaskade'),
      '"maaskade"',
      /areas\[6\]\.id: "maaskade" is used twice/,
    ],
    ['an id without an end', (p) => (p.id = 'm'.repeat(100_000)), '"mmm', /id: must be at most 64/],
    ['a name without an end', (p) => (p.name = 'M'.repeat(100_000)), '"MMM', /name: must be at most 300/],
    ['an id with capitals', (p) => (p.id = 'Mook'), '"Mook"', /id: must be small letters/],
    [
      'a street in no village',
      (p) => delete p.areas[5]!.parent,
      '"street"',
      /areas\[5\]\.kind: a street needs a village/,
    ],
    [
      'a street directly in the municipality',
      (p) => (p.areas[5]!.parent = p.id),
      '"mook-en-middelaar"',
      /areas\[5\]\.parent: a street needs a village as its parent, written above it/,
    ],
    [
      'a village without an outline',
      (p) => delete p.areas[1]!.polygon,
      '{',
      /areas\[1\]: a village needs a polygon/,
    ],
    [
      'an open outline',
      (p) => p.areas[1]!.polygon!.pop(),
      '[',
      /areas\[1\]\.polygon: a polygon must be closed/,
    ],
    ['an outline of three points', (p) => p.areas[1]!.polygon!.splice(2, 4), '[', /at least four points/],
    [
      'longitude before latitude',
      (p) => p.areas[1]!.centre.reverse(),
      '[',
      /areas\[1\]\.centre: must lie in the Netherlands: latitude first/,
    ],
    [
      'a centre outside its village',
      (p) => (p.areas[1]!.centre = [51.9, 5.9]),
      '[',
      /inside its own polygon/,
    ],
    [
      'a text colour nobody can read',
      (p) => (p.brand.ink = '#4d7c6a'),
      '"#4d7c6a"',
      /brand\.ink: contrast .* 4\.5/,
    ],
    ['a pale accent', (p) => (p.brand.accent = '#ffcc00'), '"#ffcc00"', /brand\.accent: contrast with white/],
    ['no themes', (p) => (p.themes = []), '[', /themes: needs at least one theme/],
    [
      'an interest with the id of a theme',
      (p) => (p.interests[0]!.id = 'news'),
      '"news"',
      /interests\[0\]\.id/,
    ],
    [
      'a missing translation',
      (p) => Reflect.deleteProperty(p.themes[0]!.name, 'en'),
      '{',
      /name\.en: is missing/,
    ],
    ['a word it does not know', (p) => Reflect.set(p.brand, 'color', 'x'), '{', /brand: does not know color/],
    ['a number for a name', (p) => Reflect.set(p, 'name', 7), '7', /name: must be text in quotes/],
    [
      'a phone line without a number',
      (p) => (p.crisis.phone = [{ nl: 'Gemeente', en: 'Municipality', number: 'bel ons' }]),
      '"bel ons"',
      /phone\[0\]\.number: must be a telephone number/,
    ],
    [
      'a feed that is no web address',
      (p) =>
        p.crisis.feeds.push({
          name: 'KNMI',
          url: 'ftp://x',
          kind: 'atom',
          senders: ['knmi'],
          everySeconds: 60,
        }),
      '"ftp://x"',
      /feeds\[0\]\.url: a feed of kind atom must begin with http/,
    ],
    [
      'a feed that trusts nobody',
      (p) =>
        p.crisis.feeds.push({
          name: 'A',
          url: 'https://example.nl/in/',
          kind: 'folder',
          senders: [],
          everySeconds: 60,
        }),
      '[',
      /feeds\[0\]\.senders: needs at least one sender/,
    ],
  ])('%s is refused, and the message points at it', (_, spoil, spot, rule) => {
    const place = structuredClone(readPlace(demo));
    spoil(place);
    const file = write(JSON.stringify(place, null, 1));
    const message = refusal(file);
    expect(message).toMatch(rule);
    expect(pointedAt(file, message)).toMatch(new RegExp(`^${spot.replace(/[[{]/, '\\$&')}`));
  });

  test('all mistakes are told at once, each on its own line', () => {
    const place = structuredClone(readPlace(demo));
    place.id = 'A B';
    place.themes = [];
    expect(refusal(write(JSON.stringify(place))).split('\n')).toHaveLength(2);
  });

  test.each([
    ['{\n  "id": "mook"\n  "name": "Mook"\n}', '3:3 expected a comma or } here'],
    ['{ "id" "mook" }', '1:8 expected a colon after "id"'],
    ['{ "id": mook }', '1:9 expected a value here'],
    ["{ 'id': 1 }", '1:3 expected text in "double quotes"'],
    ['{ "areas": [1, 2, ] }', '1:19 expected a value here'],
    ['{ "id": "a", "id": "b" }', '1:14 "id" stands here for the second time'],
    ['{} {}', '1:4 nothing may follow'],
    ['{ "id": 01 }', '1:9 expected a value here'],
    ['', '1:1 expected a value here'],
  ])('%j is no JSON, and line and column say where', (text, expected) => {
    const file = write(text);
    expect(refusal(file)).toContain(`${file}:${expected}`);
  });

  test('a file that is not there is named', () => {
    expect(refusal(join(folder, 'absent.json'))).toContain('absent.json');
  });
});

let written = 0;

function write(text: string): string {
  const file = join(folder, `${(written += 1)}.json`);
  writeFileSync(file, text);
  return file;
}

function refusal(file: string): string {
  try {
    readPlace(file);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the file was accepted');
}

function pointedAt(file: string, message: string): string {
  const [, line, column] = /\.json:(\d+):(\d+) /.exec(message)!;
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines[Number(line) - 1]!.slice(Number(column) - 1);
}
