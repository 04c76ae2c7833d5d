import { en } from './en/index.ts';
import type { Locale } from './locale.ts';
import { nl, type Words } from './nl/index.ts';

export { asLocale, chooseLocale, LOCALE_COOKIE, locales, type Locale } from './locale.ts';
export type { Words } from './nl/index.ts';

/**
 * Everything the client says, in one language. A component takes the words of its own feature:
 *
 *     import { page } from '$app/state';
 *     import { words } from '#lib/text/index.ts';
 *     let t = $derived(words(page.data.locale).agenda);
 *
 * and writes `{t.title}` or `{t.places(activity.placesLeft)}`. On the server: `words(locals.locale).agenda`. A text
 * with something in it is a function, so that every language may order and count in its own way. A text that English
 * lacks, or that Dutch does not have, is a type error.
 */
export const words = (locale: Locale | undefined): Words => (locale === 'en' ? en : nl);
