import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import { bubble, entry, happened, messages, say } from '../../support/conversation.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';

let place: Neighbourhood;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let anja: Neighbour;
let wim: Neighbour;
const street = '/channels/street-maaskade';
const soon = { timeout: 8_000 };

beforeAll(async () => {
  place = await openNeighbourhood({ pages: true });
  browser = await openBrowser(place);
  anja = await place.arrive('Anja', 'maaskade');
  wim = await place.arrive('Wim', 'maaskade');
});
afterEach(() => browser.leave());
afterAll(async () => {
  await browser.close();
  await place.close();
});

test('two neighbours talk, and each sees what the other says at once', async () => {
  const [atAnja, atWim] = [await hears(anja), await hears(wim)];
  await say(atAnja, 'Wie heeft er zandzakken over?');
  await bubble(atWim, 'Wie heeft er zandzakken over?').waitFor();
  await bubble(atAnja, 'Wie heeft er zandzakken over?').getByText('verstuurd').waitFor();

  await say(atWim, 'Ik, *zeker* tien');
  await bubble(atAnja, 'Ik, zeker tien').waitFor();
  expect(await messages(atAnja)).toEqual(['Wie heeft er zandzakken over?', 'Ik, zeker tien']);
  expect(await messages(atWim)).toEqual(['Wie heeft er zandzakken over?', 'Ik, zeker tien']);
  // What is new is read to who listens: the other's words, once, and never one's own.
  expect(await atAnja.locator('body > * [role=status] p').allTextContents()).toEqual(['Wim: Ik, zeker tien']);
});

test('who is here and who is typing is told to the others', async () => {
  const [atAnja, atWim] = [await hears(anja), await hears(wim)];
  await atWim.getByText('1 buur kijkt mee').waitFor();
  // That one is typing is told now and then, and may get lost; he types until it is seen.
  const types = async () => {
    await atWim.locator('#write').pressSequentially('Ik ben ');
    return atAnja.getByText('Wim typt…').isVisible();
  };
  await expect.poll(types, soon).toBe(true);
});

test('a message is answered, changed, reacted to and taken away, for everybody', async () => {
  const [atAnja, atWim] = [await browser.visit(anja, street), await browser.visit(wim, street)];
  await say(atAnja, 'Morgen borel');
  await bubble(atWim, 'Morgen borel')
    .getByRole('button', { name: /Wat wil je/ })
    .click();
  await atWim.getByRole('button', { name: 'Antwoorden' }).click();
  await say(atWim, 'Gezellig');
  await bubble(atAnja, 'Gezellig').getByText('Morgen borel').waitFor();

  await bubble(atAnja, 'Morgen borel').last().hover();
  await bubble(atAnja, 'Morgen borel')
    .first()
    .getByRole('button', { name: /Wat wil je/ })
    .click();
  await atAnja.getByRole('button', { name: 'Aanpassen' }).click();
  await atAnja.locator('#write').fill('Morgen borrel');
  await atAnja.getByRole('button', { name: 'Bewaar' }).click();
  await bubble(atWim, 'Morgen borrel').first().getByText('aangepast').waitFor();

  await bubble(atWim, 'Morgen borrel')
    .first()
    .getByRole('button', { name: /Wat wil je/ })
    .click();
  await atWim.getByRole('button', { name: 'Reageer met hart' }).click();
  await bubble(atAnja, 'Morgen borrel').first().getByRole('button', { name: 'hart, van Wim' }).waitFor();

  await bubble(atAnja, 'Morgen borrel')
    .first()
    .getByRole('button', { name: /Wat wil je/ })
    .click();
  await atAnja.getByRole('button', { name: 'Verwijderen' }).click();
  await atAnja
    .getByRole('dialog', { name: 'Bericht verwijderen?' })
    .getByRole('button', { name: 'Verwijderen' })
    .click();
  await atWim.getByText('Dit bericht is verwijderd.').first().waitFor();
  expect(await atWim.getByText('Morgen borrel').count()).toBe(0);
});

test('what is not all right reaches the connector of the village, with a way to the message', async () => {
  const truus = await place.arrive('Truus', 'kerkstraat', { role: 'connector', areas: ['mook'] });
  await wim.get('message:post', {
    channel: 'village-mook',
    key: 'a-rude-message',
    text: 'Wat een sukkel ben jij',
  });
  const atAnja = await browser.visit(anja, '/channels/village-mook');
  await bubble(atAnja, 'Wat een sukkel').hover();
  await bubble(atAnja, 'Wat een sukkel')
    .getByRole('button', { name: /Wat wil je/ })
    .click();
  await atAnja.getByRole('button', { name: 'Melden' }).click();
  await atAnja.getByLabel('Wat is er niet goed aan?').fill('Dit is schelden.');
  await atAnja.getByRole('button', { name: 'Meld het bericht' }).click();
  await atAnja.getByRole('dialog').getByText('Je melding is bij de buurtverbinders').waitFor();

  const atTruus = await browser.visit(truus, '/inbox');
  await atTruus.getByText('Dit is schelden.').waitFor();
  await atTruus.getByRole('link', { name: 'Bekijk het bericht' }).click();
  await bubble(atTruus, 'Wat een sukkel').waitFor();
});

