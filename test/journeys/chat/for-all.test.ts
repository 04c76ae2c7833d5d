import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser, scriptsWait } from '../../support/browser.ts';
import { awake, bubble, happened, messages } from '../../support/conversation.ts';
import { looks } from '../../support/looks.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';

let place: Neighbourhood;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let anja: Neighbour;
let wim: Neighbour;
const street = '/channels/street-maaskade';

/** A page is looked through four times: two widths, two lights. */
const patient = 60_000;

beforeAll(async () => {
  place = await openNeighbourhood({ pages: true });
  browser = await openBrowser(place);
  anja = await place.arrive('Anja', 'maaskade');
  wim = await place.arrive('Wim', 'maaskade', { role: 'connector', areas: ['mook'] });
  await happened('street-maaskade', wim, ['Let op: *hoog water*', '> hoe hoog?\nZie https://www.mook.nl']);
  await happened('village-mook', wim, ['Welkom in het dorp']);
});
afterEach(() => browser.leave());
afterAll(async () => {
  await browser.close();
  await place.close();
});

describe('without JavaScript', () => {
  const plain = { javaScriptEnabled: false };

  test('one reads, and sends with a plain form', async () => {
    const page = await browser.visit(anja, street, plain);
    expect((await messages(page))[0]).toBe('Let op: hoog water');
    await page.locator('#write').fill('Zonder script gezegd');
    await page.getByRole('button', { name: 'Verstuur' }).click();
    await bubble(page, 'Zonder script gezegd').waitFor();
    expect(await page.locator('#write').inputValue()).toBe('');
  });

  test('one says that one has read what is new, and it is new no more', async () => {
    const els = await place.arrive('Els', 'maaskade');
    await happened('street-maaskade', wim, ['Nog iets']);
    const page = await browser.visit(els, street, plain);
    await page.getByRole('button', { name: 'Ik heb dit gelezen' }).click();
    await bubble(page, 'Nog iets').waitFor();
    expect(await page.getByText('1 nieuw bericht').count()).toBe(0);
  });

  test('the same form sent twice says it once', async () => {
    const page = await browser.visit(anja, street, plain);
    const key = await page.locator('input[name=key]').inputValue();
    const form = { key, text: 'Dubbel geklikt' };
    const headers = { origin: place.url };
    for (let time = 0; time < 2; time += 1) await page.request.post(`${street}?/post`, { form, headers });
    await page.reload();
    expect((await messages(page)).filter((text) => text === 'Dubbel geklikt')).toHaveLength(1);
  });

  test('what is refused says why, and keeps what one typed', async () => {
    const page = await browser.visit(anja, street, plain);
    await page.locator('#write').fill('x'.repeat(4_001));
    await page.getByRole('button', { name: 'Verstuur' }).click();
    await page.getByRole('alert').filter({ hasText: '1 teken te lang. Maak je bericht korter.' }).waitFor();
    expect((await page.locator('#write').inputValue()).length).toBe(4_001);
  });

  test('one goes back through a long channel by links, and to the newest again', async () => {
    const joop = await place.arrive('Joop', 'bosweg');
    await happened(
      'street-bosweg',
      joop,
      Array.from({ length: 60 }, (_, at) => `Bericht ${at + 1}.`),
    );
    const page = await browser.visit(joop, '/channels/street-bosweg', plain);
    expect([await bubble(page, 'Bericht 60.').isVisible(), await bubble(page, 'Bericht 1.').count()]).toEqual(
      [true, 0],
    );
    await page.getByRole('link', { name: 'Oudere berichten' }).click();
    expect(await messages(page)).toEqual(Array.from({ length: 10 }, (_, at) => `Bericht ${at + 1}.`));
    await page.getByRole('link', { name: 'Naar nieuwste' }).click();
    await bubble(page, 'Bericht 60.').waitFor();
  });

  test('a guest reads what is public, and nothing else', async () => {
    const page = await browser.visit(null, '/channels/village-mook', plain);
    expect(await messages(page)).toEqual(['Welkom in het dorp']);
    expect(await page.locator('#write').count()).toBe(0);
    expect((await page.request.get(street)).status()).toBe(401);
  });
});

