import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import { awake, bubble, happened, say } from '../../support/conversation.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';
import { soon } from '../../support/soon.ts';

// Half a dozen browsers, one after the other.
vi.setConfig({ testTimeout: 120_000 });

let place: Neighbourhood;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let anja: Neighbour;
const street = '/channels/street-maaskade';
const passing = 'Dit blijft alleen bewaard zolang deze pagina open is.';

beforeAll(async () => {
  place = await openNeighbourhood({ pages: true });
  browser = await openBrowser(place);
  anja = await place.arrive('Anja', 'maaskade');
  await happened('street-maaskade', anja, ['Welkom in de straat']);
});
afterEach(() => browser.leave());
afterAll(async () => {
  await browser.close();
  await place.close();
});

/** What a browser may do to what is kept in it, as a script that runs in a page before ours. */
const faults: [string, string][] = [
  ['never opens', 'IDBFactory.prototype.open = () => ({});'],
  ['never reads', 'IDBObjectStore.prototype.getAll = () => ({});'],
  ['never writes', 'IDBObjectStore.prototype.add = () => ({});'],
  [
    'has no room, as it notices when all is written',
    `const { add } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.add = function (value) {
      const request = add.call(this, value);
      request.addEventListener('success', () => this.transaction.abort());
      return request;
    };`,
  ],
  [
    'closes it at every turn, and lets tabs know nothing of each other',
    `IDBDatabase.prototype.transaction = forbidden('InvalidStateError');
    globalThis.BroadcastChannel = LockManager.prototype.request = forbidden('SecurityError');`,
  ],
  ['never answers about locks', 'LockManager.prototype.request = () => new Promise(() => undefined);'],
];

test('whatever a browser does to what is kept in it, what one says is sent', async () => {
  const pages: Page[] = [];
  for (const [nr, [, fault]] of faults.entries()) {
    const page = await withFault(fault);
    await awake(page);
    await say(page, `Ondanks ${nr} toch`);
    pages.push(page);
  }
  for (const [nr, page] of pages.entries())
    await bubble(page, `Ondanks ${nr} toch`).getByText('verstuurd', { exact: true }).waitFor();
}, 120_000);

test('what is kept on the page alone says so, and lies on the shelf when that is there again', async () => {
  const page = await withFault(`
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (...asked) {
      return globalThis.isMended ? open.apply(this, asked) : {};
    };
  `);
  await awake(page);
  await place.goAway();
  await say(page, 'Nog niet bewaard');
  await bubble(page, 'Nog niet bewaard').getByText(passing).waitFor();
  await page.evaluate('globalThis.isMended = true');
  await bubble(page, 'Nog niet bewaard').getByText(passing).waitFor({ state: 'hidden', timeout: 40_000 });
  await place.comeBack();
  await page.addInitScript('globalThis.isMended = true');
  await page.reload();
  await bubble(page, 'Nog niet bewaard').getByText('verstuurd', { exact: true }).waitFor();
}, 120_000);

test('a shelf that is closed under us is opened again, with what was on it', async () => {
  const page = await withFault(`
    const { transaction } = IDBDatabase.prototype;
    const seen = new Set();
    globalThis.closeAll = () => seen.forEach((database) => database.close());
    IDBDatabase.prototype.transaction = function (...asked) {
      seen.add(this);
      return transaction.apply(this, asked);
    };
  `);
  await awake(page);
  await place.goAway();
  await say(page, 'Voor de storing');
  await bubble(page, 'Voor de storing').getByText('wordt verstuurd').waitFor();
  await page.evaluate('closeAll()');
  await say(page, 'Na de storing');
  await expect.poll(() => kept(page), soon).toEqual(['Voor de storing', 'Na de storing']);
  // Somebody clears what sites keep: the page puts back what it knows.
  await page.evaluate(`new Promise((resolve) => {
    indexedDB.deleteDatabase('brink').onsuccess = resolve;
  })`);
  await say(page, 'Na het legen');
  await expect.poll(() => kept(page), soon).toEqual(['Voor de storing', 'Na de storing', 'Na het legen']);
  expect(await page.getByText(passing).count()).toBe(0);
  await place.comeBack();
  await bubble(page, 'Na het legen').getByText('verstuurd', { exact: true }).waitFor();
});

/** Anja opens her street in a browser with this fault. */
async function withFault(fault: string): Promise<Page> {
  const page = await browser.visit(anja, '/healthz');
  const forbidden = "const forbidden = (name) => function () { throw new DOMException('not here', name); };";
  await page.addInitScript(forbidden + fault);
  await page.goto(street);
  return page;
}

/** The words that lie on the shelf of this browser. */
const kept = (page: Page): Promise<string[]> =>
  page.evaluate(`new Promise((resolve) => {
    const request = indexedDB.open('brink');
    request.onsuccess = () => {
      const all = request.result.transaction('unsent').objectStore('unsent').getAll();
      all.onsuccess = () => {
        request.result.close();
        resolve(all.result.map(({ asks }) => asks.text));
      };
    };
  })`);
