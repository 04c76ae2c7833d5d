import type { Cookies } from '@sveltejs/kit';
import { LOCALE_COOKIE, type Locale } from '#lib/text/index.ts';

const A_YEAR = 365 * 24 * 60 * 60;

/** Remembers in this browser which language was chosen. */
export const keepLocale = (cookies: Cookies, url: URL, locale: Locale): void =>
  cookies.set(LOCALE_COOKIE, locale, {
    path: '/',
    maxAge: A_YEAR,
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
  });
