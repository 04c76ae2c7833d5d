import type { Answer, Asks, CommandName, Gets } from '#contract';
import { pageHub } from '#contract/page-hub.ts';
import type { Handle, HandleServerError } from '@sveltejs/kit/hooks';
import { isGuarded } from '#lib/ui/guarded.ts';
import { backTo, personField } from '#lib/form/page-person.ts';
import { chooseLocale, LOCALE_COOKIE, type Locale } from '#lib/text/index.ts';
import { within } from '#lib/outbox/timeout.ts';

/** The pages never touch the database: they ask the hub that renders them, as everybody does. */
export const handle: Handle = async ({ event, resolve }) => {
  const { request, cookies } = event;
  const hub = pageHub();
  event.locals.locale = chooseLocale(cookies.get(LOCALE_COOKIE), request.headers.get('accept-language'));
  let me: Promise<Answer<Gets<'person:me'>>> | undefined;

  event.locals.isSituation = event.url.pathname === '/situation';

  event.locals.ask = async <Name extends CommandName>(command: Name, asks: Asks<Name>) => {
    // Asked below already, and nothing changes while a page is read.
    if (command === 'person:me' && me && request.method === 'GET') return me as Promise<Answer<Gets<Name>>>;
    return (await within(timeoutMs, hub.ask(command, asks, event.locals.locale))) ?? unreachable;
  };

  event.locals.keepSession = (session) => {
    const secure = hub.sessionCookie.startsWith('__Host-');
    if (session) {
      const expires = new Date(session.expires);
      cookies.set(hub.sessionCookie, session.session, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure,
        expires,
      });
    } else cookies.delete(hub.sessionCookie, { path: '/', secure });
  };

  if (cookies.get(hub.sessionCookie)) {
    me = event.locals.ask('person:me', {});
    // Who has an account reads in the language of that account, whatever this browser speaks.
    const most = event.locals.isSituation ? briefMs : longestMs;
    event.locals.locale = (await within(most, localeOf(me))) ?? event.locals.locale;
  }
  if (await isForAnother(request, me)) return lookFirst(request);
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
const timeoutMs = 10_000;
/** A page in the language of the browser is better than one that waits; the situation waits for nobody's session. */
const longestMs = 250;
const briefMs = 60;

const localeOf = async (asked: Promise<Answer<Gets<'person:me'>>>): Promise<Locale | undefined> => {
  const answer = await asked;
  return answer.ok ? answer.value.me?.locale : undefined;
};

/** Whether a form is sent from a page that was made for somebody else: signed in, out or over in another tab since. */
async function isForAnother(
  request: Request,
  asked: Promise<Answer<Gets<'person:me'>>> | undefined,
): Promise<boolean> {
  if (request.method !== 'POST' || !isForm(request)) return false;
  const form = await request
    .clone()
    .formData()
    .catch(() => undefined);
  const as = form?.get(personField);
  if (typeof as !== 'string') return false;
  const me = await asked;
  // Who cannot be looked up now is refused whatever he wishes.
  if (me && !me.ok) return false;
  return as !== (me?.value.me?.id ?? '');
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
