import { clock } from '#config/clock.ts';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import { askFor, errand, friday, offer, openBot, proposalOf, type TestBot } from '../../support/help.ts';
import { looks } from '../../support/looks.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';

/** Several browsers take a while when the machine has other things to do. */
const patience = 60_000;

let place: Neighbourhood;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let bot: TestBot;

beforeAll(async () => {
  place = await openNeighbourhood({ pages: true });
  browser = await openBrowser(place);
  bot = openBot(place);
});
afterEach(() => browser.leave());
afterAll(async () => {
  bot.close();
  await browser.close();
  await place.close();
});
beforeEach(() => clock.set(friday));

const helper = async (name: string, street: string): Promise<Neighbour> => {
  const one = await place.arrive(name, street);
  await one.get('help:offer', offer({ radius: 200 }));
  return one;
};

/** Fills in the form for an errand of today, and sends it. */
async function askOn(page: Page, words: string): Promise<void> {
  await page.getByLabel('Vervoer').check();
  await page.getByLabel('In een paar woorden').fill(words);
  await page.getByLabel('Op welke dag?').selectOption({ label: 'vandaag' });
  await page.getByLabel('Vanaf').selectOption('13:00');
  await page.getByLabel('Tot').selectOption('15:00');
  await page.getByRole('button', { name: 'Vraag het de buurt' }).click();
}

test(
  'without JavaScript somebody offers, somebody asks, and both say yes and how it went',
  { timeout: patience },
  async () => {
    const bare = { javaScriptEnabled: false };
    const [anja, wim] = [await place.arrive('Anja', 'maaskade'), await place.arrive('Wim', 'maaskade')];
    const wims = await browser.visit(wim, '/help', bare);
    await wims.getByRole('link', { name: 'Ik wil helpen' }).click();
    await wims.getByRole('button', { name: 'Bewaren' }).click();
    await wims.getByText('Kies wat je wilt doen.').waitFor();
    await wims.getByLabel('Vervoer').check();
    await wims.getByLabel('vrijdag, middag').check();
    await wims.getByLabel('Hoe ver wil je gaan?').selectOption({ label: 'Alleen vlakbij (400 meter)' });
    await wims.getByRole('button', { name: 'Bewaren' }).click();
    await wims.getByText('Vervoer. Hooguit 2 keer in de week.').waitFor();

    const anjas = await browser.visit(anja, '/help', bare);
    await anjas.getByRole('link', { name: 'Ik zoek hulp' }).click();
    await askOn(anjas, 'naar de voedselbank');
    await anjas.getByText('Je vraag is verstuurd.').waitFor();
    await bot.wake();

    await wims.goto('/inbox');
    await wims.getByRole('button', { name: 'Ja, ik kan' }).click();
    await wims.getByText('Dank je wel voor je antwoord.').waitFor();
    await anjas.goto('/inbox');
    await anjas.getByRole('button', { name: 'Ja', exact: true }).click();
    await anjas.waitForURL(/\/channels\/direct-/);
    await anjas.getByText('Jullie zeiden allebei ja').waitFor();

    clock.set(new Date('2021-07-17T18:00:00+02:00'));
    await bot.wake();
    await anjas.goto('/help');
    await anjas.getByText('Wim helpt je.').waitFor();
    await anjas.getByRole('button', { name: 'Gelukt', exact: true }).click();
    await anjas.getByText('Fijn dat je het laat weten.').waitFor();
    await wims.goto('/inbox');
    await wims.getByText('De buur laat weten: het is gelukt.').waitFor();
  },
);

test(
  'the same errand twice is refused beside the form, and what was filled in stays',
  { timeout: patience },
  async () => {
    const anja = await place.arrive('Anja', 'broekstraat');
    await askFor(anja, errand('an errand that stands'));
    const page = await browser.visit(anja, '/help/ask');
    await askOn(page, 'nog een keer naar de voedselbank');
    await page.getByRole('alert').getByText('Dit heb je al gevraagd').waitFor();
    expect(await page.getByLabel('In een paar woorden').inputValue()).toBe(
      'nog een keer naar de voedselbank',
    );
  },
);

test(
  'the cursor goes to what is missing, also when the form was sent before the page was awake',
  { timeout: patience },
  async () => {
    const anja = await place.arrive('Anja', 'broekstraat');
    const page = await browser.visit(anja, '/inbox');
    const sends = async (): Promise<void> => {
      await page.getByRole('button', { name: 'Vraag het de buurt' }).click();
      await page.getByText('Kies wat voor hulp je zoekt.').waitFor();
    };
    const onItsWay = (): undefined => undefined;
    await page.route('**/*.js', onItsWay);
    await page.goto('/help/ask', { waitUntil: 'domcontentloaded' });
    // Of the page that answers the script comes.
    await page.unroute('**/*.js', onItsWay);
    await sends();
    const missing = page.locator('input[name=kind]:focus').first();
    await missing.waitFor();
    // Awake now: the answer comes without a new page.
    await page.getByLabel('In een paar woorden').fill('naar de voedselbank');
    await sends();
    await missing.waitFor();
    expect(await page.getByLabel('In een paar woorden').inputValue()).toBe('naar de voedselbank');
  },
);

