import { Place, type Area, type Geocode } from './place-rules.ts';
import { readJson } from './read-json.ts';
import { metresBetween, overlaps, type Circle, type Point, type Polygon } from './geometry.ts';

export type { Area, Feed, Geocode, Place, Topic } from './place-rules.ts';
export type { Circle, Point, Polygon } from './geometry.ts';

/**
 * Reads a place file, which describes one municipality: its villages and streets, channels, words, colours
 * and crisis contacts. Throws an Error that names file, line, path and the rule broken, in plain words.
 */
export function readPlace(file: string | URL): Place {
  return readJson(file, Place);
}

/** The area with this id; ids are unique over municipality, villages and streets. */
export function areaOf(place: Place, id: string): Area | undefined {
  return areasById(place).get(id);
}

/** Is this area the outer one, or inside it? A street is within its village and its municipality. */
export function within(place: Place, area: string, outer: string): boolean {
  return areaOf(place, outer) !== undefined && lineage(place, area).some(({ id }) => id === outer);
}

/** All villages of the place. */
export const villagesOf = ({ areas }: Place): Area[] => areas.filter(({ kind }) => kind === 'village');

/** The village a street lies in, or the village itself; none for a municipality. */
export function villageOf(place: Place, areaId: string): Area | undefined {
  return lineage(place, areaId).find(({ kind }) => kind === 'village');
}

/** The villages that share ground with a polygon or circle as CAP 1.2 writes them. Touching borders do not count. */
export function areasTouching(place: Place, shape: Polygon | Circle): Area[] {
  return villagesOf(place).filter(({ polygon }) => polygon && overlaps(polygon, shape));
}

/** The villages that an area of a CAP 1.2 message covers, by its outlines and its codes; none when it is elsewhere. */
export function villagesCovered(
  place: Place,
  { polygons, circles, geocodes }: { polygons: Polygon[]; circles: Circle[]; geocodes: Geocode[] },
): Area[] {
  const shapes = [...polygons, ...circles];
  const covered = [
    ...shapes.flatMap((shape) => areasTouching(place, shape)),
    ...geocodes.flatMap((code) => areasCoded(place, code)),
  ];
  return [...new Set(covered)];
}

/** The villages a code stands for: one village, or all when it is the municipality's. */
export function areasCoded(place: Place, code: Geocode): Area[] {
  const coded = place.areas.filter(({ geocodes = [] }) =>
    geocodes.some(({ valueName, value }) => valueName === code.valueName && value === code.value),
  );
  return place.areas.filter(
    ({ id, kind }) => kind === 'village' && coded.some((outer) => within(place, id, outer.id)),
  );
}

/** Metres between the centres of two areas (or two points), as the crow flies. */
export function distanceMetres(a: Area | Point, b: Area | Point): number {
  return metresBetween(Array.isArray(a) ? a : a.centre, Array.isArray(b) ? b : b.centre);
}

/** The area and what it lies in, from small to large. */
function lineage(place: Place, id: string): Area[] {
  const area = areaOf(place, id);
  if (!area) return [];
  return area.parent === undefined ? [area] : [area, ...lineage(place, area.parent)];
}

const indexes = new WeakMap<Place, Map<string, Area>>();

function areasById(place: Place): Map<string, Area> {
  const known = indexes.get(place) ?? new Map(place.areas.map((area) => [area.id, area]));
  indexes.set(place, known);
  return known;
}
