import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Page } from 'playwright-core';
import { openBrowser, scriptsWait } from '../../support/browser.ts';
import { openNeighbourhood, type Neighbourhood } from '../../support/neighbourhood.ts';
import { soon } from '../../support/soon.ts';

// A whole way in is a dozen pages; a machine with other things to do needs its time.
vi.setConfig({ testTimeout: 60_000 });

let place: Neighbourhood;
let browser: Awaited<ReturnType<typeof openBrowser>>;

beforeAll(async () => {
  place = await openNeighbourhood({ pages: true, env: { DEMO: '1' } });
  browser = await openBrowser(place);
});
afterEach(() => browser.leave());
afterAll(async () => {
  await browser.close();
  await place.close();
});

test.each([
  ['with script', true],
  ['without script', false],
])('a new neighbour joins, chooses, changes and leaves, %s', async (_, javaScriptEnabled) => {
  const page = await browser.visit(null, '/join', {
    javaScriptEnabled,
    viewport: { width: 360, height: 740 },
  });
  const email = `tess-${javaScriptEnabled}@example.nl`;
  await page.getByLabel('Mook', { exact: true }).check();
  await page.getByLabel('Jouw straat').selectOption({ label: 'Maaskade' });
  await page.getByLabel('Je naam').fill('Tess');
  await page.getByLabel('Je e-mailadres').fill(email);
  await page.getByRole('button', { name: 'Stuur mij de link' }).click();
  await page.waitForURL('**/sign-in/sent');
  await followTheMail(page);
  await page.waitForURL('**/channels');
  await seen(page, 'link', 'Maaskade');
  await seen(page, 'link', 'Mook');

  await page.goto('/directory');
  await page.getByRole('button', { name: 'Lid worden van Wandelen' }).click();
  await page.getByText('Je bent nu lid van Wandelen.').waitFor();
  await page.getByRole('button', { name: 'Verlaten: Wandelen' }).click();
  await page.getByText('Je bent geen lid meer van Wandelen.').waitFor();

  await page.goto('/account');
  await page.getByLabel('Je naam').fill('Tessa');
  await page.locator('#who').getByRole('button', { name: 'Opslaan' }).click();
  await page.getByText('Opgeslagen.').waitFor();
  await expect.poll(() => page.getByLabel('Je naam').inputValue(), soon).toBe('Tessa');

  await page.getByRole('button', { name: 'Menu van Tessa' }).click();
  await page.locator('#account-menu').getByRole('button', { name: 'Uitloggen' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.getByRole('link', { name: 'Inloggen' }).waitFor();
});

test.each([
  ['no script had come', '**/*.js'],
  ['only some of the script had come', '**/nodes/*.js'],
])('on a slow line what one filled in while %s stays, and counts', async (_, late) => {
  const page = await browser.visit(null, '/about');
  const come = await scriptsWait(page, late);
  await page.goto('/join', { waitUntil: 'commit' });
  await page.getByLabel('Mook', { exact: true }).check();
  await page.getByLabel('Jouw straat').selectOption({ label: 'Maaskade' });
  await page.getByLabel('Je naam').fill('Sem');
  await page.getByLabel('Je e-mailadres').fill('sem@example.nl');
  come();
  // Awake, the page offers the streets of the chosen village alone.
  await page.getByLabel('Jouw straat').locator('optgroup').nth(1).waitFor({ state: 'detached' });
  expect(await page.getByLabel('Mook', { exact: true }).isChecked()).toBe(true);
  expect(await page.getByLabel('Jouw straat').inputValue()).toBe('maaskade');
  expect(await page.getByLabel('Je naam').inputValue()).toBe('Sem');
  await page.getByRole('button', { name: 'Stuur mij de link' }).click();
  await page.waitForURL('**/sign-in/sent');
});

test('a form that is not right says what is wrong beside each field, and keeps what was typed', async () => {
  const page = await browser.visit(null, '/join');
  await page.getByLabel('Je naam').fill('Tess');
  await page.getByLabel('Je e-mailadres').fill('tess');
  await page.getByRole('button', { name: 'Stuur mij de link' }).click();
  await page.locator('main').getByRole('alert').waitFor();
  expect(await page.getByLabel('Jouw straat').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByLabel('Je e-mailadres').getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByLabel('Je naam').inputValue()).toBe('Tess');
  await page.locator('[name=street]:focus').waitFor();
});

test('somebody who is not signed in is brought to signing in, and then to where he was going', async () => {
  const page = await browser.visit(null, '/demo/mail');
  await joinQuickly(page, 'returning@example.nl');
  await page.waitForURL('**/channels');
  await page.getByRole('button', { name: /^Menu van/ }).click();
  await page.locator('#account-menu').getByRole('button', { name: 'Uitloggen' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  await page.goto('/account');
  await page.getByLabel('Je e-mailadres').fill('returning@example.nl');
  await page.getByRole('button', { name: 'Stuur mij de link' }).click();
  await page.waitForURL('**/sign-in/sent');
  await followTheMail(page);
  await page.waitForURL('**/account');
});

test('who asked twice may follow the first mail', async () => {
  const page = await browser.visit(null, '/sign-in');
  await joinQuickly(page, 'twice@example.nl', { follow: false });
  await joinQuickly(page, 'twice@example.nl', { follow: false });
  await page.getByText('We hebben je een mail gestuurd').waitFor();
  await followTheMail(page, 1);
  await page.waitForURL('**/channels');
});

test('a mailed link does not work in another browser', async () => {
  const asking = await browser.visit(null, '/sign-in');
  await joinQuickly(asking, 'elsewhere@example.nl', { follow: false });
  const other = await browser.visit(null, '/demo/mail');
  await followTheMail(other);
  await other.getByRole('alert').getByText('Deze link werkt niet meer').waitFor();
  expect(await other.getByRole('link', { name: 'Inloggen' }).count()).toBe(1);
});

test('the language somebody chooses stays, on every page and for who listens', async () => {
  const page = await browser.visit(null, '/agenda-that-is-not-there');
  await page.getByRole('heading', { name: 'Deze pagina is er niet' }).waitFor();
  await page.getByRole('button', { name: 'Read this in English' }).click();
  await page.getByRole('heading', { name: 'This page does not exist' }).waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  await page.goto('/join');
  await page.getByRole('heading', { name: 'Join in' }).waitFor();
});

test('a page asked for in English by the browser itself comes in English', async () => {
  const page = await browser.visit(null, '/sign-in', { locale: 'en-GB' });
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('a form that another site sends in our name is turned away', async () => {
  const sent = await fetch(`${place.url}/sign-out`, {
    method: 'POST',
    headers: { origin: 'https://elsewhere.example', 'content-type': 'application/x-www-form-urlencoded' },
  });
  expect(sent.status).toBe(403);
});

async function joinQuickly(page: Page, email: string, { follow = true } = {}): Promise<void> {
  await page.goto('/join');
  await page.getByLabel('Ik woon hier niet, of nog niet').check();
  await page.getByLabel('Je naam').fill('Rob');
  await page.getByLabel('Je e-mailadres').fill(email);
  await page.getByRole('button', { name: 'Stuur mij de link' }).click();
  await page.waitForURL('**/sign-in/sent');
  if (follow) await followTheMail(page);
}

/** The newest mail of the demo (0), or an older one, holds the link; the page it leads to has one button. */
async function followTheMail(page: Page, mails = 0): Promise<void> {
  await page.goto('/demo/mail');
  const mail = await page.getByRole('main').getByRole('listitem').nth(mails).innerText();
  const [path] = /\/sign-in\/[\w-]+/.exec(mail) ?? [];
  if (!path) throw new Error(`there is no link in this mail: ${mail}`);
  await page.goto(path);
  await page.getByRole('button', { name: 'Ja, laat mij binnen' }).click();
}

async function seen(page: Page, role: 'link', name: string): Promise<void> {
  await page.getByRole('main').getByRole(role, { name }).first().waitFor();
}
