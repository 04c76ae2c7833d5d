import { clock } from '#config/clock.ts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import { looks } from '../../support/looks.ts';
import { openNeighbourhood, type Neighbour } from '../../support/neighbourhood.ts';

const place = await openNeighbourhood({ pages: true });
const browser = await openBrowser(place);
let anna: Neighbour;
let henk: Neighbour;
let mieke: Neighbour;

beforeAll(async () => {
  clock.set(new Date('2021-07-12T10:00:00+02:00'));
  anna = await place.arrive('Anna', 'maaskade');
  henk = await place.arrive('Henk', 'maaskade');
  mieke = await place.arrive('Mieke', undefined, { role: 'connector', areas: ['mook'] });
});
afterAll(async () => {
  await browser.close();
  await place.close();
});

let wishes = 0;
const publish = async (title: string, more: { places?: number; startsAt?: string; endsAt?: string } = {}) => {
  const wish = { channel: 'village-mook', key: `a-wish-of-a-page-${++wishes}`, title, place: 'De Zaal' };
  return (await mieke.get('activity:publish', { startsAt: '2021-07-14T10:00', ...wish, ...more })).activity;
};

async function fillIn(page: Page, words: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(words)) await page.getByLabel(label, { exact: true }).fill(text);
}

test('without JavaScript somebody invites the village, and a neighbour says that he comes', async () => {
  const bare = { javaScriptEnabled: false };
  const annas = await browser.visit(anna, '/agenda', bare);
  await annas.getByRole('link', { name: 'Nodig mensen uit' }).click();
  await annas.getByLabel('Voor wie is het?').selectOption({ label: 'Mook' });
  await fillIn(annas, {
    'Wat ga je doen?': 'Samen wandelen',
    'Waar is het?': 'Bij de kerk',
    'Op welke dag?': '2021-07-17',
    'Hoe laat begint het?': '14:00',
    'Hoe laat is het klaar? (hoeft niet)': '15:30',
  });
  await annas.getByRole('button', { name: 'Zet in de agenda' }).click();
  await annas.getByRole('heading', { level: 1, name: 'Samen wandelen' }).waitFor();
  await annas.getByText('Zaterdag 17 juli, 14:00 – 15:30 uur').waitFor();

  const henks = await browser.visit(henk, '/agenda', bare);
  await henks.getByRole('link', { name: 'Samen wandelen' }).click();
  await henks.getByRole('button', { name: 'Ik kom' }).click();
  await henks.getByText('Fijn, je komt!').waitFor();
  await henks.getByRole('listitem').filter({ hasText: 'Henk' }).waitFor();

  const guests = await browser.visit(null, new URL(henks.url()).pathname, bare);
  await guests.getByText('1 komt').waitFor();
  expect(await guests.getByText('Henk').count()).toBe(0);
  await guests.getByRole('link', { name: 'Inloggen' }).last().click();
  expect(new URL(guests.url()).searchParams.get('to')).toBe(new URL(henks.url()).pathname);
});

test('what is missing is said beside its field, and what was typed stays', async () => {
  const page = await browser.visit(anna, '/agenda/publish?channel=street-maaskade');
  await fillIn(page, { 'Wat ga je doen?': 'Straatborrel' });
  await page.getByRole('button', { name: 'Zet in de agenda' }).click();
  await page.getByRole('alert').getByText('Schrijf op waar het is.').waitFor();
  expect(await page.getByLabel('Wat ga je doen?').inputValue()).toBe('Straatborrel');
  expect(await page.getByLabel('Voor wie is het?').inputValue()).toBe('street-maaskade');
  await page.locator('[name=place]:focus').waitFor();
  await fillIn(page, {
    'Waar is het?': 'Op de kade',
    'Op welke dag?': '2021-07-11',
    'Hoe laat begint het?': '16:00',
  });
  await page.getByRole('button', { name: 'Zet in de agenda' }).click();
  await page.getByRole('alert').getByText('Dit begin is al voorbij.').waitFor();
});

test('the organiser changes it and calls it off; who looks sees what was and why', async () => {
  const activity = await publish('Koffie');
  const page = await browser.visit(mieke, `/agenda/${activity}`);
  await page.getByRole('link', { name: 'Aanpassen' }).click();
  await fillIn(page, { 'Hoe laat begint het?': '11:00' });
  await page.getByRole('button', { name: 'Opslaan' }).click();
  await page.getByText('Woensdag 14 juli, 11:00 uur').waitFor();
  await page.getByText('Gaat het niet door?').click();
  await fillIn(page, { 'Waarom niet? (hoeft niet)': 'De Zaal is dicht.' });
  await page.getByRole('button', { name: 'Ja, het gaat niet door' }).click();
  await page.getByText('De reden: De Zaal is dicht.').waitFor();
  const henks = await browser.visit(henk, '/agenda');
  await henks.getByRole('article').filter({ hasText: 'Koffie' }).getByText('gaat niet door').waitFor();
  await henks.getByRole('link', { name: 'Koffie' }).click();
  await henks.getByText('De reden: De Zaal is dicht.').waitFor();
  expect(await henks.getByRole('button', { name: 'Ik kom' }).count()).toBe(0);
});

