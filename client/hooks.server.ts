import type { Answer, Asks, CommandName, Gets } from '#contract';
import type { RequestEvent } from '@sveltejs/kit';
import type { Handle } from '@sveltejs/kit/hooks';
import { backTo, personField } from '#lib/page-person.ts';
import { chooseLocale, LOCALE_COOKIE } from '#lib/text/index.ts';

/**
 * The pages never touch the database: they ask the hub, as everybody does. The hub says in private headers where, and
 * gives a ticket with which the visitor's own address counts for his rates.
 */
export const handle: Handle = async ({ event, resolve }) => {
  const { request, cookies } = event;
  const cookie = request.headers.get('cookie') ?? '';
  event.locals.locale = chooseLocale(cookies.get(LOCALE_COOKIE), request.headers.get('accept-language'));

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

  if (await isForAnother(event)) return lookFirst(request);
  return resolve(event, { transformPageChunk: ({ html }) => html.replace('%lang%', event.locals.locale) });
};

/** Whether a form is sent from a page that was made for somebody else: signed in, out or over in another tab since. */
async function isForAnother({ request, locals }: RequestEvent): Promise<boolean> {
  if (request.method !== 'POST' || !isForm(request)) return false;
  const form = await request
    .clone()
    .formData()
    .catch(() => undefined);
  const as = form?.get(personField);
  if (typeof as !== 'string') return false;
  const answer = await locals.ask('person:me', {});
  return answer.ok && as !== (answer.value.me?.id ?? '');
}

const isForm = ({ headers }: Request) =>
  /^(multipart\/form-data|application\/x-www-form-urlencoded)/i.test(headers.get('content-type') ?? '');

/** Back to where the form stood, as who one is now; nothing of it is carried out. */
function lookFirst(request: Request): Response {
  const location = backTo(request);
  // Who sent it by script waits for the result of an action, not for a page.
  if (request.headers.get('x-sveltekit-action') === 'true')
    return Response.json({ type: 'redirect', status: 303, location });
  return new Response(null, { status: 303, headers: { location } });
}

const unreachable: Answer<never> = { ok: false, code: 'UNAVAILABLE', message: '', retry: true };

/** The hub answers in the language of the page, also when the visitor never chose one. */
const withLocale = (cookie: string, locale: string) =>
  [
    ...cookie.split(';').filter((pair) => pair.trim() && !pair.trim().startsWith('locale=')),
    `locale=${locale}`,
  ].join(';');
