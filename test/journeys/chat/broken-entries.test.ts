import { clock } from '#config/clock.ts';
import { facts, type FactName } from '#contract';
import mongoose from 'mongoose';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { monday, publish } from '../../support/agenda.ts';
import { openBrowser } from '../../support/browser.ts';
import { bubble, entry, happened, messages } from '../../support/conversation.ts';
import { offer } from '../../support/help.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';
import { soon } from '../../support/soon.ts';

let place: Neighbourhood;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let anja: Neighbour;
let inbox: string;
// Removals last: what is about a message that was taken back is not written any more.
const names = [
  ...(Object.keys(facts) as FactName[]).filter((name) => name !== 'message:removed'),
  'message:removed' as const,
];
const cannot = 'Dit bericht kunnen we niet tonen.';

/** Every field that any fact has, all with the same value. */
const all = (value: unknown): object =>
  Object.fromEntries(
    Object.values(facts).flatMap(({ body }) =>
      Object.keys('shape' in body ? body.shape : {}).map((field) => [field, value]),
    ),
  );

/** What no card expects: another kind of value, or fields that hold one. */
const misfits = [{}, 'een zin', 7, true, [], [null], ...[null, 7, 'nooit', {}, []].map(all)] as object[];

const plant = (channel: string, name: FactName) =>
  Promise.all(misfits.filter(fits(name)).map((body) => entry(channel, anja, name, body)));

/** The log itself takes no removal of what has no number. */
const fits = (name: FactName) => (body: object & { of?: unknown }) =>
  name !== 'message:removed' || ['number', 'undefined'].includes(typeof body.of);

/** A page as the server draws it, without what it hands to its script. */
async function read(path: string) {
  const headers = { cookie: anja.cookie, 'accept-language': 'nl' };
  const answer = await fetch(place.url + path, { headers });
  const html = await answer.text();
  return { status: answer.status, html: html.slice(0, html.lastIndexOf('<script')) };
}

beforeAll(async () => {
  clock.set(monday);
  // What is planted here is told there, hundreds of times.
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  place = await openNeighbourhood({ pages: true, env: { DEMO: '1', LOG_LEVEL: 'silent' } });
  browser = await openBrowser(place);
  anja = await place.arrive('Anja', 'maaskade');
  inbox = `inbox-${anja.me.id}`;
});
afterEach(() => browser.leave());
afterAll(async () => {
  await browser.close();
  await place.close();
});

test('an entry of any name that holds something else than it should takes no page with it', async () => {
  // As many as stand on a page.
  for (let at = 0; at < names.length; at += 3) {
    const some = names.slice(at, at + 3);
    for (const name of some) {
      await happened(inbox, anja, [`Voor ${name}.`]);
      await plant(inbox, name);
      await happened(inbox, anja, [`Na ${name}.`]);
    }
    const { status, html } = await read('/inbox');
    expect([some, status]).toEqual([some, 200]);
    for (const name of some) {
      expect(html).toContain(`Voor ${name}.`);
      expect(html).toContain(`Na ${name}.`);
    }
  }
});

const faults: [FactName, object][] = [
  ['message:posted', { text: 7 }],
  ['message:posted', { text: 'Goed', en: ['x'] }],
  ['activity:published', { activity: 'a', title: 'Feest', place: 'Hier', startsAt: 'ooit' }],
  [
    'activity:changed',
    { activity: 'a', title: 'Feest', place: 'Hier', startsAt: '2021-07-17', was: { startsAt: 'ooit' } },
  ],
  ['activity:cancelled', { activity: 'a', title: 'Feest', place: 'Hier', startsAt: 'ooit' }],
  ['crisis:updated', { area: 'mook', level: 9, sent: 'nu', incident: 'i', version: 1 }],
  ['crisis:cancelled', { area: 'mook', sent: 'nu', incident: 'i', version: 1 }],
  ['crisis:ended', { area: 'mook', sent: 'nu', incident: 'i', version: 1 }],
  ['help:proposed', { proposal: 'p', kind: 'shopping', from: 'ooit', to: 'nooit' }],
  ['help:found', { request: 'r', proposal: 'p', kind: 'shopping', from: 'ooit', to: 'nooit' }],
  ['help:matched', { request: 'r', channel: 'c', kind: 'shopping', from: 'ooit', to: 'nooit' }],
  ['help:reserved', { until: 'nooit' }],
];

