import type { Answer, Asks, CommandName, Gets } from '#contract';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { isGuarded } from '#lib/guarded.ts';
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

  const page = await resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%lang%', event.locals.locale),
  });
  return keptByNobody(page);
};

/** What a page says is for who asked it: no proxy and no disk of a shared computer keeps it, unless the page says so itself. */
function keptByNobody(page: Response): Response {
  if (page.headers.get('cache-control')?.startsWith('public')) return page;
  page.headers.set('cache-control', 'private, no-store');
  page.headers.append('vary', 'Cookie, Accept-Language');
  return page;
}

/** A part that cannot be shown says so in its place; the page around it is as good as ever. */
export const handleError: HandleServerError = ({ kind, error }) => {
  if (kind === 'unknown') console.error(error);
  return isGuarded() ? { status: 200 } : undefined;
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