test('the unread line stands where one stopped reading, and is gone next time', async () => {
  const els = await place.arrive('Els', 'veerweg');
  const bas = await place.arrive('Bas', 'veerweg');
  const post = (text: string) =>
    bas.get('message:post', { channel: 'street-veerweg', key: `key of ${text}`, text });
  await post('Een');
  await els.get('channel:read', { channel: 'street-veerweg', seq: 1 });
  await post('Twee');
  await post('Drie');
  const atEls = await browser.visit(els, '/channels/street-veerweg');
  await atEls.getByText('2 nieuwe berichten').waitFor();
  const unread = async () =>
    (await els.get('channel:list', {})).channels.find(({ id }) => id === 'street-veerweg')?.member?.unread;
  await expect.poll(unread, soon).toBe(0);
  await atEls.reload();
  await bubble(atEls, 'Drie').waitFor();
  expect(await atEls.getByText('nieuwe berichten').count()).toBe(0);
});

test('older messages come when one goes back, and what one was reading stays in its place', async () => {
  const joop = await place.arrive('Joop', 'bosweg');
  const said = Array.from({ length: 130 }, (_, at) => `Bericht ${at + 1}.`);
  await happened('street-bosweg', joop, said);
  const page = await browser.visit(joop, '/channels/street-bosweg');
  await bubble(page, 'Bericht 130.').waitFor();
  expect(await messages(page)).toHaveLength(50);

  const reading = bubble(page, 'Bericht 85.');
  await reading.scrollIntoViewIfNeeded();
  const before = await reading.boundingBox();
  await expect.poll(() => messages(page).then(({ length }) => length), soon).toBeGreaterThan(50);
  expect((await reading.boundingBox())?.y).toBeCloseTo(before?.y ?? 0, 0);

  for (const far of [70, 35, 10, 1]) await bubble(page, `Bericht ${far}.`).scrollIntoViewIfNeeded();
  await expect.poll(() => messages(page), soon).toEqual(said);
  expect(await page.getByRole('link', { name: 'Oudere berichten' }).count()).toBe(0);

  const near = await bubble(page, 'Bericht 2.').boundingBox();
  await joop.get('message:post', { channel: 'street-bosweg', key: 'something-new', text: 'Iets nieuws' });
  await bubble(page, 'Iets nieuws').waitFor();
  expect((await bubble(page, 'Bericht 2.').boundingBox())?.y).toBeCloseTo(near?.y ?? 0, 0);
  await page.getByRole('button', { name: 'Naar nieuwste' }).click();
  await page.getByRole('button', { name: 'Naar nieuwste' }).waitFor({ state: 'detached' });
});

test('a channel is left, joined again and made quiet from its own page', async () => {
  const channel = 'theme-energy';
  const page = await browser.visit(wim, `/channels/${channel}`);
  await page.getByRole('button', { name: 'Over dit kanaal' }).click();
  await page.getByRole('button', { name: 'Verlaat dit kanaal' }).click();
  await page.getByRole('heading', { name: 'Kanalen' }).waitFor();

  await page.goto(`/channels/${channel}`);
  await page.getByRole('button', { name: 'Word lid' }).click();
  await say(page, 'Wie heeft er een warmtepomp?');
  await bubble(page, 'warmtepomp').getByText('verstuurd', { exact: true }).waitFor();

  await page.getByRole('button', { name: 'Over dit kanaal' }).click();
  await page.getByText('Stil', { exact: true }).click();
  const heard = async () => (await wim.get('channel:open', { channel })).channel.member?.involvement;
  await expect.poll(heard, soon).toBe('nothing');
});

test('what is said in another channel counts beside its name at once', async () => {
  const page = await browser.visit(wim, street);
  await bubble(page, 'Ik, zeker tien').waitFor();
  const mook = page.getByRole('navigation', { name: 'Kanalen' }).getByRole('link', { name: /^Mook/ });
  const before = Number(/\d+/.exec((await mook.textContent()) ?? '')?.[0] ?? 0);
  await anja.get('message:post', { channel: 'village-mook', key: 'said-elsewhere', text: 'Hallo dorp' });
  await mook.getByText(String(before + 1), { exact: true }).waitFor();
});

test('someone in another street finds no page and no name of it', async () => {
  const stranger = await place.arrive('Peter', 'stationsstraat');
  const page = await browser.visit(stranger, '/channels');
  expect(await page.getByText('Maaskade').count()).toBe(0);
  const answer = await page.request.get(street);
  expect([answer.status(), (await answer.text()).includes('zandzakken')]).toEqual([404, false]);
});

test('what nobody told the page is found all the same, also of a kind it does not know', async () => {
  const kees = await place.arrive('Kees', 'zandpad');
  const page = await browser.visit(kees, '/channels/street-zandpad');
  await page.getByText('Zeg jij als eerste iets?').waitFor();
  await happened('street-zandpad', kees, ['Niemand hoorde dit']);
  await entry('street-zandpad', kees, 'poll:opened', { question: 'Bankje?' });
  await bubble(page, 'Niemand hoorde dit').waitFor();
  await page.getByText('Nieuw bericht. Ververs de pagina om het te lezen.').waitFor();
});

/** Somebody's page of the street, with its line. */
const hears = (who: Neighbour) => browser.alive('street-maaskade', () => browser.visit(who, street));

test('no page complained', () => {
  expect(browser.complaints).toEqual([]);
});
