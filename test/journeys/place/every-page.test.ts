import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { barriers, openBrowser } from '../../support/browser.ts';
import { looks } from '../../support/looks.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';

let place: Neighbourhood;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let anja: Neighbour;

beforeAll(async () => {
  place = await openNeighbourhood({ pages: true, env: { DEMO: '1' } });
  browser = await openBrowser(place);
  anja = await place.arrive('Anja', 'maaskade');
  const officer = await place.arrive('Karin', undefined, { role: 'officer', areas: [place.place.id] });
  await anja.get('message:post', {
    channel: 'village-mook',
    key: 'a-key-of-anja',
    text: 'Goedemorgen allemaal!',
  });
  await officer.get('message:post', { channel: 'village-mook', key: 'a-key-of-karin', text: 'Goedemorgen.' });
  await place.guest().get('session:ask', { email: 'kees@example.nl', join: { name: 'Kees' } });
});
afterEach(() => browser.leave());
afterAll(async () => {
  await browser.close();
  await place.close();
});

/** Four looks by axe at each page take a while when the machine has other things to do. */
const patience = 90_000;

const forGuests = [
  '/',
  '/channels',
  '/directory',
  '/directory?q=xyz',
  '/situation',
  '/demo',
  '/demo/mail',
  '/about',
  '/about/privacy',
  '/about/accessibility',
  '/join',
  '/sign-in',
  '/sign-in/sent',
  '/sign-in/a-link-from-a-mail',
];
const forMembers = ['/', '/channels', '/directory', '/account'];

test.each(forGuests)(
  '%s keeps no guest out, on a phone or a desk, by day or by night',
  async (path) => {
    expect(await looks(await browser.visit(null, path))).toEqual([]);
    expect(browser.complaints).toEqual([]);
  },
  patience,
);

test.each(forMembers)(
  '%s keeps no member out, on a phone or a desk, by day or by night',
  async (path) => {
    expect(await looks(await browser.visit(anja, path))).toEqual([]);
    expect(browser.complaints).toEqual([]);
  },
  patience,
);

test('an error page keeps nobody out either', async () => {
  const page = await browser.visit(null, '/nobody-lives-here');
  expect(await barriers(page)).toEqual([]);
  browser.complaints.length = 0;
});

test('the first press of Tab offers to skip what is the same on every page', async () => {
  const page = await browser.visit(anja, '/channels');
  await page.keyboard.press('Tab');
  await page.locator(':focus', { hasText: 'Naar de inhoud' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('main:focus').waitFor();
});

test('the menu of the account opens and closes by keyboard, and gives the focus back', async () => {
  const page = await browser.visit(anja, '/channels');
  await page.getByRole('button', { name: 'Menu van Anja' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'Jouw gegevens' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Jouw gegevens' }).waitFor({ state: 'hidden' });
  await page.locator('button:focus', { hasText: 'Menu van Anja' }).waitFor();
});
