import { rates } from '#config/limits.ts';
import { commands } from '#contract';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNeighbourhood, type Neighbourhood } from '../../test/support/neighbourhood.ts';
import { rawRequest } from '../../test/support/raw-request.ts';

let place: Neighbourhood;
beforeAll(async () => {
  place = await openNeighbourhood();
});
afterAll(() => place.close());

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(place.url + path, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('the descriptions of the contract', () => {
  test('name every command, with the shapes the hub checks', async () => {
    const openapi = (await (await fetch(`${place.url}/openapi.json`)).json()) as {
      openapi: string;
      paths: object;
    };
    const asyncapi = (await (await fetch(`${place.url}/asyncapi.json`)).json()) as {
      asyncapi: string;
      operations: object;
    };
    expect([openapi.openapi, asyncapi.asyncapi]).toEqual(['3.1.0', '3.0.0']);
    expect(Object.keys(openapi.paths)).toEqual(Object.keys(commands).map((name) => `/api/${name}`));
    expect(Object.keys(asyncapi.operations)).toEqual(expect.arrayContaining(Object.keys(commands)));
    expect(openapi.paths).toHaveProperty(
      ['/api/message:post', 'post', 'requestBody', 'content', 'application/json', 'schema', 'required'],
      ['channel', 'key', 'text'],
    );
  });

  test('point at nothing that is not there', async () => {
    for (const name of ['openapi', 'asyncapi']) {
      const described: unknown = await (await fetch(`${place.url}/${name}.json`)).json();
      const pointers = [...JSON.stringify(described).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
        ([, path]) => path!,
      );
      for (const pointer of new Set(pointers)) expect(described).toHaveProperty(pointer.split('/'));
    }
  });
});

describe('over HTTP', () => {
  test('a guest asks as over the socket', async () => {
    const answer = await (await post('/api/place:get', '{}')).json();
    expect(answer).toMatchObject({ ok: true, value: { place: { name: 'Mook en Middelaar' } } });
  });

  test.each([
    ['an unknown command', '/api/nothing:here', '{}', 404, 'NOT_FOUND'],
    ['a name every object has', '/api/constructor', '{}', 404, 'NOT_FOUND'],
    ['words that are no JSON', '/api/place:get', '{"a":', 422, 'INVALID'],
    ['something of the wrong shape', '/api/log:page', '{"channel":{"$ne":1}}', 422, 'INVALID'],
    ['too much', '/api/log:page', JSON.stringify({ channel: 'x'.repeat(40_000) }), 413, 'TOO_LARGE'],
    ['what needs an account', '/api/session:list', '{}', 401, 'REAUTHENTICATE'],
  ])('%s is refused with a code and a sentence', async (_what, path, body, status, code) => {
    const response = await post(path, body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      ok: false,
      code,
      message: expect.stringMatching(/\w+\./) as string,
    });
  });

  test('a form of another site asks nothing', async () => {
    const foreign = await post('/api/place:get', '{}', { origin: 'https://elsewhere.example' });
    expect(foreign.status).toBe(403);
    const form = await post('/api/place:get', 'a=1', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(form.status).toBe(422);
  });

  test('outside a demo nobody signs in as a ready-made person', async () => {
    expect((await post('/demo/sign-in', '{"person":"demo-anna"}')).status).toBe(404);
    expect(await (await post('/api/demo:mails', '{}')).json()).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('answers are kept by no cache', async () => {
    const response = await post('/api/person:me', '{}');
    expect(response.headers.get('cache-control')).toBe('no-store, private');
    expect(response.headers.get('vary')).toContain('Cookie');
  });

  test('it says that it lives, that it is ready, and what it counts', async () => {
    expect((await fetch(`${place.url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${place.url}/readyz`)).json()).toEqual({ ready: true });
    expect(await (await fetch(`${place.url}/metrics`)).text()).toContain('brink_answer_seconds');
  });
});

describe('too much', () => {
  const announce = (path: string, ...headers: string[]) =>
    rawRequest({ port: place.hub.port() }, [`POST ${path} HTTP/1.1`, 'Host: localhost', ...headers]);

  test.each([
    ['/api/message:post', 'application/json'],
    ['/api/nothing:here', 'text/plain'],
    ['/demo/sign-in', 'application/json'],
    ['/demo/sign-in', 'application/x-www-form-urlencoded'],
  ])('is refused at %s as %s before a byte of it is read', async (path, type) => {
    const heard = await announce(path, `Content-Type: ${type}`, 'Content-Length: 100000000');
    expect(heard).toMatch(/^HTTP\/1.1 413 [^]*"TOO_LARGE"[^]*groot/);
  });

  test('that does not say how much it is, is asked to', async () => {
    const headers = ['Content-Type: application/json', 'Transfer-Encoding: chunked'];
    expect(await announce('/api/person:me', ...headers)).toMatch(/^HTTP\/1.1 422 [^]*Content-Length/);
  });

  test('is cut off when it goes on all the same', async () => {
    const line = connect(place.hub.port(), '127.0.0.1');
    line.write(
      'POST /api/person:me HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000000\r\n\r\n',
    );
    line.resume();
    line.on('error', () => undefined);
    const goesOn = setInterval(() => line.write('x'.repeat(1_000)), 50);
    await once(line, 'close');
    clearInterval(goesOn);
    expect(line.bytesWritten).toBeLessThan(1_000_000);
  });
});

describe('what is counted', () => {
  const ask = (headers: string[] = [], from = '127.0.0.1', { port } = place.hub) =>
    rawRequest({ port: port(), from }, ['GET /metrics HTTP/1.1', 'Host: localhost', ...headers]);

  test.each([
    'X-Forwarded-For: 127.0.0.1',
    'X-Forwarded-For: ::1',
    'X-Real-IP: 127.0.0.1',
    'Forwarded: for=127.0.0.1',
  ])('is not for who writes %s', async (header) => {
    expect(await ask([header], '127.0.0.2')).toMatch(/^HTTP\/1.1 404/);
    expect(await ask([header])).toMatch(/^HTTP\/1.1 404/);
  });

  test('is for who knocks from this very machine, and for nobody from elsewhere', async () => {
    expect(await ask()).toMatch(/^HTTP\/1.1 200/);
    expect(await ask([], '127.0.0.2')).toMatch(/^HTTP\/1.1 404/);
  });

  test('behind a proxy it takes a token, since everybody comes from there', async () => {
    const behind = await place.beside({ TRUST_PROXY: '1', PUBLIC_URL: 'https://brink.example' });
    expect(await ask([], undefined, behind)).toMatch(/^HTTP\/1.1 404/);
    expect(await ask(['X-Forwarded-For: 127.0.0.1'], undefined, behind)).toMatch(/^HTTP\/1.1 404/);
    const guarded = await place.beside({ METRICS_TOKEN: 'a-token-of-enough-letters' });
    expect(await ask([], undefined, guarded)).toMatch(/^HTTP\/1.1 404/);
    const token = 'Authorization: Bearer a-token-of-enough-letters';
    expect(await ask([token], '127.0.0.2', guarded)).toMatch(/^HTTP\/1.1 200/);
  });
});

test('a guest who comes with another port each time is the same guest', async () => {
  const proxied = await place.beside({ TRUST_PROXY: '1' });
  const ask = async (from: string) => {
    const answer = await fetch(`http://127.0.0.1:${proxied.port()}/api/session:start`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
      body: '{"token":"x","proof":"y"}',
    });
    return answer.status;
  };
  const { points } = rates['session:start']!;
  for (let port = 0; port < points; port += 1) expect(await ask(`192.0.2.1:${4_000 + port}`)).toBe(422);
  expect(await ask('192.0.2.1:5000')).toBe(429);
  expect(await ask('192.0.2.1')).toBe(429);
  expect(await ask('192.0.2.2:4000')).toBe(422);
  for (let host = 0; host < points; host += 1) expect(await ask(`[2001:db8::${host}]:443`)).toBe(422);
  expect(await ask('2001:db8::ffff')).toBe(429);
});
