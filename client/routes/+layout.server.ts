import { error } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

/** What every page knows: who looks, where, in which language, and what time it is there. */
export const load: LayoutServerLoad = async ({ locals }) => {
  const [place, me] = await Promise.all([locals.ask('place:get', {}), locals.ask('person:me', {})]);
  if (!place.ok || !me.ok) error(503, 'The hub does not answer');
  return { ...place.value, me: me.value.me, locale: locals.locale };
};
