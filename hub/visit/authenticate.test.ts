import { ownConfig } from '#config';
import { bots, type BotName } from '#config/bots.ts';
import { botKey } from '#config/secret.ts';
import * as people from '#models/person/person.ts';
import * as sessions from '#models/person/session.ts';
import mongoose from 'mongoose';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ordinary } from '../../test/support/database.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../test/support/neighbourhood.ts';
import {
  asPerson,
  authenticate,
  guestOf,
  isForAnother,
  isForeign,
  mayAsk,
  mayWork,
  originSeen,
} from './authenticate.ts';

let place: Neighbourhood;
let anja: Neighbour;

beforeAll(async () => {
  place = await openNeighbourhood();
  anja = await place.arrive('Anja', 'maaskade');
});
afterAll(() => place.close());

const plain = ownConfig({ ...ordinary, MONGODB_URI: '', PUBLIC_URL: 'http://brink.example' });
const safe = ownConfig({ ...ordinary, MONGODB_URI: '', PUBLIC_URL: 'https://brink.example' });
const address = '192.0.2.1';
const secretOf = ({ cookie }: Neighbour) => cookie.replace('brink=', '');
const comes = (cookie: string, config = plain) => authenticate(config, { cookie }, address);
const shows = (authorization: string, more = {}) => authenticate(plain, { authorization, ...more }, address);

describe('a person', () => {
  test('is who the session in his cookie says, among whatever other cookies', async () => {
    const caller = await comes(`locale=en; ${anja.cookie};theme=dark`);
    expect(caller).toMatchObject({ who: 'resident', id: anja.me.id, locale: 'nl', person: { name: 'Anja' } });
    expect(caller.author).toEqual({ id: anja.me.id, name: 'Anja', role: 'resident' });
    expect(caller.session).not.toBe(secretOf(anja));
  });

  test('over https comes with a cookie that is bound to this host, and with no other', async () => {
    expect((await comes(`__Host-brink=${secretOf(anja)}`, safe)).who).toBe('resident');
    expect((await comes(`brink=${secretOf(anja)}`, safe)).who).toBe('guest');
    expect((await comes(`__Host-brink=${secretOf(anja)}`)).who).toBe('guest');
  });

  test.each(['', 'brink=', 'brink', 'brink=guessed', ';;=;', 'brink[$ne]=x', 'brink={"$ne":1}'])(
    'is a guest with the cookie "%s"',
    async (cookie) => expect(await comes(cookie)).toMatchObject({ who: 'guest' }),
  );

  test('is a guest once his session has ended, and nobody else’s session with it', async () => {
    const { secret, session } = await sessions.start(anja.me.id, 'a second browser');
    expect((await comes(`brink=${secret}`)).who).toBe('resident');
    await sessions.end(anja.me.id, session._id);
    expect((await comes(`brink=${secret}`)).who).toBe('guest');
    expect((await comes(anja.cookie)).who).toBe('resident');
  });

  test('is a guest once his session is too old', async () => {
    const { secret, session } = await sessions.start(anja.me.id, 'an old browser');
    await mongoose.model('Session').updateOne({ _id: session._id }, { $set: { expires: new Date(0) } });
    expect((await comes(`brink=${secret}`)).who).toBe('guest');
  });

  test('who is no more is a guest', async () => {
    const { secret } = await sessions.start('nobody-of-this-name', 'a browser');
    expect((await comes(`brink=${secret}`)).who).toBe('guest');
  });

  test('does not come in with what the database keeps of his session', async () => {
    const { session } = await comes(anja.cookie);
    expect((await comes(`brink=${session}`)).who).toBe('guest');
  });

  test('is let go on an open line when his session ends, and comes in as a guest after that', async () => {
    const { secret } = await sessions.start(anja.me.id, 'a phone');
    const phone = place.line(`brink=${secret}`);
    await phone.get('person:me', {});
    const gone = phone.next('ended');
    await phone.get('session:end', {});
    expect(await gone).toBe('signed-out');
    expect((await place.line(`brink=${secret}`).get('person:me', {})).me).toBeNull();
    expect((await anja.get('person:me', {})).me?.name).toBe('Anja');
  });
});

describe('a bot', () => {
  const names = Object.keys(bots) as BotName[];
  const bearer = (name: string, key: string) => `Bearer ${name}:${key}`;
  const key = (name: string) => botKey(plain.secret, name);

  test.each(names)('%s is known by its key', async (name) => {
    const caller = await shows(bearer(name, key(name)));
    expect(caller).toMatchObject({ who: 'bot', bot: name, id: bots[name].id, author: { role: 'bot' } });
    expect(caller.person).toBeUndefined();
  });

  test.each([
    ['another’s key', bearer('agenda', key('help-matcher'))],
    ['a key of another installation', bearer('agenda', botKey('another secret', 'agenda'))],
    ['half a key', bearer('agenda', key('agenda').slice(0, 20))],
    ['a key and more', bearer('agenda', `${key('agenda')}a`)],
    ['no key', bearer('agenda', '')],
    ['a name that no bot of ours has', bearer('weather', key('weather'))],
    ['a name that every object has', bearer('constructor', key('constructor'))],
    ['another manner of showing it', `Basic agenda:${key('agenda')}`],
  ])('with %s is a guest', async (_, authorization) => {
    expect(await shows(authorization)).toMatchObject({ who: 'guest' });
  });

  test('is a bot whatever cookie comes along, and with a wrong key whoever that names', async () => {
    const { cookie } = anja;
    expect((await shows(bearer('agenda', key('agenda')), { cookie })).who).toBe('bot');
    expect((await shows(bearer('agenda', 'guessed'), { cookie })).who).toBe('resident');
  });

  test('asks what anybody may and what is its own, and works at its own work', async () => {
    const caller = await shows(bearer('agenda', key('agenda')));
    expect(mayAsk(caller, 'place:get')).toBe(true);
    expect(mayAsk(caller, 'due:claim')).toBe(true);
    expect(mayAsk(caller, 'crisis:relay')).toBe(false);
    expect(mayAsk(caller, 'person:change')).toBe(false);
    expect(mayWork(caller, 'agenda-day')).toBe(true);
    expect(mayWork(caller, 'help-wave')).toBe(false);
  });
});

