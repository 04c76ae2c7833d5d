import { distanceMetres, type Point } from '#config/place.ts';

/** An outline whose ends lie further apart than this share of its length, or than this, may lack more than its last point. */
const widest = { share: 1 / 8, metres: 5_000 };

/**
 * An outline that ends where it began, as CAP 1.2 §3.2.4 wants it. Some offices leave the last point out or round it otherwise:
 * when the ends nearly meet, the first point closes it. Whatever else is wrong with it stays as it is.
 */
export function closed(outline: number[][]): number[][] {
  const [first, last] = [outline[0], outline.at(-1)];
  if (!first || !last || same(first, last) || !outline.every(isPoint)) return outline;
  const sides = outline.slice(1).map((to, index) => distanceMetres(outline[index] as Point, to as Point));
  const gap = distanceMetres(first as Point, last as Point);
  const drawn = sides.reduce((sum, side) => sum + side, 0);
  return gap <= Math.min(drawn * widest.share, widest.metres) ? [...outline, first] : outline;
}

const isPoint = (point: number[]) => point.length === 2 && point.every(Number.isFinite);
const same = (one: number[], other: number[]) => one.join() === other.join();