test(
  'words of danger show whom to call; said in other words, neighbours are asked',
  { timeout: patience },
  async () => {
    const anja = await place.arrive('Anja', 'stationsstraat');
    const page = await browser.visit(anja, '/help/ask');
    // They stand there before anything is written.
    await page.getByRole('link', { name: 'bel 112' }).waitFor();
    await page.getByRole('link', { name: '0900 8880' }).waitFor();
    await askOn(page, 'mijn man is gevallen');
    await page.getByRole('alert').getByRole('link', { name: 'bel 112' }).waitFor();
    expect((await anja.get('help:mine', {})).requests).toEqual([]);
    await page.getByLabel('In een paar woorden').fill('samen naar de huisarts');
    await page.getByRole('button', { name: 'Vraag het de buurt' }).click();
    await page.getByText('Je vraag is verstuurd.').waitFor();
  },
);

test(
  'a mind changes on the page: no after yes, and a request taken back',
  { timeout: patience },
  async () => {
    const anja = await place.arrive('Anja', 'cuijksesteeg');
    const wim = await helper('Wim', 'cuijksesteeg');
    await askFor(anja, errand('an errand that is taken back'));
    await bot.wake();
    const wims = await browser.visit(wim, '/help');
    await wims.getByRole('button', { name: 'Ja, ik kan' }).click();
    const anjas = await browser.alive(anja.me.inbox, () => browser.visit(anja, '/help'));
    await anjas.getByText('Goed nieuws: iemand uit de Cuijksesteeg wil je helpen.').waitFor();
    // What changes while her page has no line stands there when it has one again.
    const before = browser.complaints.length;
    await anjas.context().setOffline(true);
    await wims.getByRole('button', { name: 'Ik kan toch niet' }).click();
    await wims.getByRole('button', { name: 'Ik kan toch niet' }).waitFor({ state: 'detached' });
    await anjas.context().setOffline(false);
    await anjas.getByText('We vroegen het aan 1 buur.').waitFor();
    // That there is no line is no complaint of the page; anything else said meanwhile is.
    const withoutLine = /WebSocket connection to .* failed|ERR_INTERNET_DISCONNECTED/;
    const meanwhile = browser.complaints.splice(before);
    browser.complaints.push(...meanwhile.filter((complaint) => !withoutLine.test(complaint)));
    await anjas.getByRole('button', { name: 'Ik heb geen hulp meer nodig' }).click();
    await anjas.getByText('Je vraag is ingetrokken.').waitFor();
  },
);

test(
  'a guest is told how it works, and is asked to sign in before asking',
  { timeout: patience },
  async () => {
    const page = await browser.visit(null, '/help');
    await page.getByText('Je vraagt hulp in een paar woorden.').waitFor();
    await page.goto('/help/ask');
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    expect(new URL(page.url()).searchParams.get('to')).toBe('/help/ask');
  },
);

test('people who cannot see, point or tell colours apart can use every page, on a phone and on a wide screen', async () => {
  const anja = await place.arrive('Anja', 'heuvelweg');
  const [wim, els] = [await helper('Wim', 'heuvelweg'), await helper('Els', 'heuvelweg')];
  await els.get('help:offer', { ...offer({ radius: 200 }), pausedUntil: '2021-08-01T12:00:00Z' });
  const request = await askFor(anja, errand('an errand to be seen', { bring: 'koffie', whom: 'other' }));
  await els.get('help:offer', offer({ radius: 200 }));
  await bot.wake();
  await els.get('help:answer', { proposal: (await proposalOf(els)).id, answer: 'yes' });
  const faults = [
    ...(await faultsOf(null, ['/help'])),
    ...(await faultsOf(anja, ['/help', '/inbox', '/help/ask'])),
    ...(await faultsOf(wim, ['/help', '/inbox', '/help/offer'])),
  ];
  await anja.get('help:accept', { request, answer: 'yes' });
  clock.set(new Date('2021-07-17T18:00:00+02:00'));
  await bot.wake();
  faults.push(...(await faultsOf(els, ['/help', '/inbox', `/channels/${(await proposalOf(els)).channel}`])));
  expect(faults).toEqual([]);
}, 300_000);

test('nothing on these pages complains or asks another site for anything', () => {
  // A browser writes every refusal on its console; the page has said in words what was wrong.
  const expected = /the server responded with a status of 4(09|22)/;
  expect(browser.complaints.filter((complaint) => !expected.test(complaint))).toEqual([]);
});

/** What is wrong with these pages for some of us. */
async function faultsOf(who: Neighbour | null, paths: string[]): Promise<string[]> {
  const page = await browser.visit(who, '/help');
  const found: string[] = [];
  for (const path of paths) {
    await page.goto(path);
    found.push(...(await looks(page)).map((wrong) => `${path} ${wrong}`));
  }
  await page.context().close();
  return found;
}
