import { clock } from '#config/clock.ts';
import { villageOf, villagesOf, type Place } from '#config/place.ts';
import { situationNow } from './known.ts';
import { situationOf } from './situation.ts';

/** From this level on a village lives by the crisis. */
const serious = 3;

/**
 * The villages where something serious (level 3 or 4) goes on. Exercises do not count, nor does a relayed warning whose time is
 * over; what an officer said holds until it is withdrawn or over.
 */
export async function villagesInCrisis(place: Place): Promise<Set<string>> {
  const now = clock.now();
  const { incidents, versions } = await situationNow.look();
  const villages = villagesOf(place).map(({ id }) => id);
  const grave = situationOf(villages, incidents, versions, now).filter(({ stands }) =>
    stands.some(
      (notice) =>
        notice.type === 'crisis:updated' &&
        notice.level >= serious &&
        !(notice.relayed && Date.parse(notice.expires) <= now.getTime()),
    ),
  );
  return new Set(grave.map(({ area }) => area));
}

/** Whether a street or village lies where something serious goes on. */
export async function isInCrisis(place: Place, area: string): Promise<boolean> {
  const village = villageOf(place, area);
  return village !== undefined && (await villagesInCrisis(place)).has(village.id);
}
