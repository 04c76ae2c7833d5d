import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '#config';
import { bots, isBotName, speakerOf, type BotName } from '#config/bots.ts';
import { botKey } from '#config/secret.ts';
import { commands, type CommandName } from '#contract';
import type { DueKind } from '#contract/due/index.ts';
import type { Author, Locale, Who } from '#contract/shapes.ts';
import * as people from '#models/person/person.ts';
import type { Person } from '#models/person/person.ts';
import * as sessions from '#models/person/session.ts';
import { networkOf } from './address.ts';

/** Whoever asks. A guest has neither author nor person, a bot no person. */
export type Caller = {
  who: Who;
  /** What rates are counted by: the person, the bot, or the line a guest comes over. */
  id: string;
  locale: Locale;
  author?: Author;
  person?: Person;
  session?: string;
  bot?: BotName;
};

/** The session cookie; over https it is bound to exactly this host. */
export const cookieName = (secure: boolean) => (secure ? '__Host-brink' : 'brink');

/**
 * Who is this? A bot shows `Authorization: Bearer name:key`, a person the session cookie; everybody else is a guest. A
 * wrong key or an ended session makes a guest too: what they may do is decided per command.
 * @param address of the connection, for a guest's rates
 */
export async function authenticate(
  config: Config,
  headers: IncomingHttpHeaders,
  address: string,
): Promise<Caller> {
  const cookies = cookiesOf(headers.cookie);
  const bot = botOf(config, headers.authorization);
  if (bot) return { who: 'bot', id: bots[bot].id, locale: 'nl', bot, author: speakerOf(bot) };
  const secret = cookies.get(cookieName(config.publicUrl.startsWith('https:')));
  const session = secret ? await sessions.bySecret(secret) : null;
  const person = session && (await people.byId(session.person));
  if (!session || !person) return guestOf(headers, address);
  return { ...asPerson(person), session: session._id };
}

/** Whoever asks what is the same for everybody. @param address of the connection, for his rates */
export const guestOf = (headers: IncomingHttpHeaders, address: string): Caller => ({
  who: 'guest',
  id: `guest ${networkOf(address)}`,
  locale: localeIn(cookiesOf(headers.cookie)),
});

const localeIn = (cookies: Map<string, string>): Locale => (cookies.get('locale') === 'en' ? 'en' : 'nl');

const own: Record<BotName, { asks: readonly CommandName[]; works: readonly DueKind[] }> = bots;

/** Whether somebody may ask this at all: by his role, and a bot what is its own besides what anybody may. */
export function mayAsk({ who, bot }: Caller, name: CommandName): boolean {
  const { may } = commands[name];
  return may.includes(who) && (!bot || may.includes('guest') || own[bot].asks.includes(name));
}

/** Whether this kind of due work is this bot's. */
export const mayWork = ({ bot }: Caller, kind: DueKind): boolean =>
  bot !== undefined && own[bot].works.includes(kind);

export const asPerson = (person: Person): Caller => ({
  who: person.role,
  id: person._id,
  locale: person.locale,
  person,
  author: authorOf(person),
});

export const authorOf = ({ _id, name, role }: Person): Author => ({ id: _id, name, role });

/**
 * Whether a page was made for somebody else than its cookie names now: in another tab one signed in, out or over. It says
 * for whom in `as`: a person's id, null for a guest. Whoever does not say speaks for its cookie.
 */
export const isForAnother = ({ as }: { as?: unknown }, { person }: Caller): boolean =>
  as !== undefined && as !== (person?._id ?? null);

function botOf(config: Config, authorization: string | undefined): BotName | undefined {
  const [name, key] = /^Bearer ([a-z-]+):([\w-]+)$/.exec(authorization ?? '')?.slice(1) ?? [];
  if (!name || !key || !isBotName(name)) return undefined;
  const expected = Buffer.from(botKey(config.secret, name));
  const shown = Buffer.from(key);
  return expected.length === shown.length && timingSafeEqual(expected, shown) ? name : undefined;
}

function cookiesOf(header = ''): Map<string, string> {
  const pairs = header.split(';').map((pair) => pair.split('='));
  return new Map(pairs.map(([name = '', ...value]) => [name.trim(), value.join('=').trim()]));
}

/**
 * Whether a browser page of another origin is knocking with our visitor's cookie. Without an Origin it is no page (or its
 * own page reading), which browsers cannot be made to forge (S-02 cross-site socket hijacking).
 */
export function isForeign(config: Pick<Config, 'publicUrl'>, headers: IncomingHttpHeaders): boolean {
  const { origin, host } = headers;
  if (origin === undefined) return headers['sec-fetch-site'] === 'cross-site';
  const own = [config.publicUrl, `http://${host}`, `https://${host}`];
  return !own.includes(origin);
}

/**
 * Where the visitor has us in his address bar, as `https://brink.example`. A form tells by its Origin; otherwise it is where we say
 * that people reach us, since a proxy need not pass on which name was asked for.
 */
export function originSeen(config: Pick<Config, 'publicUrl'>, headers: IncomingHttpHeaders): string {
  const { origin } = headers;
  return origin !== undefined && !isForeign(config, headers) ? origin : config.publicUrl;
}