test('what cannot be shown says so in its place', async () => {
  for (const [name, body] of faults) {
    await entry('street-maaskade', anja, name, body);
    await happened('street-maaskade', anja, [`Na ${name}.`]);
  }
  const { status, html } = await read('/channels/street-maaskade');
  expect(status).toBe(200);
  let rest = html.slice(html.indexOf('role="log"'));
  for (const [name] of faults) {
    const end = rest.indexOf(`Na ${name}.`);
    expect([name, rest.slice(0, end)]).toEqual([name, expect.stringContaining(cannot)]);
    rest = rest.slice(end + `Na ${name}.`.length);
  }
});

test('in the browser the page stands too, also when it comes while one looks', async () => {
  const page = await browser.alive('street-maaskade', () => browser.visit(anja, '/channels/street-maaskade'));
  const broken = page.getByText(cannot);
  await expect.poll(() => broken.count(), soon).toBe(faults.length);
  const wim = await place.arrive('Wim', 'maaskade');
  for (const name of names) await plant('street-maaskade', name);
  await entry('street-maaskade', wim, 'message:edited', { of: 1, text: {} });
  await entry('street-maaskade', wim, 'activity:published', {
    activity: 'a',
    title: 'Feest',
    startsAt: 'ooit',
  });
  await happened('street-maaskade', wim, ['En we praten verder']);
  await bubble(page, 'En we praten verder').waitFor();
  expect(await messages(page)).toContain('Na message:posted.');
  expect(await broken.count()).toBeGreaterThan(faults.length);
  await page.locator('#write').fill('Hoor je mij?');
  await page.keyboard.press('Enter');
  await bubble(page, 'Hoor je mij?').getByText('verstuurd', { exact: true }).waitFor();
});

test('what is kept of one person in another shape takes no page with it', async () => {
  const { db } = mongoose.connection;
  const { id } = anja.me;
  await anja.get('help:offer', offer());
  await db!.collection('people').insertOne({ _id: 'odd', name: 'Piet', role: 'resident', demo: {} } as never);
  const kept = (name: string) => db!.collection<{ _id: string }>(name);
  const [session] = await kept('sessions')
    .find({ person: id } as never)
    .toArray();
  await kept('sessions').insertOne({ ...session!, _id: 'odd', since: null } as never);
  for (const odd of [{ kinds: null }, { kinds: ['niets'] }, { never: 7 }, { times: null }]) {
    const fine = (await kept('help-offers').findOne({ _id: id }))!;
    await kept('help-offers').updateOne({ _id: id }, { $set: odd });
    for (const path of ['/help', '/help/offer'])
      expect([odd, path, (await read(path)).status]).toEqual([odd, path, 200]);
    await kept('help-offers').replaceOne({ _id: id }, fine);
  }
  await kept('memberships').updateOne({ _id: `village-mook:${id}` }, { $set: { read: 'ver' } });
  for (const path of ['/demo', '/account', '/channels', '/directory', '/channels/street-maaskade']) {
    const { status, html } = await read(path);
    expect([path, status]).toEqual([path, 200]);
    expect(html).toContain(path === '/demo' ? 'Kies wie je bent' : 'Maaskade');
  }
});

test('a channel or an activity that is kept in another shape leaves the lists as they are', async () => {
  const { db } = mongoose.connection;
  const channels = db!.collection<{ _id: string }>('channels');
  const kind = { kind: 'theme', public: true, posting: 'everyone' };
  await channels.insertMany(
    [{}, { name: null }, { name: { nl: 7, en: 7 } }, { name: 'Naam', kind: 'niets' }].map((odd, at) => ({
      _id: `theme-odd-${at}`,
      ...kind,
      ...odd,
    })),
  );
  await publish(anja, { channel: 'street-maaskade' });
  const activities = db!.collection<{ _id: string; versions: object[] }>('activities');
  const { _id: _, ...fine } = (await activities.findOne({}))!;
  const [version] = fine.versions;
  await activities.insertMany([
    { ...fine, _id: 'none', versions: [] },
    { ...fine, _id: 'never', versions: [{ ...version, starts: 'ooit' }] },
    { ...fine, _id: 'nowhere', versions: [{ ...version, place: 7 }] },
    { ...fine, _id: 'nobody', signUps: null },
  ] as never);
  for (const path of ['/', '/channels', '/directory', '/agenda', '/help', '/situation']) {
    const { status, html } = await read(path);
    expect([path, status]).toEqual([path, 200]);
    expect(html).toContain('Maaskade');
  }
  expect((await read('/agenda')).html).toContain('Samen wandelen');
});
