import { areasCoded, areasTouching, type Area, type Place } from '#config/place.ts';
import type { CapArea } from '#contract/cap.ts';

/** The villages of this place that an area of a CAP message covers, by its outlines and its codes; none when it is elsewhere. */
export function villagesIn(place: Place, { polygons, circles, geocodes }: CapArea): string[] {
  const touched = [
    ...[...polygons, ...circles].flatMap((shape) => areasTouching(place, shape)),
    ...geocodes.flatMap((code) => areasCoded(place, code)),
  ];
  return [...new Set(touched.map(({ id }: Area) => id))];
}
