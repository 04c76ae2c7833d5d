import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { effort } from '../test/support/effort.ts';
import { contains, metresBetween, overlaps, type Point, type Polygon } from './geometry.ts';

const near = fc.tuple(
  fc.double({ min: 51, max: 52, noNaN: true }),
  fc.double({ min: 5, max: 6, noNaN: true }),
);

const lengths = fc.array(fc.double({ min: 0.01, max: 0.3, noNaN: true }), { minLength: 3, maxLength: 9 });

/** Corners in order of their direction from a centre: a ring that does not cross itself and holds the centre. */
function ringAround([lat, lon]: Point, rays: number[]): Polygon {
  const corners = rays.map((ray, index): Point => {
    const angle = (2 * Math.PI * index) / rays.length;
    return [lat + ray * Math.sin(angle), lon + ray * Math.cos(angle)];
  });
  return [...corners, corners[0]!];
}

const ring = fc.tuple(near, lengths).map(([centre, rays]) => ringAround(centre, rays));

const box = (south: number, west: number, north: number, east: number): Polygon => [
  [south, west],
  [south, east],
  [north, east],
  [north, west],
  [south, west],
];

describe('two outlines', () => {
  test('a point inside both means they overlap', () => {
    fc.assert(
      fc.property(near, lengths, lengths, (centre, some, others) => {
        const [a, b] = [ringAround(centre, some), ringAround(centre, others)];
        expect([contains(a, centre), contains(b, centre), overlaps(a, b)]).toEqual([true, true, true]);
      }),
    );
  });

  test('it does not matter which of them asks', () => {
    fc.assert(
      fc.property(ring, ring, (a, b) => {
        expect(overlaps(a, b)).toBe(overlaps(b, a));
      }),
    );
  });

  test('an outline overlaps itself, however it is turned or reversed', () => {
    fc.assert(
      fc.property(ring, fc.nat(), (a, steps) => {
        const corners = a.slice(1);
        const turned = [
          ...corners.slice(steps % corners.length),
          ...corners.slice(0, steps % corners.length),
        ];
        expect(overlaps(a, [...turned, turned[0]!].reverse())).toBe(true);
      }),
    );
  });

  test('neighbours with a common border do not overlap, also when one border is longer', () => {
    expect(overlaps(box(51, 5, 52, 6), box(51, 6, 52, 7))).toBe(false);
    expect(overlaps(box(51, 5, 52, 6), box(51.2, 6, 51.4, 7))).toBe(false);
    expect(overlaps(box(51, 5, 52, 6), box(52, 6, 53, 7))).toBe(false);
  });

  test('one inside the other, or across it like a cross, overlaps', () => {
    expect(overlaps(box(51, 5, 52, 6), box(51.4, 5.4, 51.6, 5.6))).toBe(true);
    expect(overlaps(box(51, 5.4, 52, 5.6), box(51.4, 5, 51.6, 6))).toBe(true);
    expect(overlaps(box(51, 5, 52, 6), box(51, 5, 52, 5.5))).toBe(true);
  });
});

test('an outline of thousands of corners is compared in no time, near and far', () => {
  const around = ([lat, lon]: Point, radius: number): Polygon => {
    const corners = Array.from({ length: 6_207 }, (_, n): Point => {
      const [angle, wave] = [(2 * Math.PI * n) / 6_207, 1 + 0.3 * Math.sin(n / 2)];
      return [lat + radius * Math.sin(angle) * wave, lon + radius * Math.cos(angle) * wave];
    });
    return [...corners, corners[0]!];
  };
  const village = box(51.7, 5.8, 51.8, 5.9);
  const comparing = () => {
    expect(overlaps(village, around([51.75, 5.85], 0.4))).toBe(true);
    expect(overlaps(village, around([51.75, 5.85], 0.02))).toBe(true);
    expect(overlaps(village, around([52.75, 5.85], 0.4))).toBe(false);
    expect(overlaps(village, around([52.3, 6.3], 0.4))).toBe(false);
  };
  expect(effort(comparing)).toBeLessThan(2_500);
});

describe('a circle', () => {
  test('reaches an outline when its edge comes over the border', () => {
    const east = metresBetween([51.5, 6], [51.5, 6.1]) / 1000;
    const circle = (kilometres: number) => ({ centre: [51.5, 6.1] as Point, kilometres });
    expect(overlaps(box(51, 5, 52, 6), circle(east * 0.99))).toBe(false);
    expect(overlaps(box(51, 5, 52, 6), circle(east * 1.01))).toBe(true);
    expect(overlaps(box(51, 5, 52, 6), { centre: [51.5, 5.5], kilometres: 0 })).toBe(true);
  });
});

test('metres agree with the length of a degree of latitude and of longitude at 60 degrees', () => {
  expect(metresBetween([51, 5], [52, 5])).toBeCloseTo(111_195, -1);
  expect(metresBetween([60, 5], [60, 6]) / metresBetween([0, 5], [0, 6])).toBeCloseTo(0.5, 3);
});
