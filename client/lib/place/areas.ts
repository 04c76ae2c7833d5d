import type { Place } from '#contract/place/index.ts';

export type AreaOf = Place['areas'][number];

export const villagesOf = (place: Place): AreaOf[] => place.areas.filter(({ kind }) => kind === 'village');

/** The streets of a village, or all of them, in the order of the alphabet. */
export const streetsOf = (place: Place, village?: string): AreaOf[] =>
  place.areas
    .filter(({ kind, parent }) => kind === 'street' && (!village || parent === village))
    .sort((one, other) => one.name.localeCompare(other.name, 'nl'));

/** What an area is called; for a street also its village: `Maaskade, Mook`. */
export const areaName = (place: Place, id: string | undefined): string | undefined => {
  const area = place.areas.find((one) => one.id === id);
  const village = area?.kind === 'street' && place.areas.find((one) => one.id === area.parent);
  return village ? `${area.name}, ${village.name}` : area?.name;
};

/** An area and those it lies in: of a street itself, its village and the municipality. */
export const areasAround = (place: Place, id: string | undefined): string[] => {
  const area = place.areas.find((one) => one.id === id);
  return area ? [area.id, ...areasAround(place, area.parent)] : [];
};
