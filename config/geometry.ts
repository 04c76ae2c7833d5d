/** Degrees, latitude first, as CAP 1.2 writes them (GeoJSON has longitude first). */
export type Point = [lat: number, lon: number];
/** A closed ring: the last point is the first again, as in CAP 1.2. */
export type Polygon = Point[];
/** As in CAP 1.2: a centre and a radius in kilometres. */
export type Circle = { centre: Point; kilometres: number };

const earthRadius = 6_371_008.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Metres over the ground between two points (haversine, mean earth radius; off by at most 0.5 %). */
export function metresBetween(a: Point, b: Point): number {
  const up = Math.sin(radians(b[0] - a[0]) / 2);
  const along = Math.sin(radians(b[1] - a[1]) / 2);
  const h = up * up + Math.cos(radians(a[0])) * Math.cos(radians(b[0])) * along * along;
  return 2 * earthRadius * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * Do they cover common ground? A shared border alone is not enough, so an alert drawn exactly along one
 * village leaves its neighbour in peace. Made for rough outlines of a few kilometres.
 */
export function overlaps(polygon: Polygon, other: Polygon | Circle): boolean {
  return Array.isArray(other) ? polygonsOverlap(polygon, other) : circleReaches(other, polygon);
}

/** Is the point inside the polygon? On its border is not inside. */
export function contains(polygon: Polygon, point: Point): boolean {
  const sides = sidesOf(polygon);
  if (sides.some(([from, to]) => liesOn(point, from, to))) return false;
  return sides.filter(([from, to]) => eastward(point, from, to)).length % 2 === 1;
}

function polygonsOverlap(a: Polygon, b: Polygon): boolean {
  if (areApart(a, b)) return false;
  return crosses(a, b) || reachesInto(a, b) || reachesInto(b, a);
}

/** Whether a line along a parallel or a meridian lies between them: most outlines of a whole country are far from here. */
const areApart = (a: Polygon, b: Polygon): boolean =>
  ([0, 1] as const).some((axis) => highest(a, axis) < lowest(b, axis) || highest(b, axis) < lowest(a, axis));

const highest = (points: Point[], axis: 0 | 1) =>
  points.reduce((most, point) => Math.max(most, point[axis]), -Infinity);
const lowest = (points: Point[], axis: 0 | 1) =>
  points.reduce((least, point) => Math.min(least, point[axis]), Infinity);

function crosses(a: Polygon, b: Polygon): boolean {
  const sides = sidesOf(b);
  return sidesOf(a).some(([p, q]) =>
    sides.some(([r, s]) => turn(p, q, r) * turn(p, q, s) < 0 && turn(r, s, p) * turn(r, s, q) < 0),
  );
}

/**
 * Does a corner lie in the other, or a point just off the middle of a side: the latter tell equal outlines from neighbours.
 * What is not in the other is left out first, since the one may have thousands of corners and the other a few.
 */
const reachesInto = (one: Polygon, other: Polygon): boolean =>
  one.some((corner) => contains(other, corner)) ||
  sidesOf(one).some(([from, to]) =>
    bothSidesOf(from, to).some((point) => contains(other, point) && contains(one, point)),
  );

const aside = 1e-3;

function bothSidesOf(from: Point, to: Point): Point[] {
  const [lat, lon] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const [up, along] = [(to[1] - from[1]) * aside, (to[0] - from[0]) * aside];
  return [
    [lat + up, lon - along],
    [lat - up, lon + along],
  ];
}

function circleReaches({ centre, kilometres }: Circle, polygon: Polygon): boolean {
  if (contains(polygon, centre)) return true;
  return sidesOf(polygon).some(([from, to]) => metresToSide(centre, from, to) < kilometres * 1000);
}

/** Flat around the point: at ten kilometres this is off by a few metres. */
function metresToSide(point: Point, from: Point, to: Point): number {
  const flat = ([lat, lon]: Point) =>
    [(lon - point[1]) * Math.cos(radians(point[0])), lat - point[0]] as const;
  const [[ax, ay], [bx, by]] = [flat(from), flat(to)];
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * (bx - ax) + ay * (by - ay)) / length));
  return earthRadius * radians(Math.hypot(ax + share * (bx - ax), ay + share * (by - ay)));
}

const sidesOf = (polygon: Polygon): [Point, Point][] =>
  polygon.slice(1).map((to, index) => [polygon[index]!, to]);

/** Less than this is rounding, about a millimetre beside a side of a kilometre. */
const hair = 1e-10;

/** On which side of p→q does r lie: −1, 0 (on the line) or 1. */
function turn(p: Point, q: Point, r: Point): number {
  const area = (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
  return Math.abs(area) < hair ? 0 : Math.sign(area);
}

const liesOn = (point: Point, from: Point, to: Point) =>
  turn(from, to, point) === 0 && isBetween(point[0], from[0], to[0]) && isBetween(point[1], from[1], to[1]);

const isBetween = (value: number, a: number, b: number) => value >= Math.min(a, b) && value <= Math.max(a, b);

/** Does a line from the point straight to the east cross this side? */
const eastward = ([lat, lon]: Point, from: Point, to: Point) =>
  from[0] > lat !== to[0] > lat && lon < from[1] + ((lat - from[0]) * (to[1] - from[1])) / (to[0] - from[0]);
