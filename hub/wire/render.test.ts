import { ownConfig } from '#config';
import { pageHub } from '#contract/page-hub.ts';
import type { RequestHandler } from 'express';
import mongoose from 'mongoose';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ordinary } from '../../test/support/database.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../test/support/neighbourhood.ts';
import { rawRequest } from '../../test/support/raw-request.ts';
import { createHub, type Hub } from '../hub.ts';

let place: Neighbourhood;
let anja: Neighbour;
let plain: Hub;
let safe: Hub;

/** Two hubs in one process, one of which is reached over https under a name of its own and stands for another place. */
beforeAll(async () => {
  place = await openNeighbourhood();
  anja = await place.arrive('Anja', 'maaskade');
  plain = await openHub('http://brink.example', 'Mook');
  safe = await openHub('https://veilig.example', 'Elders');
});
afterAll(async () => {
  await Promise.all([plain, safe].map((hub) => hub.close()));
  await place.close();
});

async function openHub(publicUrl: string, name: string): Promise<Hub> {
  const config = ownConfig({ ...ordinary, MONGODB_URI: '', PUBLIC_URL: publicUrl });
  const log = pino({ level: 'silent' });
  const hub = await createHub({
    config,
    place: { ...place.place, name },
    log,
    pages: () => Promise.resolve(pages),
  });
  await hub.listen();
  return hub;
}

/** Pages that show what they may rely on. */
const pages: RequestHandler = async (request, response) => {
  const english = request.path.startsWith('/en/');
  const name = request.path.replace('/en', '').slice(1);
  const asks: unknown = JSON.parse((request.query['asks'] as string | undefined) ?? '{}');
  await pause;
  const answer = await pageHub().ask(
    name as 'person:me',
    asks as Record<string, never>,
    english ? 'en' : 'nl',
  );
  const { 'x-forwarded-proto': proto, 'x-forwarded-host': host } = request.headers;
  response.json({ answer, cookie: pageHub().sessionCookie, seen: `${String(proto)}://${String(host)}` });
};
/** For as long as this is held, no page goes on. */
let pause: Promise<unknown> = Promise.resolve();

type Page = { answer: Record<string, unknown>; cookie: string; seen: string };
async function look(hub: Hub, path: string, headers: Record<string, string> = {}): Promise<Page> {
  const response = await fetch(`http://127.0.0.1:${hub.port()}/${path}`, { headers });
  return (await response.json()) as Page;
}

describe('a page', () => {
  test('asks the hub for its visitor', async () => {
    const { cookie } = anja;
    expect((await look(plain, 'person:me', { cookie })).answer).toMatchObject({
      ok: true,
      value: { me: { name: 'Anja' } },
    });
    expect((await look(plain, 'person:me')).answer).toEqual({ ok: true, value: { me: null } });
  });

  test('is refused as over the wire', async () => {
    const { cookie } = anja;
    const asks = encodeURIComponent('{"pin":1}');
    expect((await look(plain, 'session:list')).answer).toMatchObject({ code: 'REAUTHENTICATE' });
    expect((await look(plain, 'crisis:incidents', { cookie })).answer).toMatchObject({ code: 'FORBIDDEN' });
    expect((await look(plain, 'nothing:here')).answer).toMatchObject({ code: 'NOT_FOUND' });
    expect((await look(plain, `person:me?asks=${asks}`)).answer).toMatchObject({ code: 'INVALID' });
  });

  test('speaks to a guest in its own language, and to a person in his', async () => {
    expect((await look(plain, 'session:list')).answer).toMatchObject({ message: 'Meld je eerst aan.' });
    expect((await look(plain, 'en/session:list')).answer).toMatchObject({ message: 'Sign in first.' });
    const { cookie } = anja;
    expect((await look(plain, 'en/crisis:incidents', { cookie })).answer).toMatchObject({
      message: 'Dit mag jij niet doen.',
    });
  });

  test('hears "not now" when the hub fails, and shows that', async () => {
    const bas = await place.arrive('Bas', 'maaskade');
    await mongoose.model('Person').updateOne({ _id: bas.me.id }, { $set: { emailSealed: 'no seal' } });
    const { answer } = await look(plain, 'person:me', { cookie: bas.cookie });
    expect(answer).toMatchObject({ ok: false, code: 'UNAVAILABLE', retry: true });
  });

  test('knows what the session cookie is called here', async () => {
    expect((await look(plain, 'person:me')).cookie).toBe('brink');
    expect((await look(safe, 'person:me')).cookie).toBe('__Host-brink');
  });

  test('knows where it is seen, whatever a visitor makes of that', async () => {
    const lies = { 'x-forwarded-host': 'elsewhere.example', 'x-forwarded-proto': 'gopher' };
    expect((await look(plain, 'person:me', lies)).seen).toBe('http://brink.example');
    expect((await look(safe, 'person:me', lies)).seen).toBe('https://veilig.example');
    const foreign = await look(safe, 'person:me', { origin: 'https://elsewhere.example' });
    expect(foreign.seen).toBe('https://veilig.example');
  });

  test('is seen under the name that a form was sent from, when that is ours', async () => {
    const heard = await rawRequest({ port: safe.port() }, [
      'GET /person:me HTTP/1.1',
      'Host: localhost:4000',
      'Origin: http://localhost:4000',
    ]);
    expect(heard).toContain('"seen":"http://localhost:4000"');
  });
});

test('outside a request there is no hub to ask', async () => {
  await look(plain, 'person:me');
  expect(() => pageHub()).toThrow('only while it answers a request');
});

test('two hubs that render at the same moment each render their own', async () => {
  let goOn: () => void = () => undefined;
  pause = new Promise<void>((resolve) => (goOn = resolve));
  const looked = Array.from({ length: 6 }, (_, index) => look(index % 2 ? safe : plain, 'place:get'));
  goOn();
  const shown = (await Promise.all(looked)).map(({ answer, cookie, seen }) => {
    const { place: one } = answer['value'] as { place: { name: string } };
    return [one.name, cookie, seen];
  });
  const [ours, theirs] = [
    ['Mook', 'brink', 'http://brink.example'],
    ['Elders', '__Host-brink', 'https://veilig.example'],
  ];
  expect(shown).toEqual([ours, theirs, ours, theirs, ours, theirs]);
});
