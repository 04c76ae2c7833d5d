import { clock } from '#config/clock.ts';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { monday } from '../support/agenda.ts';
import { openBrowser } from '../support/browser.ts';
import { awake, bubble, happened } from '../support/conversation.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../support/neighbourhood.ts';

let place: Neighbourhood;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let anja: Neighbour;
let wim: Neighbour;
const street = '/channels/street-maaskade';

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

test('a draft is one in all tabs, is still an answer later, and when it is sent in one tab it is gone in the others', async () => {
  const first = await browser.visit(anja, street);
  await awake(first);
  await bubble(first, 'Nieuw 20.').hover();
  await bubble(first, 'Nieuw 20.')
    .getByRole('button', { name: /Wat wil je/ })
    .click();
  await first.getByRole('button', { name: 'Antwoord' }).click();
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
  await first.locator('#write').press('Enter');
  await bubble(first, 'Mijn antwoord').getByText('verstuurd', { exact: true }).waitFor();
  await expect.poll(() => second.locator('#write').inputValue()).toBe('');
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
});

test('no page complained', () => {
  expect(browser.complaints).toEqual([]);
});
