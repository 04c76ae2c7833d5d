import { commands } from '#contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNeighbourhood, type Neighbourhood } from '../test/support/neighbourhood.ts';

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
