import { clock } from '#config/clock.ts';
import type { Asks } from '#contract';
import { openNeighbourhood, type Neighbour } from './neighbourhood.ts';

export const street = 'street-maaskade';
export const village = 'village-mook';

/** Monday 12 July 2021, ten in the morning. */
export const monday = new Date('2021-07-12T10:00:00+02:00');

let wishes = 0;
export const newKey = () => `a-wish-of-a-test-${++wishes}`;

/** A walk on Saturday afternoon, for the street. */
export const walk = (more: Partial<Asks<'activity:publish'>> = {}): Asks<'activity:publish'> => ({
  channel: street,
  key: newKey(),
  title: 'Samen wandelen',
  about: 'Een uurtje langs de Maas.',
  place: 'Bij de kerk',
  startsAt: '2021-07-17T14:00',
  endsAt: '2021-07-17T15:30',
  ...more,
});

export const publish = async (organiser: Neighbour, more: Partial<Asks<'activity:publish'>> = {}) =>
  (await organiser.get('activity:publish', walk(more))).activity;

export const seen = async (by: Pick<Neighbour, 'get'>, activity: string) =>
  (await by.get('activity:get', { activity })).activity;

/** Two neighbours of the Maaskade, the connector of their village, and somebody who lives in another. */
export async function openMook() {
  clock.set(monday);
  const place = await openNeighbourhood();
  return {
    place,
    anna: await place.arrive('Anna', 'maaskade'),
    henk: await place.arrive('Henk', 'maaskade'),
    mieke: await place.arrive('Mieke', undefined, { role: 'connector', areas: ['mook'] }),
    stranger: await place.arrive('Joris', undefined, { village: 'plasmolen' }),
  };
}
