import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readPlace, type Feed } from '#config/place.ts';
import type { Asks } from '#contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { capInfo, capMessage } from '../../test/support/cap.ts';
import type { BotContext } from '../engine/bot.ts';
import { createCrisisRelay } from './index.ts';

/** Feeds on one server, and a hub that notes what it is asked. */
const files = new Map<string, string | null>();
const office = createServer(({ url = '' }, response) => {
  const file = files.get(url);
  // A dead link accepts the question and never answers.
  if (file === null) return;
  response.writeHead(file === undefined ? 404 : 200).end(file);
});
let home: string;
let asked: [string, unknown][];

beforeAll(async () => {
  office.listen(0, '127.0.0.1');
  await once(office, 'listening');
  home = `http://127.0.0.1:${(office.address() as AddressInfo).port}`;
});
afterAll(() => {
  office.closeAllConnections();
  office.close();
});
beforeEach(() => {
  files.clear();
  asked = [];
});

const place = readPlace(new URL('../../config/places/mook-en-middelaar.json', import.meta.url));
const folderOf = (...names: string[]) => names.map((name) => `<a href="/${name}">x</a>`).join('');

const feedAt = (path: string): Feed => ({
  name: path,
  url: home + path,
  kind: 'folder',
  senders: ['waterschap.example.nl'],
  everySeconds: 60,
});

/** A round of the bot; `heard` is told of whatever the hub is asked. */
function wake(feeds: Feed[], heard: (command: string) => void = () => undefined): Promise<void> {
  const connection = {
    ask: (command: string, asks: unknown) => {
      asked.push([command, asks]);
      heard(command);
      return Promise.resolve({ ok: true, value: { outcome: 'shown' } });
    },
    close: () => undefined,
  };
  const context = {
    connection,
    log: () => undefined,
    place: { ...place, crisis: { ...place.crisis, feeds } },
  };
  return createCrisisRelay(() => 0).wake(context as unknown as BotContext);
}

const relayed = () => asked.map(([, asks]) => (asks as Asks<'crisis:relay'>).alert);

describe('the crisis relay', () => {
  test('lets no feed wait for one that does not answer', async () => {
    files.set('/dead', null);
    for (const path of ['/one', '/two']) {
      files.set(path, folderOf(`${path.slice(1)}.xml`));
      files.set(`${path}.xml`, capMessage({ identifier: path }));
    }
    files.set('/half', folderOf('half-dead.xml', 'half.xml'));
    files.set('/half-dead.xml', null);
    files.set('/half.xml', capMessage({ identifier: '/half' }));
    let heard = 0;
    await new Promise((resolve) => {
      const feeds = ['/dead', '/half', '/one', '/two'].map(feedAt);
      void wake(feeds, () => (heard += 1) === 3 && resolve(undefined));
    });
    expect(relayed().map(({ identifier }) => identifier)).toEqual(
      expect.arrayContaining(['/half', '/one', '/two']),
    );
  });

  test('names the villages in place of outlines, however long those are', async () => {
    const corners = Array.from({ length: 6_207 }, (_, n) => 2 * Math.PI * (n / 6_207)).map(
      (angle) => `${51.75 + 0.3 * Math.sin(angle)},${5.88 + 0.4 * Math.cos(angle)}`,
    );
    files.set('/feed', folderOf('1.xml'));
    const area = `<polygon>${[...corners, corners[0]].join(' ')}</polygon>`;
    files.set('/1.xml', capMessage({ infos: [capInfo({ area }), capInfo({ area, language: 'en' })] }));
    await wake([feedAt('/feed')]);
    const [alert] = relayed();
    expect(alert?.infos[0]?.areas).toMatchObject([
      { polygons: [], villages: ['mook', 'middelaar', 'molenhoek', 'plasmolen'] },
    ]);
    expect(JSON.stringify(alert).length).toBeLessThan(4_000);
  });

  test('shortens a long message until the hub can take it', async () => {
    files.set('/feed', folderOf('1.xml'));
    const description = 'Het wáter stijgt. '.repeat(220);
    const infos = ['nl-NL', 'nl_NL', 'NL', 'dut', 'en', 'eng', 'en-GB'].map((language) =>
      capInfo({ language, description, instruction: description }),
    );
    files.set('/1.xml', capMessage({ infos }));
    await wake([feedAt('/feed')]);
    const [alert] = relayed();
    expect(alert?.infos).toHaveLength(infos.length);
    expect(alert?.infos[0]).toMatchObject({ shortened: true, web: `${home}/1.xml` });
    expect(alert?.infos[0]?.description).toMatch(/stijgt\.$/);
    expect(Buffer.byteLength(JSON.stringify(alert))).toBeLessThan(31 * 1024);
  });

  test.each(['nl_NL', 'NL', 'nl-nl', 'dut', 'nld'])('knows %s as Dutch', async (language) => {
    files.set('/feed', folderOf('1.xml'));
    files.set('/1.xml', capMessage({ infos: [capInfo({ language: 'en-GB' }), capInfo({ language })] }));
    await wake([feedAt('/feed')]);
    expect(relayed()[0]?.infos.map((info) => info.language)).toEqual(['en-GB', language]);
  });

  test('tells officers what it could not take over', async () => {
    files.set('/feed', folderOf('1.xml'));
    files.set('/1.xml', capMessage({ infos: [capInfo({ instruction: 'Ga <del>niet</del> weg.' })] }));
    await wake([feedAt('/feed')]);
    expect(asked).toMatchObject([
      ['crisis:refuse', { feed: '/feed', reason: 'words', about: 'Hoog water in de Maas' }],
    ]);
    expect(JSON.stringify(asked)).toContain(`${home}/1.xml`);
  });
});
