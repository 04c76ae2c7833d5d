import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Feed } from '#config/place.ts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { capMessage } from '../../test/support/cap.ts';
import { Reader } from './feed.ts';

type Answers = (request: IncomingMessage, response: ServerResponse) => void;

let server: Server;
let home: string;
let pages: Map<string, string | Answers>;
let asked: string[];
let said: string[];

beforeEach(async () => {
  pages = new Map();
  asked = [];
  said = [];
  server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const page = pages.get(path);
    if (typeof page === 'function') page(request, response);
    else response.writeHead(page === undefined ? 404 : 200).end(page);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  home = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const readerOf = (kind: Feed['kind'], path = '/feed') =>
  new Reader(
    { name: 'Waterschap', url: home + path, kind, senders: ['waterschap.example.nl'], everySeconds: 60 },
    (text) => said.push(text),
  );

const atomOf = (
  ...links: string[]
) => `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>
${links.map((link) => `<entry><link rel="self" href="/not-this"/><link type="text/html" href="/page.html"/><link type="application/cap+xml" href="${link}"/></entry>`).join('')}</feed>`;

const identifiers = (found: { alert: { identifier: string } }[]) =>
  found.map(({ alert }) => alert.identifier);

describe('a feed', () => {
  test('in Atom leads to its CAP messages, the oldest first, each fetched once', async () => {
    pages.set('/feed', atomOf('/2.xml?a=1&amp;b=2', '/1.xml'));
    pages.set('/2.xml?a=1&b=2', capMessage({ identifier: 'two', sent: '2021-07-17T15:00:00+02:00' }));
    pages.set('/1.xml', capMessage({ identifier: 'one' }));
    const reader = readerOf('atom');
    const found = await reader.news(0);
    expect(identifiers(found)).toEqual(['one', 'two']);
    for (const { link } of found) reader.done(link);
    expect(await reader.news(60_000)).toEqual([]);
    expect(asked.sort()).toEqual(['/1.xml', '/2.xml?a=1&b=2', '/feed', '/feed']);
  });

  test('that is a folder leads to the CAP files it lists', async () => {
    pages.set(
      '/feed',
      '<a href="../">up</a> <a href="a.xml">a</a> <a href=\'b.CAP\'>b</a> <a href="c.txt">c</a>',
    );
    pages.set('/a.xml', capMessage({ identifier: 'a' }));
    pages.set('/b.CAP', capMessage({ identifier: 'b' }));
    expect(identifiers(await readerOf('folder').news(0)).sort()).toEqual(['a', 'b']);
  });

  test('is looked at no more often than it should be, and what waits is kept meanwhile', async () => {
    pages.set('/feed', atomOf('/1.xml'));
    pages.set('/1.xml', capMessage());
    const reader = readerOf('atom');
    await reader.news(0);
    expect(await reader.news(59_000)).toHaveLength(1);
    expect(asked).toEqual(['/feed', '/1.xml']);
  });

  test('that did not change is not sent again', async () => {
    const tags: (string | undefined)[] = [];
    pages.set('/feed', (request, response) => {
      const tag = request.headers['if-none-match'];
      tags.push(tag);
      response.writeHead(tag ? 304 : 200, { etag: '"v1"' }).end(tag ? '' : atomOf('/1.xml'));
    });
    pages.set('/1.xml', capMessage());
    const reader = readerOf('atom');
    await reader.news(0);
    expect(await reader.news(60_000)).toHaveLength(1);
    expect(tags).toEqual([undefined, '"v1"']);
  });

  test.each([
    ['another host', 'http://elders.example.nl/1.xml', 'host'],
    ['nowhere', 'http://', 'host'],
    ['another protocol', 'javascript:alert(1)', 'host'],
  ])(
    'is read though one of its links leads to %s, and officers hear of that one',
    async (_, link, reason) => {
      pages.set('/feed', atomOf('/1.xml', link, '/2.xml'));
      pages.set('/1.xml', capMessage({ identifier: 'one' }));
      pages.set('/2.xml', capMessage({ identifier: 'two' }));
      const reader = readerOf('atom');
      expect(identifiers(await reader.news(0)).sort()).toEqual(['one', 'two']);
      await reader.news(60_000);
      expect(said).toHaveLength(1);
      const [refusal, ...more] = reader.unreported();
      expect(refusal).toMatchObject({ link, reason });
      expect(more).toEqual([]);
      reader.told(refusal!);
      expect(reader.unreported()).toEqual([]);
    },
  );

  test('that names too many messages is read as far as we go', async () => {
    pages.set('/feed', atomOf(...Array.from({ length: 501 }, (_, n) => `/${n}.xml`)));
    pages.set('/0.xml', capMessage());
    const reader = readerOf('atom');
    expect(await reader.news(0)).toHaveLength(1);
    expect(reader.unreported()).toMatchObject([{ reason: 'size' }]);
    expect(asked).not.toContain('/500.xml');
  });

  test('hands over a message though another never comes', async () => {
    pages.set('/feed', atomOf(...Array.from({ length: 12 }, (_, n) => `/${n}.xml`)));
    for (let n = 0; n < 12; n += 1) pages.set(`/${n}.xml`, () => undefined);
    pages.set('/11.xml', capMessage({ identifier: 'last' }));
    const reader = readerOf('atom');
    const handed = new Promise((resolve) => {
      void reader.news(0, ({ alert }) => Promise.resolve(resolve(alert.identifier)));
    });
    expect(await handed).toBe('last');
  });

  test('that holds a broken message tells officers what was wrong with it', async () => {
    pages.set('/feed', atomOf('/1.xml'));
    pages.set('/1.xml', capMessage().replace(/<area>[^]*<\/area>/, ''));
    const reader = readerOf('atom');
    await reader.news(0);
    expect(reader.unreported()).toMatchObject([{ reason: 'area', about: 'Hoog water in de Maas' }]);
  });

  test('may hold messages larger than a page', async () => {
    const long = `<!-- ${'x'.repeat(300 * 1024)} -->`;
    pages.set('/feed', atomOf('/1.xml', '/2.xml'));
    pages.set('/1.xml', capMessage().replace('<alert', `${long}<alert`));
    pages.set('/2.xml', capMessage().replace('<alert', `${long.repeat(4)}<alert`));
    const reader = readerOf('atom');
    expect(await reader.news(0)).toHaveLength(1);
    expect(reader.unreported()).toMatchObject([{ reason: 'size' }]);
  });

  test('may move on its own host', async () => {
    pages.set('/feed', (_, response) => response.writeHead(302, { location: '/new' }).end());
    pages.set('/new', atomOf());
    expect(await readerOf('atom').news(0)).toEqual([]);
    expect(said).toEqual([]);
  });
});

describe('trouble is said once, and nothing is taken over', () => {
  const twice = async (reader: ReturnType<typeof readerOf>) => {
    expect(await reader.news(0)).toEqual([]);
    expect(await reader.news(60_000)).toEqual([]);
    return said;
  };

  test('a message that breaks a rule is counted and not fetched again', async () => {
    pages.set('/feed', atomOf('/1.xml'));
    pages.set('/1.xml', capMessage({ sent: '2021-07-17T12:00:00Z' }));
    expect(await twice(readerOf('atom'))).toEqual([
      expect.stringMatching(/1\.xml is not taken over: sent: .*never Z.*\(1 refused so far\)/),
    ]);
    expect(asked.filter((path) => path === '/1.xml')).toHaveLength(1);
  });

  test('a message that is not there yet is tried again, and its coming is noticed', async () => {
    pages.set('/feed', atomOf('/1.xml'));
    const reader = readerOf('atom');
    expect(await twice(reader)).toEqual([expect.stringMatching(/1\.xml cannot be read: it answered 404/)]);
    pages.set('/1.xml', capMessage());
    expect(await reader.news(120_000)).toHaveLength(1);
    expect(said.at(-1)).toMatch(/can be read again/);
  });

  test.each<[string, () => string | Answers, RegExp]>([
    ['no Atom', () => '<html></html>', /no <feed>/],
    ['a link to another host', () => atomOf('http://elders.example.nl/1.xml'), /another host/],
    ['a link that is no address', () => atomOf('http://'), /another host/],
    ['too large', () => 'x'.repeat(256 * 1024 + 1), /larger than 256 KiB/],
    ['not UTF-8', () => (_, response) => response.end(Buffer.from([0xff, 0xfe, 0xff])), /not UTF-8/],
    [
      'moved to another host',
      () => (_, response) => response.writeHead(302, { location: 'http://elders.example.nl/' }).end(),
      /another host/,
    ],
    [
      'moved in a circle',
      () => (_, response) => response.writeHead(302, { location: '/feed' }).end(),
      /again and again/,
    ],
    [
      'broken off',
      () => (_, response) => response.writeHead(200).write('<', () => response.destroy()),
      /cannot be read/,
    ],
    ['out of order', () => (_, response) => response.writeHead(500).end(), /answered 500/],
  ])('a feed that is %s', async (_, page, why) => {
    pages.set('/feed', page());
    const [first, ...more] = await twice(readerOf('atom'));
    expect(first).toMatch(why);
    expect(more).toEqual([]);
  });

  test('a feed that does not answer is given up after five seconds', async () => {
    pages.set('/feed', () => undefined);
    await readerOf('atom').news(0);
    expect(said).toEqual([expect.stringMatching(/did not answer within 5 seconds/)]);
  });

  test('a host that is not there', async () => {
    const reader = readerOf('atom');
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await reader.news(0);
    expect(said).toEqual([expect.stringMatching(/ECONNREFUSED/)]);
  });
});
