import type { PageServerLoad } from './$types';

/** The whole situation, for everybody. When the hub cannot say, the page says so and where to look instead. */
export const load: PageServerLoad = async ({ locals }) => {
  const answer = await locals.ask('crisis:situation', {});
  return { whole: answer.ok ? answer.value : null };
};
