import { randomUUID } from 'node:crypto';
import * as logs from '#models/log.ts';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import { awake, bubble, happened } from '../../support/conversation.ts';
import { banner, openIncident, toMook } from '../../support/crisis.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';
import { soon } from '../../support/soon.ts';

// How pages treat people: several of them one after the other.
vi.setConfig({ testTimeout: 60_000 });

let place: Neighbourhood;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let anja: Neighbour;
let karin: Neighbour;
const street = '/channels/street-maaskade';
const phone = { viewport: { width: 360, height: 740 } };

beforeAll(async () => {
  place = await openNeighbourhood({ pages: true, env: { DEMO: '1' } });
  browser = await openBrowser(place);
  anja = await place.arrive('Anja', 'maaskade', { locale: 'nl' });
  karin = await place.arrive('Karin', undefined, { role: 'officer', areas: [place.place.id] });
  await happened('street-maaskade', await place.arrive('Wim', 'maaskade'), ['Welkom in de straat']);
});
afterEach(() => browser.leave());
afterAll(async () => {
  await browser.close();
  await place.close();
});

test('what is refused as a whole is brought into sight, not left far above the button', async () => {
  const page = await browser.visit(anja, '/help/ask', phone);
  const ask = async () => {
    await page.getByLabel('Gezelschap').check();
    await page.getByRole('button', { name: 'Vraag het de buurt' }).click();
  };
  await ask();
  await page.waitForURL((url) => url.pathname !== '/help/ask');
  await page.goto('/help/ask');
  await ask();
  const refusal = page.getByRole('alert');
  await refusal.waitFor();
  await page.locator('.notice:focus').waitFor();
  const box = (await refusal.boundingBox())!;
  expect(box.y).toBeGreaterThanOrEqual(0);
  expect(box.y + box.height).toBeLessThanOrEqual(740);
});

test('a field that was wrong is right as soon as it is filled in well, and wrong again when it is not', async () => {
  const page = await browser.visit(null, '/join', phone);
  const send = page.getByRole('button', { name: 'Stuur mij de link' });
  const [name, email] = [page.getByLabel('Je naam'), page.getByLabel('Je e-mailadres')];
  const isWrong = (field: typeof name) => field.getAttribute('aria-invalid');
  await send.click();
  await expect.poll(() => isWrong(name), soon).toBe('true');
  await name.fill('Tess');
  await expect.poll(() => isWrong(name), soon).toBe(null);
  await email.fill('geen adres');
  expect(await isWrong(email)).toBe('true');
  await name.fill('');
  await send.click();
  await expect.poll(() => isWrong(name), soon).toBe('true');
});

