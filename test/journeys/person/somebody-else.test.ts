import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import { awake, bubble, happened, say } from '../../support/conversation.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';
import { soon } from '../../support/soon.ts';

// Two people at one browser, now in this tab and now in that: a dozen pages each.
vi.setConfig({ testTimeout: 60_000 });

let place: Neighbourhood;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let anja: Neighbour;
let wim: Neighbour;
const street = '/channels/street-maaskade';

beforeAll(async () => {
  place = await openNeighbourhood({ pages: true });
  browser = await openBrowser(place);
  anja = await place.arrive('Anja', 'maaskade');
  wim = await place.arrive('Wim', 'maaskade');
  await happened('street-maaskade', wim, ['Welkom in de straat']);
});
afterEach(() => browser.leave());
afterAll(async () => {
  await browser.close();
  await place.close();
});

test('what Anja wrote without a line is never sent as Wim, and goes when she is back', async () => {
  const hers = await browser.visit(anja, street);
  await awake(hers);
  const line = await lineOf(hers);
  await line.goes();
  await say(hers, 'Dit zegt Anja alleen');
  await bubble(hers, 'Dit zegt Anja alleen').getByText('wordt verstuurd').waitFor();

  const his = await nextTab(hers, wim);
  await awake(his);
  await line.returns();
  await isOf(hers, 'Wim');
  await hers.getByText('Je bent hier nu Wim').waitFor();
  for (const page of [hers, his]) expect(await bubble(page, 'Dit zegt Anja alleen').count()).toBe(0);
  await say(his, 'Dit zegt Wim');
  await bubble(his, 'Dit zegt Wim').getByText('verstuurd', { exact: true }).waitFor();
  await bubble(hers, 'Dit zegt Wim').waitFor();
  expect(await said('Dit zegt Anja alleen')).toEqual([]);

  await become(hers.context(), anja);
  await hers.goto(street);
  await bubble(hers, 'Dit zegt Anja alleen').getByText('verstuurd', { exact: true }).waitFor();
  expect(await said('Dit zegt Anja alleen')).toEqual(['Anja']);
  // The other tab follows, and says so.
  await isOf(his, 'Anja');
});

test('a page becomes who signed in elsewhere, and whoever signs out elsewhere is a guest here', async () => {
  const hers = await browser.visit(anja, street);
  await awake(hers);
  await hers.locator('#write').fill('Een half bericht van Anja');
  const his = await nextTab(hers, wim);
  await isOf(hers, 'Wim');
  await expect.poll(() => hers.locator('#write').inputValue(), soon).toBe('');
  await awake(his);
  await his.getByRole('button', { name: 'Menu van Wim' }).click();
  await his.locator('#account-menu').getByRole('button', { name: 'Uitloggen' }).click();
  await hers.getByRole('link', { name: 'Inloggen', exact: true }).first().waitFor();
  await hers.getByText('Je bent uitgelogd').waitFor();
  wim = await place.arrive('Wim', 'maaskade');
});

test('an old page that nobody told sends no form as another', async () => {
  const hers = await browser.visit(anja, '/account');
  await hers.context().addInitScript(() => Reflect.deleteProperty(globalThis, 'BroadcastChannel'));
  await hers.reload();
  await hers.getByLabel('Je naam').fill('Anja van de kade');
  await become(hers.context(), wim);
  await hers.locator('#who').getByRole('button', { name: 'Opslaan' }).click();
  await hers.getByText('Je bent hier nu Wim').waitFor();
  await isOf(hers, 'Wim');
  expect(await hers.getByLabel('Je naam').inputValue()).toBe('Wim');
  expect((await wim.get('person:me', {})).me?.name).toBe('Wim');
  await hers.goto('/agenda');
  expect(await hers.getByText('Je bent hier nu Wim').count()).toBe(0);
});

test('without a script too: nothing is said, changed or signed out as another', async () => {
  const page = await browser.visit(anja, street, { javaScriptEnabled: false });
  await become(page.context(), wim);
  await page.locator('#write').fill('Dit zegt Anja zonder script');
  await page.getByRole('button', { name: 'Verstuur' }).click();
  await page.getByText('Je bent hier nu Wim').waitFor();
  expect(await said('Dit zegt Anja zonder script')).toEqual([]);

  await become(page.context(), anja);
  await page.goto('/account');
  await become(page.context(), wim);
  await page.getByRole('button', { name: 'Uitloggen' }).last().click();
  await page.getByText('Je bent hier nu Wim').waitFor();
  expect((await wim.get('session:list', {})).sessions.some(({ current }) => current)).toBe(true);
  // Looked at again, it is his to do.
  await page.getByRole('button', { name: 'Uitloggen' }).last().click();
  await page.getByRole('link', { name: 'Inloggen' }).first().waitFor();
});

/** Somebody signs in in this browser. */
async function become(context: BrowserContext, { cookie }: Neighbour): Promise<void> {
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: place.url, httpOnly: true, sameSite: 'Lax' }]);
}

/** Another tab of the same browser, in which somebody else signs in. */
async function nextTab(page: Page, who: Neighbour): Promise<Page> {
  await become(page.context(), who);
  const tab = await page.context().newPage();
  await tab.goto(street);
  return tab;
}

const isOf = (page: Page, name: string) => page.getByRole('button', { name: `Menu van ${name}` }).waitFor();

/** The line of this tab alone, that goes and returns. */
async function lineOf(page: Page) {
  const tools = await page.context().newCDPSession(page);
  await tools.send('Network.enable');
  const goes = (offline: boolean) =>
    tools.send('Network.emulateNetworkConditions', {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  return {
    goes: async () => {
      await goes(true);
      await page.getByText('Je bent niet verbonden.').waitFor();
    },
    returns: () => goes(false),
  };
}

/** Who said this in the street. */
async function said(words: string): Promise<string[]> {
  const { entries } = await wim.get('log:page', { channel: 'street-maaskade', limit: 200 });
  return entries.flatMap((entry) =>
    entry.type === 'message:posted' && entry.body?.text === words ? [entry.author.name] : [],
  );
}
