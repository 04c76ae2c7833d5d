import { redirect } from '@sveltejs/kit';
import { localPath } from '#lib/local-path.ts';
import { asLocale, LOCALE_COOKIE } from '#lib/text/index.ts';
import type { RequestHandler } from './$types';

const A_YEAR = 365 * 24 * 60 * 60;

/** Another language from here on; goes back to the page it was asked on. Works without JavaScript. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData();
  const locale = asLocale(form.get('locale')?.toString());
  if (locale)
    cookies.set(LOCALE_COOKIE, locale, {
      path: '/',
      maxAge: A_YEAR,
      httpOnly: true,
      sameSite: 'lax',
      secure: url.protocol === 'https:',
    });
  redirect(303, localPath(form.get('to')));
};
