import { redirect } from '@sveltejs/kit';
import { localPath } from '#lib/form/local-path.ts';
import { asLocale } from '#lib/text/index.ts';
import { typedIn } from '#lib/form/data.ts';
import { keepLocale } from './keep.ts';
import type { RequestHandler } from './$types';

/**
 * Another language from here on; goes back to the page it was asked on. Works without JavaScript. Somebody with an account
 * is also written to in that language.
 */
export const POST: RequestHandler = async ({ request, cookies, url, locals }) => {
  const typed = await typedIn(request);
  const locale = asLocale(typed('locale'));
  if (locale) {
    keepLocale(cookies, url, locale);
    // A guest is refused, and that is fine: the cookie is all he needs.
    await locals.ask('person:change', { locale });
  }
  redirect(303, localPath(typed('to')));
};