describe('a guest', () => {
  test('is counted by the network he comes from, and not by his address', () => {
    expect(guestOf({}, '2001:db8::1').id).toBe(guestOf({}, '2001:db8::2').id);
    expect(guestOf({}, '192.0.2.1').id).not.toBe(guestOf({}, '192.0.2.2').id);
  });

  test.each([
    ['', 'nl'],
    ['locale=en', 'en'],
    ['locale=nl', 'nl'],
    ['locale=xx', 'nl'],
  ])('with the cookie "%s" is spoken to in %s', (cookie, locale) => {
    expect(guestOf({ cookie }, address).locale).toBe(locale);
  });

  test('asks what guests may, and does nobody’s work', () => {
    const caller = guestOf({}, address);
    expect(mayAsk(caller, 'log:page')).toBe(true);
    expect(mayAsk(caller, 'message:post')).toBe(false);
    expect(mayWork(caller, 'agenda-day')).toBe(false);
  });
});

describe('a page of another origin', () => {
  const host = 'localhost:3000';
  const config = { publicUrl: 'https://brink.example' };

  test.each([
    ['our own page', { host, origin: 'https://brink.example' }, false],
    ['our own page, by the name it was asked under', { host, origin: `http://${host}` }, false],
    ['that same page over https', { host, origin: `https://${host}` }, false],
    ['no page: a program', { host }, false],
    ['our own page that only reads', { host, 'sec-fetch-site': 'same-origin' }, false],
    ['an address typed in', { host, 'sec-fetch-site': 'none' }, false],
    ['another site', { host, origin: 'https://elsewhere.example' }, true],
    ['a site whose name begins like ours', { host, origin: 'https://brink.example.elsewhere' }, true],
    ['our name on another port', { host, origin: 'https://brink.example:8443' }, true],
    ['our name without the s', { host, origin: 'http://brink.example' }, true],
    ['a page that hides where it is', { host, origin: 'null' }, true],
    ['another site that only reads', { host, 'sec-fetch-site': 'cross-site' }, true],
  ])('%s', (_, headers, foreign) => {
    expect(isForeign(config, headers)).toBe(foreign);
    const seen = originSeen(config, headers);
    expect(seen).toBe(foreign || !('origin' in headers) ? config.publicUrl : headers.origin);
  });

  test('is not let in with our visitor’s cookie', async () => {
    expect(await knock({ origin: 'https://elsewhere.example', cookie: anja.cookie })).toMatch(/websocket/);
    expect(await knock({ origin: place.url, cookie: anja.cookie })).toBe('let in');
  });
});

describe('a page that was made for one', () => {
  const wim = { who: 'guest', id: 'x', locale: 'nl' } as const;

  test('speaks for him alone, and not for who signed in meanwhile', async () => {
    const caller = asPerson((await people.byId(anja.me.id))!);
    expect(isForAnother({ as: anja.me.id }, caller)).toBe(false);
    expect(isForAnother({}, caller)).toBe(false);
    for (const as of ['wim', null, '', { $ne: 1 }]) expect(isForAnother({ as }, caller)).toBe(true);
    expect(isForAnother({ as: null }, wim)).toBe(false);
    expect(isForAnother({ as: anja.me.id }, wim)).toBe(true);
  });

  test('is told to look again who it is for', async () => {
    const { cookie } = anja;
    expect(await knock({ cookie }, { as: 'somebody-else' })).toBe('REAUTHENTICATE');
    expect(await knock({ cookie }, { as: null })).toBe('REAUTHENTICATE');
    expect(await knock({}, { as: anja.me.id })).toBe('REAUTHENTICATE');
    expect(await knock({ cookie }, { as: anja.me.id })).toBe('let in');
    expect(await knock({}, { as: null })).toBe('let in');
  });
});

/** Knocks as a page does, and gives what it hears. */
function knock(extraHeaders: Record<string, string>, auth: Record<string, unknown> = {}): Promise<string> {
  const socket = io(place.url, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders,
    auth,
  });
  const heard = new Promise<string>((resolve) => {
    socket.once('connect', () => resolve('let in'));
    socket.once('connect_error', ({ message }) => resolve(message));
  });
  return heard.finally(() => socket.disconnect());
}