test('on a card in the channel a neighbour answers, and stays in the conversation', async () => {
  await publish('Jeu de boules');
  const page = await browser.visit(henk, '/channels/village-mook');
  const card = page.getByRole('article').filter({ hasText: 'Jeu de boules' });
  await card.getByText('nog niemand').waitFor();
  await card.getByRole('button', { name: 'Ik kom' }).click();
  await card.getByText('jij komt').waitFor();
  expect(new URL(page.url()).pathname).toBe('/channels/village-mook');

  const bare = await browser.visit(henk, '/channels/village-mook', { javaScriptEnabled: false });
  const same = bare.getByRole('article').filter({ hasText: 'Jeu de boules' });
  await same.getByRole('button', { name: 'Ik kan niet' }).click();
  await bare.getByText('Jammer, je kunt niet.').waitFor();
});

test('a channel comes with its cards: whoever opens it again and again is asked for nothing more', async () => {
  const titles = Array.from({ length: 13 }, (_, at) => `Avondmarkt ${at + 1}`);
  let activity = '';
  for (const title of titles) activity = await publish(title, { places: 20 });
  await henk.get('activity:answer', { activity, answer: 'yes' });

  await browser.leave();
  const page = await browser.visit(henk, '/');
  const start = await answered();
  const visits = 3;
  for (let visit = 0; visit < visits; visit++) {
    await browser.alive('village-mook', () => page.goto('/channels/village-mook'));
    await page
      .getByRole('article')
      .filter({ hasText: titles.at(-1)! })
      .getByText('jij komt')
      .waitFor();
  }
  const asked = difference(start, await answered());
  expect(asked['activity:get']).toBeUndefined();
  expect(Object.values(asked).reduce((sum, count) => sum + count, 0) / visits).toBeLessThanOrEqual(12);

  // What is published while one looks is asked once.
  const then = await answered();
  await publish('Nachtmarkt');
  const live = page.getByRole('article').filter({ hasText: 'Nachtmarkt' });
  await live.getByText('nog niemand').waitFor();
  expect(difference(then, await answered())).toMatchObject({ 'activity:get': 1 });

  const bare = await browser.visit(henk, '/channels/village-mook', { javaScriptEnabled: false });
  const last = bare.getByRole('article').filter({ hasText: titles.at(-1)! });
  await last.getByText('jij komt').waitFor();
  await last.getByText('1 komt').waitFor();
  expect(await last.getByRole('button', { name: 'Ik kom' }).getAttribute('aria-pressed')).toBe('true');
}, 120_000);

/** How many wishes of each kind this hub has answered. */
async function answered(): Promise<Record<string, number>> {
  const text = await (await fetch(`${place.url}/metrics`)).text();
  const lines = text.matchAll(/^brink_answer_seconds_count\{command="([^"]+)",code="([A-Z_]+)"\} (\d+)$/gm);
  const counts: Record<string, number> = {};
  for (const [, command = '', , count] of lines) counts[command] = (counts[command] ?? 0) + Number(count);
  return counts;
}

const difference = (before: Record<string, number>, after: Record<string, number>) =>
  Object.fromEntries(
    Object.entries(after).flatMap(([name, count]) =>
      count > (before[name] ?? 0) ? [[name, count - (before[name] ?? 0)]] : [],
    ),
  );

test('a neighbour finds no way to change what another organises', async () => {
  const activity = await publish('Bingo');
  const page = await browser.visit(henk, `/agenda/${activity}`);
  await page.getByRole('button', { name: 'Ik kom' }).waitFor();
  expect(await page.getByRole('link', { name: 'Aanpassen' }).count()).toBe(0);
  expect((await page.goto(`/agenda/${activity}/change`))?.status()).toBe(403);
});

test('people who cannot see, point or tell colours apart can use every page, on a phone and on a wide screen', async () => {
  const full = await publish('Kookgroep', { places: 1 });
  const fair = await publish('Kermis', { startsAt: '2021-07-15T16:00', endsAt: '2021-07-18T22:00' });
  for (const who of [mieke, henk]) await who.get('activity:answer', { activity: full, answer: 'yes' });
  const off = await publish('Repetitie');
  await mieke.get('activity:cancel', { activity: off, reason: 'Te warm.' });
  const paths = [
    '/agenda',
    '/agenda?from=2021-12-01',
    `/agenda/${full}`,
    `/agenda/${fair}`,
    `/agenda/${off}`,
    '/agenda/publish',
    '/channels/village-mook',
  ];
  const found: string[] = [];
  const look = async (page: Page, path: string) => {
    await page.goto(path);
    found.push(...(await looks(page)).map((wrong) => `${path} ${wrong}`));
  };
  const henks = await browser.visit(henk, '/agenda');
  for (const path of paths) await look(henks, path);
  const organisers = await browser.visit(mieke, '/agenda');
  for (const path of [`/agenda/${fair}`, `/agenda/${fair}/change`]) await look(organisers, path);
  expect(found).toEqual([]);
}, 240_000);

test('nothing on these pages complains or asks another site for anything', () => {
  // A browser writes every refusal on its console; the page has said in words what was wrong.
  const refusals = /the server responded with a status of 4(03|22)/;
  expect(browser.complaints.filter((complaint) => !refusals.test(complaint))).toEqual([]);
});
