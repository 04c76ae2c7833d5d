import { request, type IncomingHttpHeaders } from 'node:http';
import { gunzipSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Hub } from '../../../hub/hub.ts';
import { bareProxy } from '../../support/bare-proxy.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';
import { rawRequest } from '../../support/raw-request.ts';

const publicUrl = 'https://brink.example';
let place: Neighbourhood;
let anja: Neighbour;
let hub: Hub;
let proxy: Awaited<ReturnType<typeof bareProxy>>;
beforeAll(async () => {
  place = await openNeighbourhood({ pages: true });
  anja = await place.arrive('Anja', 'maaskade');
  hub = await place.beside({ PUBLIC_URL: publicUrl });
  proxy = await bareProxy(hub.port());
});
afterAll(async () => {
  await proxy.close();
  await place.close();
});

const secure = ({ cookie }: Neighbour) => cookie.replace(/^brink=/, '__Host-brink=');
const form = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };

/** As a browser sends a form: with its Origin. */
const sendForm = (url: string, origin: string, body: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: 'POST', redirect: 'manual', body, headers: { ...form, origin, ...headers } });

/** A page as it travels, and its body unpacked by nobody. */
const packed = (path: string, headers: Record<string, string>) =>
  new Promise<{ headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    request(place.url + path, { headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ headers: answer.headers, body: Buffer.concat(chunks) }));
    })
      .on('error', reject)
      .end();
  });

describe('behind a proxy that passes on nothing', () => {
  test('forms of our own pages are taken', async () => {
    const chosen = await sendForm(`${proxy.url}/locale`, publicUrl, 'locale=en&to=/agenda');
    expect([chosen.status, chosen.headers.get('location')]).toEqual([303, '/agenda']);
    const text = 'key=a-key-of-a-form&text=Hoi';
    const said = await sendForm(`${proxy.url}/channels/street-maaskade?/post`, publicUrl, text, {
      cookie: secure(anja),
    });
    expect([said.status, said.headers.get('location')]).toEqual([303, '/channels/street-maaskade']);
  });

  test('forms of another site are not', async () => {
    for (const origin of ['https://elsewhere.example', 'https://brink.example.elsewhere.example', 'null']) {
      const answer = await sendForm(`${proxy.url}/locale`, origin, 'locale=en&to=/agenda');
      expect(answer.status, origin).toBe(403);
    }
  });

  test('who comes straight to the hub can send forms too', async () => {
    const answer = await sendForm(
      `http://127.0.0.1:${hub.port()}/locale`,
      `http://127.0.0.1:${hub.port()}`,
      'locale=en&to=/agenda',
    );
    expect(answer.status).toBe(303);
  });
});

describe('a page', () => {
  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('travels packed as %s, and is whole', async (encoding, unpack) => {
    for (const path of ['/', '/situation', '/agenda', '/channels/village-mook', '/nowhere']) {
      const page = await packed(path, { 'accept-encoding': encoding });
      expect(page.headers['content-encoding'], path).toBe(encoding);
      const whole = unpack(page.body).toString();
      expect(whole, path).toMatch(/<\/html>\s*$/);
      expect(page.body.length * 3, path).toBeLessThan(whole.length);
    }
  });

  test('travels as it is to who cannot unpack', async () => {
    const page = await packed('/situation', { 'accept-encoding': 'identity' });
    expect(page.headers['content-encoding']).toBeUndefined();
    expect(page.body.toString()).toContain('</html>');
  });

  test('is kept by no cache, whoever looks; only what is the same for all is', async () => {
    for (const headers of [{}, { cookie: anja.cookie }]) {
      for (const path of [
        '/',
        '/account',
        '/channels/street-maaskade',
        '/inbox',
        '/sign-in/a-token',
        '/agenda/__data.json',
      ]) {
        const page = await fetch(place.url + path, { headers, redirect: 'manual' });
        expect(page.headers.get('cache-control'), path).toBe('private, no-store');
        expect(page.headers.get('vary'), path).toMatch(/Cookie, Accept-Language/);
      }
    }
    expect((await fetch(`${place.url}/brand.css`)).headers.get('cache-control')).toMatch(/^public/);
    const asset = /\/_app\/immutable\/[^"]+\.js/.exec(await (await fetch(place.url)).text())![0];
    expect((await fetch(place.url + asset)).headers.get('cache-control')).toMatch(/immutable/);
  });

  test('takes forms, and nothing else', async () => {
    for (const path of ['/locale', '/channels/village-mook?/post', '/sign-in', '/sign-out']) {
      for (const type of ['text/plain', 'application/json', 'text/xml', 'garbage']) {
        const answer = await sendForm(place.url + path, place.url, 'locale=en', { 'content-type': type });
        expect(answer.status, `${path} ${type}`).toBe(422);
        expect(await answer.json()).toMatchObject({ code: 'INVALID', message: 'Stuur dit als formulier.' });
      }
    }
  });

  test('refuses a form of 100 MB before a byte of it is read', async () => {
    const heard = await rawRequest({ port: place.hub.port() }, [
      'POST /sign-in HTTP/1.1',
      'Host: localhost',
      'Content-Type: application/x-www-form-urlencoded',
      'Content-Length: 100000000',
    ]);
    expect(heard).toMatch(/^HTTP\/1.1 413 /);
  });

  test.each(['][', 'a b', 'x'.repeat(3_000), '', '@', 'a/b', 'a:b:c'])(
    'stands for a Host that is none: %.9s',
    async (host) => {
      const heard = await rawRequest({ port: place.hub.port() }, ['GET /about HTTP/1.1', `Host: ${host}`]);
      expect(heard).toMatch(/^HTTP\/1.1 (200|400) /);
    },
  );
});

test.each(['::1', '0.0.0.0', '127.0.0.3', 'localhost'])(
  'a hub that listens on %s has its pages',
  async (HOST) => {
    const listening = await place.beside({ HOST });
    const host = { '::1': '[::1]', '0.0.0.0': '127.0.0.1' }[HOST] ?? HOST;
    for (const path of ['/', '/situation', '/channels'])
      expect((await fetch(`http://${host}:${listening.port()}${path}`)).status, path).toBe(200);
  },
);
