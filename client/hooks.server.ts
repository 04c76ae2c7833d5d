import type { Answer, Asks, CommandName, Gets } from '#contract';
import type { Handle } from '@sveltejs/kit/hooks';
import { chooseLocale, LOCALE_COOKIE } from '#lib/text/index.ts';

/**
 * The pages never touch the database: they ask the hub, as everybody does. The hub says in private headers where, and
 * gives a ticket with which the visitor's own address counts for his rates.
 */
export const handle: Handle = async ({ event, resolve }) => {
  const { request, cookies } = event;
  const cookie = request.headers.get('cookie') ?? '';
  event.locals.locale = chooseLocale(cookies.get(LOCALE_COOKIE), request.headers.get('accept-language'));

  event.locals.isSituation = event.url.pathname === '/situation';

  event.locals.ask = async <Name extends CommandName>(command: Name, asks: Asks<Name>) => {
    try {
      // Not new URL(command, base): a command has a colon, and would be read as an address of its own.
      const response = await fetch(`${request.headers.get('x-hub-api')}${command}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          cookie: withLocale(cookie, event.locals.locale),
          'x-hub-for': request.headers.get('x-hub-ip') ?? '',
          'x-hub-ticket': request.headers.get('x-hub-ticket') ?? '',
        },
        body: JSON.stringify(asks),
        signal: AbortSignal.timeout(patienceMs),
      });
      return (await response.json()) as Answer<Gets<Name>>;
    } catch {
      return unreachable;
    }
  };

  event.locals.keepSession = (session) => {
    const name = request.headers.get('x-hub-cookie') ?? 'brink';
    const secure = name.startsWith('__Host-');
    if (session) {
      const expires = new Date(session.expires);
      cookies.set(name, session.session, { path: '/', httpOnly: true, sameSite: 'lax', secure, expires });
    } else cookies.delete(name, { path: '/', secure });
  };

  return resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', event.locals.locale) });
};

/** Longer than the hub waits for a log that is busy; whoever waits for a page has an answer by then, be it "not now". */
const patienceMs = 10_000;

const unreachable: Answer<never> = { ok: false, code: 'UNAVAILABLE', message: '', retry: true };

/** The hub answers in the language of the page, also when the visitor never chose one. */
const withLocale = (cookie: string, locale: string) =>
  [
    ...cookie.split(';').filter((pair) => pair.trim() && !pair.trim().startsWith('locale=')),
    `locale=${locale}`,
  ].join(';');
