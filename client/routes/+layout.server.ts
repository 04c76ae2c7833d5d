import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals }) => ({
  me: null,
  place: {
    id: 'mook-en-middelaar',
    name: 'Mook en Middelaar',
    timezone: 'Europe/Amsterdam',
    brand: { name: 'Maasbrink', colour: '#1d5c4a', ink: '#ffffff', accent: '#9a4b00' },
    words: {},
    areas: [],
  },
  locale: locals.locale,
  demo: true,
  now: new Date().toISOString(),
});