test('with the keyboard alone one writes, goes through the messages, reacts and comes back', async () => {
  const page = await browser.visit(anja, street);
  await awake(page);
  const write = page.locator('#write');
  await write.focus();
  await page.keyboard.type('Eerste regel');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('tweede regel');
  await page.keyboard.press('Control+Enter');
  await bubble(page, 'tweede regel').getByText('verstuurd', { exact: true }).waitFor();
  expect((await messages(page)).at(-1)).toBe('Eerste regel\ntweede regel');

  // Backwards from where one writes: the buttons of the last message, then the message itself.
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Home');
  expect(await focused()).toContain('hoog water');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toContain('hoe hoog?');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Reageer met duim omhoog' }).waitFor();
  await page.keyboard.press('Enter');
  await bubble(page, 'hoog water').getByRole('button', { name: 'duim omhoog, van jij' }).waitFor();

  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  expect(await page.locator('#write:focus').count()).toBe(1);

  async function focused(): Promise<string> {
    return page.locator(':focus').innerText();
  }
});

test('while a character is being composed, Enter does not send', async () => {
  const page = await browser.visit(anja, street);
  await awake(page);
  const write = page.locator('#write');
  await write.fill('konni');
  await write.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true });
  expect(await write.inputValue()).toBe('konni');
});

test('before the script of a page has come, nothing is offered that would do nothing', async () => {
  const reaction = {
    channel: 'street-maaskade',
    key: 'a-heart-of-wim',
    seq: 1,
    reaction: '❤️',
    on: true,
  } as const;
  await wim.get('message:react', reaction);
  const page = await browser.visit(anja, '/inbox');
  const come = await scriptsWait(page);
  await page.goto(street, { waitUntil: 'domcontentloaded' });
  const heart = bubble(page, 'hoog water').getByRole('button', { name: /^hart, van/ });
  await heart.waitFor();
  expect(await heart.isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: /Wat wil je/ }).count()).toBe(0);
  come();
  await heart.click();
  await bubble(page, 'hoog water').getByRole('button', { name: 'hart, van Wim en jij' }).waitFor();
  await openActions(page);
});

describe('nothing stands in anybody’s way, on small screens and large, by day and by night', () => {
  const states: [string, string, (page: Page) => Promise<void>][] = [
    ['in a conversation', street, awake],
    ['with what can be done with a message', street, (page) => openActions(page)],
    ['while one answers', street, (page) => openAnswer(page)],
    ['while one reports a message', street, (page) => openReport(page)],
    ['with what there is to know about a channel', street, (page) => openAbout(page)],
    [
      'in an inbox where nothing is',
      '/inbox',
      (page) => page.getByText('Er is niets nieuws voor jou.').waitFor(),
    ],
  ];

  test.each(states)(
    '%s',
    async (_, path, opens) => {
      const page = await browser.visit(anja, path);
      await opens(page);
      expect(await looks(page)).toEqual([]);
    },
    patient,
  );

  test(
    'for a guest in a village',
    async () => {
      const page = await browser.visit(null, '/channels/village-mook');
      expect(await looks(page)).toEqual([]);
    },
    patient,
  );

  async function openAnswer(page: Page): Promise<void> {
    await openActions(page);
    await page.getByRole('button', { name: 'Antwoorden' }).click();
    await page.getByText('Je antwoordt Wim').waitFor();
  }

  async function openReport(page: Page): Promise<void> {
    await openActions(page);
    await page.getByRole('button', { name: 'Melden' }).click();
    await page.getByRole('dialog', { name: 'Bericht melden' }).waitFor();
  }

  async function openAbout(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Over dit kanaal' }).click();
    await page.getByRole('dialog', { name: 'Maaskade' }).waitFor();
  }
});

async function openActions(page: Page): Promise<void> {
  await awake(page);
  await bubble(page, 'hoog water').hover();
  await bubble(page, 'hoog water')
    .getByRole('button', { name: /Wat wil je/ })
    .click();
  await page.getByRole('button', { name: 'Antwoorden' }).waitFor();
}

test('no page complained', () => {
  expect(
    browser.complaints.filter((complaint) => !complaint.includes('404') && !complaint.includes('422')),
  ).toEqual([]);
});
