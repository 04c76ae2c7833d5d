import { clock } from '#config/clock.ts';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { monday, publish } from '../../support/agenda.ts';
import { openBrowser, scriptsWait } from '../../support/browser.ts';
import { awake, bubble, entry, happened } from '../../support/conversation.ts';
import { openIncident, toMook } from '../../support/crisis.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';
import { soon } from '../../support/soon.ts';

let place: Neighbourhood;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let anja: Neighbour;
let wim: Neighbour;
const street = '/channels/street-maaskade';
const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 640 },
  hasTouch: true,
  isMobile: true,
};

beforeAll(async () => {
  clock.set(monday);
  place = await openNeighbourhood({ pages: true, env: { DEMO: '1' } });
  browser = await openBrowser(place);
  anja = await place.arrive('Anja', 'maaskade');
  wim = await place.arrive('Wim', 'maaskade');
  await happened('street-maaskade', wim, many('Vroeger', 20));
  await anja.get('channel:read', { channel: 'street-maaskade', seq: 20 });
  await happened('street-maaskade', wim, many('Nieuw', 20));
});
afterEach(() => browser.leave());
afterAll(async () => {
  await browser.close();
  await place.close();
});

const many = (what: string, count: number) => Array.from({ length: count }, (_, at) => `${what} ${at + 1}.`);

const edges = async (of: Locator) => {
  const box = (await of.boundingBox())!;
  return { top: box.y, bottom: box.y + box.height };
};

async function isOnScreen(page: Page, words: string): Promise<boolean> {
  const [row, list] = [await edges(bubble(page, words)), await edges(page.getByRole('log'))];
  return row.top >= list.top - 1 && row.bottom <= list.bottom + 1;
}

test('who speaks sees what he said, and goes on writing, wherever he was in the conversation', async () => {
  const page = await browser.visit(anja, street, phone);
  await awake(page);
  await expect.poll(() => isOnScreen(page, 'Nieuw 1.'), soon).toBe(true);

  // A thumb on the button sends, and leaves the cursor where one writes.
  await page.locator('#write').fill('Eigen woorden');
  await page.getByRole('button', { name: 'Verstuur' }).tap();
  await bubble(page, 'Eigen woorden').getByText('verstuurd', { exact: true }).waitFor();
  expect(await page.locator('#write:focus').count()).toBe(1);
  await expect.poll(() => isOnScreen(page, 'Eigen woorden'), soon).toBe(true);

  // The same from further back.
  await page.evaluate(`document.querySelector('[role=log]').scrollBy(0, -900)`);
  await page.getByRole('button', { name: /Naar nieuwste/ }).waitFor();
  await page.locator('#write').fill('Van ver terug');
  await page.keyboard.press('Enter');
  await bubble(page, 'Van ver terug').getByText('verstuurd', { exact: true }).waitFor();
  await expect.poll(() => isOnScreen(page, 'Van ver terug'), soon).toBe(true);

  expect(await page.evaluate('document.documentElement.scrollHeight - innerHeight')).toBe(0);
});

test('also where little was said one writes at the bottom of the screen', async () => {
  await happened('street-zandpad', await place.arrive('Kees', 'zandpad'), ['Eerste!']);
  const bas = await place.arrive('Bas', 'zandpad');
  for (const device of [phone, { viewport: { width: 1280, height: 800 } }]) {
    const page = await browser.visit(bas, '/channels/street-zandpad', device);
    await awake(page);
    const { bottom } = await edges(page.locator('form', { has: page.locator('#write') }));
    expect(Math.abs(bottom - (await page.evaluate<number>('innerHeight')))).toBeLessThan(2);
  }
});

test('a draft is one in all tabs, is still an answer later, and when it is sent in one tab it is gone in the others', async () => {
  const first = await browser.visit(anja, street);
  await awake(first);
  await bubble(first, 'Nieuw 20.').hover();
  await bubble(first, 'Nieuw 20.')
    .getByRole('button', { name: /Wat wil je/ })
    .click();
  await first.getByRole('button', { name: 'Antwoorden' }).click();
  await first.locator('#write').fill('Mijn antwoord');
  await first.getByText('Je antwoordt Wim').waitFor();

  const second = await first.context().newPage();
  const third = await first.context().newPage();
  for (const tab of [second, third]) {
    await tab.goto(street);
    await awake(tab);
    await tab.getByText('Je antwoordt Wim').waitFor();
    expect(await tab.locator('#write').inputValue()).toBe('Mijn antwoord');
  }
  await third.locator('#write').fill('Iets heel anders');
  // Nobody types in one tab and sends in another in the same instant; browsers tell tabs of each other a little later.
  const kept = `Object.entries(localStorage).filter(([name]) => name.startsWith('draft')).map(([, text]) => text)`;
  for (const tab of [first, second])
    await expect.poll(() => tab.evaluate(kept), soon).toEqual([expect.stringContaining('Iets heel anders')]);
  await expect.poll(() => second.locator('#write').inputValue(), soon).toBe('Iets heel anders');
  await first.locator('#write').press('Enter');
  await bubble(first, 'Mijn antwoord').getByText('verstuurd', { exact: true }).waitFor();
  await expect.poll(() => second.locator('#write').inputValue(), soon).toBe('');
  await second.getByText('Je antwoordt Wim').waitFor({ state: 'hidden' });
  expect(await third.locator('#write').inputValue()).toBe('Iets heel anders');
  await third.reload();
  await awake(third);
  expect(await third.locator('#write').inputValue()).toBe('Iets heel anders');
  const { entries } = await anja.get('log:page', { channel: 'street-maaskade' });
  const answers = entries.filter(
    ({ type, body }) => type === 'message:posted' && body?.text === 'Mijn antwoord',
  );
  expect(answers).toMatchObject([{ body: { replyTo: 40 } }]);
}, 120_000);

