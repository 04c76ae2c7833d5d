import { clock } from '#config/clock.ts';
import mongoose from 'mongoose';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openGate, startBots } from '../../support/bots.ts';
import { openBrowser } from '../../support/browser.ts';
import { bubble, say } from '../../support/conversation.ts';
import { friday, inboxOf, typesIn } from '../../support/help.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';

let place: Neighbourhood;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let bots: ReturnType<typeof startBots> | undefined;
let [anja, wim, els, bas, stranger]: Neighbour[] = [];

/** A store, a hub, a browser with five people and a bot process share two cores with whatever else runs. */
const patience = 120_000;

beforeAll(async () => {
  place = await openNeighbourhood({ pages: true });
  clock.set(friday);
  browser = await openBrowser(place);
  anja = await place.arrive('Anja', 'maaskade');
  [wim, els, bas] = await Promise.all(['Wim', 'Els', 'Bas'].map((name) => place.arrive(name, 'kerkstraat')));
  stranger = await place.arrive('Sam', 'kerkstraat');
});
afterEach(() => browser.leave());
afterAll(async () => {
  await bots?.stop();
  await browser.close();
  await place.close();
});

test(
  'a ride to the food bank is found among neighbours, whatever happens to the bot',
  { timeout: patience },
  async () => {
    for (const helper of [wim, els, bas]) await offersRides(helper);

    const asker = await browser.visit(anja ?? null, '/help/ask');
    await asker.getByLabel('Vervoer').check();
    await asker.getByLabel('In een paar woorden').fill('naar de voedselbank');
    await asker.getByLabel('Op welke dag?').selectOption({ label: 'vandaag' });
    await asker.getByLabel('Vanaf').selectOption('13:00');
    await asker.getByLabel('Tot').selectOption('15:00');
    await asker.getByRole('button', { name: 'Vraag het de buurt' }).click();
    await asker.getByText('Je vraag is verstuurd.').waitFor();

    await dieWhen(/"kind":"help-wave"/);
    expect(await proposed()).toEqual([0, 0, 0]);
    await dieWhen(/"proposed":3/);
    expect(await proposed()).toEqual([1, 1, 1]);
    bots = startBots(place);
    await expect.poll(firstWave, { timeout: 20_000 }).toBe('done');
    expect(await proposed()).toEqual([1, 1, 1]);

    const first = await browser.visit(wim ?? null, '/inbox');
    const second = await browser.visit(els ?? null, '/help');
    const third = await browser.visit(bas ?? null, '/inbox');
    for (const page of [first, second, third]) {
      await page
        .getByText('Iemand uit jouw buurt (ongeveer 400 meter) zoekt vervoer: naar de voedselbank.')
        .waitFor();
      expect(await page.content()).not.toContain('Anja');
    }
    await first.getByRole('button', { name: 'Ja, ik kan' }).click();
    await first.getByText('De buur kiest nu.').waitFor();
    await second.getByRole('button', { name: 'Ja, ik kan' }).click();
    await second.getByText('We vragen je als de ander niet kan.').waitFor();

    await asker
      .getByText('Goed nieuws: iemand uit de Kerkstraat wil je helpen. Wil je kennismaken?')
      .waitFor();
    expect(await asker.content()).not.toContain('Wim');
    await asker.getByRole('button', { name: 'Ja', exact: true }).click();
    await asker.waitForURL(/\/channels\/direct-/);
    await third.getByText('Er is al iemand gevonden.').waitFor();

    await asker.getByText('Jullie zeiden allebei ja').waitFor();
    await asker.getByText('Je buur heet Wim.').waitFor();
    await first.getByRole('link', { name: 'Naar jullie gesprek' }).last().click();
    await say(first, 'Dag Anja, ik sta om één uur voor de deur.');
    await bubble(asker, 'ik sta om één uur voor de deur').waitFor();
    await say(asker, 'Fijn! Ik heb twee tassen.');
    await bubble(first, 'twee tassen').waitFor();
    await findsNothing(new URL(asker.url()).pathname);
    expect(browser.complaints).toEqual([]);
  },
);

/** Rides on Friday afternoons, filled in on the page. */
async function offersRides(helper: Neighbour | undefined): Promise<void> {
  const page = await browser.visit(helper ?? null, '/help/offer');
  await page.getByLabel('Vervoer').check();
  await page.getByLabel('vrijdag, middag').check();
  await page.getByRole('button', { name: 'Bewaren' }).click();
  await page.getByText('Je hoort het als een buur je nodig heeft.').waitFor();
  await page.context().close();
}

/** The bot process is killed the moment the hub says this to it, before it hears; then its half minute passes. */
async function dieWhen(said: RegExp): Promise<void> {
  const gate = await openGate(place, said);
  const doomed = startBots(place, gate.url);
  await gate.held;
  await doomed.kill();
  gate.close();
  const passed = { 'lease.until': new Date(0) };
  await mongoose.connection.collection('due-work').updateMany({ lease: { $exists: true } }, { $set: passed });
}

/** How often each of the three was asked. */
const proposed = () =>
  Promise.all(
    [wim, els, bas].map(
      async (one) => one && (await typesIn(one)).filter((type) => type === 'help:proposed').length,
    ),
  );

async function firstWave(): Promise<unknown> {
  const row = await mongoose.connection.collection('due-work').findOne({ 'about.wave': 1 });
  return row?.['state'];
}

/** A neighbour of the same street who was not asked finds neither request nor channel, on no page and by no question. */
async function findsNothing(path: string): Promise<void> {
  if (!stranger) throw new Error('nobody is a stranger here');
  const page: Page = await browser.visit(stranger, '/help');
  await page.getByText('Je hebt nu niets gevraagd.').waitFor();
  expect(await page.content()).not.toContain('voedselbank');
  expect(await inboxOf(stranger)).toEqual([]);
  const channel = path.slice('/channels/'.length);
  expect(await stranger.ask('log:page', { channel })).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  const answer = await page.goto(path);
  expect(answer?.status()).toBe(404);
  expect(await page.content()).not.toContain('voedselbank');
  await page.context().close();
  // The browser itself notes that a page was not there.
  browser.complaints.splice(
    0,
    browser.complaints.length,
    ...browser.complaints.filter((one) => !/404/.test(one)),
  );
}
