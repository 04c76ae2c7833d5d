import { unwrap } from '#lib/form/answer.ts';
import { brandSheet } from './sheet.ts';
import type { RequestHandler } from './$types';

const AN_HOUR = 60 * 60;

/** The colours of this municipality over our own. A file of its own, since no page may carry style in its markup. */
export const GET: RequestHandler = async ({ locals }) => {
  const { place } = await unwrap(locals.ask('place:get', {}));
  return new Response(brandSheet(place.brand), {
    headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': `public, max-age=${AN_HOUR}` },
  });
};