test('however long a name is, it stays on the screen wherever it stands', async () => {
  const long = 'W'.repeat(40);
  const wide = await place.arrive(long, 'bosweg', { role: 'connector', areas: ['mook'] });
  const other = await place.arrive(long, 'bosweg');
  const channel = 'street-bosweg';
  await happened(channel, other, ['Dag']);
  await entry(channel, wide, 'message:posted', { text: long.repeat(3), replyTo: 1 });
  await entry(channel, other, 'message:reacted', { of: 2, reaction: '👍', on: true });
  await entry(channel, wide, 'message:removed', { of: 1 });
  await entry(`inbox-${wide.me.id}`, other, 'message:reported', { channel, of: 2, reason: long });
  const activity = await publish(wide, { channel, title: long, place: long });
  await other.get('activity:answer', { activity, answer: 'yes' });
  await place.guest().get('session:ask', { email: 'w@example.nl', join: { name: long } });
  const paths = [
    '/',
    '/channels',
    `/channels/${channel}`,
    '/inbox',
    '/agenda',
    `/agenda/${activity}`,
    '/account',
    '/demo/mail',
  ];
  const page = await browser.visit(wide, '/account', { javaScriptEnabled: false });
  for (const path of paths) {
    await page.goto(path);
    await page.getByRole('button', { name: `Menu van ${long}` }).click();
    expect([path, await runningOff(page)]).toEqual([path, []]);
  }
}, 90_000);

test('so does a word of a title, an official message or a search', async () => {
  const long = 'W'.repeat(60);
  const karin = await place.arrive('Karin', undefined, { role: 'officer', areas: ['mook-en-middelaar'] });
  const anna = await place.arrive('Anna', 'bosweg');
  const activity = await publish(anna, { channel: 'street-bosweg', title: long, place: long, about: long });
  const incident = await openIncident(karin, long);
  const areas = [{ area: 'mook', level: 3 as const, text: long, instruction: long }];
  const told = { source: long, areas, expects: { what: long, when: 'morgen' } };
  await karin.get('crisis:send', toMook(incident, told));
  await karin.get(
    'crisis:send',
    toMook(incident, { ...told, basedOn: 1, expects: { what: long, when: long } }),
  );
  const page = await browser.visit(anna, '/situation', { javaScriptEnabled: false });
  const paths = [
    '/situation',
    '/channels/village-mook',
    `/agenda/${activity}/change`,
    `/directory?q=${long}`,
  ];
  for (const path of paths) {
    await page.goto(path);
    expect([path, await runningOff(page)]).toEqual([path, []]);
  }
}, 90_000);

/** What runs off the screen of a phone, by how wide that is. */
async function runningOff(page: Page): Promise<unknown[]> {
  const found = [];
  for (const width of [320, 360, 500]) {
    await page.setViewportSize({ width, height: 800 });
    found.push(...(await page.evaluate<string[]>(outside)).map((what) => [width, what]));
  }
  return found;
}

/** The words that run off the screen, where nothing cuts them, and whether the page can be moved aside. */
const outside = `(() => {
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = document.documentElement.scrollWidth > innerWidth ? ['the page'] : [];
  while (words.nextNode()) {
    const { parentElement: parent, textContent } = words.currentNode;
    if (!textContent.includes('WWW') || parent.closest('.visually-hidden, script, h1')) continue;
    const range = document.createRange();
    range.selectNodeContents(words.currentNode);
    const { left, right, width } = range.getBoundingClientRect();
    if (width > 0 && (left < 0 || right > innerWidth)) found.push(parent.outerHTML);
  }
  return found;
})()`;

test('no page complained', () => {
  expect(browser.complaints).toEqual([]);
});

/** How much of the page moved by itself: the cumulative layout shift (Layout Instability), 0 to about 1. */
const moved = `new Promise((resolve) => {
  new PerformanceObserver((list) => resolve(list.getEntries().reduce((sum, { value }) => sum + value, 0)))
    .observe({ type: 'layout-shift', buffered: true });
  // Nothing that moved is nothing that is told.
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(0)));
})`;

test.each([
  ['a phone', phone],
  ['a desk', { viewport: { width: 1280, height: 800 } }],
])(
  'on %s what is new stands in its place before the page is awake, and nothing moves then',
  async (_, device) => {
    const els = await place.arrive('Els', 'maaskade');
    await happened('street-maaskade', wim, many('Later', 40));
    const page = await browser.visit(els, '/about', device);
    const come = await scriptsWait(page);
    await page.goto(street, { waitUntil: 'commit' });
    const first = bubble(page, 'Later 1.').last();
    const below = async () => (await edges(first)).top - (await edges(page.getByRole('log'))).top;
    await expect.poll(async () => Math.abs((await below()) - 125), soon).toBeLessThan(125);
    const { top } = await edges(first);
    come();
    await awake(page);
    expect(Math.abs((await edges(first)).top - top)).toBeLessThan(2);
    expect(await page.evaluate(moved)).toBeLessThan(0.1);
  },
);
