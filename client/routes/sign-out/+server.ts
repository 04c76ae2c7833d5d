import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Ends this session on every hub and forgets it here, also when the hub had forgotten it already. */
export const POST: RequestHandler = async ({ locals }) => {
  await locals.ask('session:end', {});
  locals.keepSession(null);
  redirect(303, '/');
};
