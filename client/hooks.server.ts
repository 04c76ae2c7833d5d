import type { Handle } from '@sveltejs/kit/hooks';
import { chooseLocale, LOCALE_COOKIE } from '#lib/text/index.ts';

export const handle: Handle = ({ event, resolve }) => {
  event.locals.locale = chooseLocale(
    event.cookies.get(LOCALE_COOKIE),
    event.request.headers.get('accept-language'),
  );
  return resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%lang%', event.locals.locale),
  });
};