test('what is missing is said in our own words and language, beside it', async () => {
  const page = await browser.visit(anja, street, { locale: 'en-GB' });
  await awake(page);
  await bubble(page, 'Welkom in de straat').hover();
  await bubble(page, 'Welkom in de straat')
    .getByRole('button', { name: /Wat wil je/ })
    .click();
  await page.getByRole('button', { name: 'Melden', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Bericht melden' });
  await dialog.getByRole('button', { name: 'Meld het bericht' }).click();
  await dialog.getByText('Vul dit nog in.').waitFor();
  await dialog.locator('textarea:focus').waitFor();
  await dialog.getByRole('textbox').fill('Dit is reclame');
  await dialog.getByText('Vul dit nog in.').waitFor({ state: 'hidden' });
});

test('who has an account reads in its language, whatever the browser speaks', async () => {
  const page = await browser.visit(anja, '/account', { locale: 'en-GB' });
  expect(await page.locator('html').getAttribute('lang')).toBe('nl');
  expect(await page.getByRole('radio', { name: 'Nederlands' }).isChecked()).toBe(true);
  await page.getByRole('radio', { name: 'English' }).check();
  await page.locator('#language').getByRole('button').click();
  await page.getByRole('heading', { name: 'Language' }).waitFor();
  const elsewhere = await browser.visit(anja, '/account');
  expect(await elsewhere.locator('html').getAttribute('lang')).toBe('en');
  await elsewhere.getByRole('button', { name: 'Lees dit in het Nederlands' }).click();
  await elsewhere.getByRole('heading', { name: 'Taal' }).waitFor();
});

test('a page says at once that the network is gone, and takes it back when that was not so', async () => {
  const page = await browser.visit(anja, street);
  await awake(page);
  await page.evaluate("dispatchEvent(new Event('offline'))");
  await page.getByText('Je bent niet verbonden.').waitFor();
  await page.getByText('Je bent niet verbonden.').waitFor({ state: 'hidden' });
});

test('what waits in the inbox is one number wherever it stands', async () => {
  for (const nr of [1, 2, 3])
    await logs.append(anja.me.inbox, {
      author: karin.me.id,
      key: randomUUID(),
      type: 'message:posted',
      body: { text: `Bericht ${nr}` },
    });
  const { channels } = await anja.get('channel:list', {});
  const waiting = channels.find(({ id }) => id === anja.me.inbox)?.member?.unread;
  expect(waiting).toBeGreaterThan(2);
  const page = await browser.visit(anja, '/channels', phone);
  const inboxes = page.locator('a[href="/inbox"]').filter({ visible: true });
  await expect.poll(() => inboxes.getByText(`${waiting} ongelezen`).count(), soon).toBe(2);
});

test('a link of a neighbour asks a guest to sign in, whether there is such a channel or not', async () => {
  const page = await browser.visit(null, street);
  const seen = async () => [await page.locator('main').innerText(), await page.title()];
  const [text, title] = await seen();
  expect(text).toContain('Log in om dit te lezen');
  const signIn = page.locator('main').getByRole('link', { name: 'Inloggen' });
  expect(await signIn.getAttribute('href')).toBe(`/sign-in?to=${encodeURIComponent(street)}`);
  for (const path of [
    '/channels/street-nowhere',
    '/channels/inbox-of-somebody',
    `/channels/${anja.me.inbox}`,
  ]) {
    expect((await page.goto(path))?.status()).toBe(401);
    expect(await seen()).toEqual([text, title]);
  }
  expect((await page.goto('/channels/village-mook'))?.status()).toBe(200);
});

test('only who lives in a village has one of his own, and who is signed in is not asked to join', async () => {
  const incident = await openIncident(karin, 'Hoog water');
  await karin.get('crisis:send', toMook(incident));
  const hers = await browser.visit(anja, '/situation');
  expect(await hers.getByText('Jouw dorp').count()).toBe(1);
  const page = await browser.visit(karin, '/situation');
  await page.getByRole('heading', { name: 'Mook' }).first().waitFor();
  expect(await page.getByText('Jouw dorp').count()).toBe(0);
  await page.goto('/account');
  expect(await page.getByText(/bekende bewoner|dat je hier woont/).count()).toBe(0);
  await page.goto('/demo/mail');
  expect(await page.locator('main').getByRole('link').count()).toBe(0);
});

test('a message that was folded away stays so, until there is another version', async () => {
  const incident = await openIncident(karin, 'Hoog water');
  const areas = [{ area: 'mook', level: 3 as const, text: 'Ga nu naar boven.' }];
  await karin.get('crisis:send', toMook(incident, { areas }));
  const page = await browser.visit(anja, '/agenda', phone);
  const details = banner(page).locator('details');
  const isOpen = async () => (await details.getAttribute('open')) !== null;
  expect(await isOpen()).toBe(true);
  await page.getByRole('button', { name: 'Menu van Anja' }).waitFor();
  await expect
    .poll(async () => {
      if (await isOpen()) await details.locator('summary').click();
      return (await page.context().cookies()).some(({ name }) => name === 'folded');
    }, soon)
    .toBe(true);
  await page.reload();
  expect(await isOpen()).toBe(false);
  await page.goto('/help');
  expect(await isOpen()).toBe(false);
  await karin.get('crisis:send', toMook(incident, { areas, basedOn: 1 }));
  await expect.poll(isOpen, soon).toBe(true);
});
