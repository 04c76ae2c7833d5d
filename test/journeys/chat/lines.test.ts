import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser, scriptsWait } from '../../support/browser.ts';
import { awake, bubble, happened, messages, say } from '../../support/conversation.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';

let place: Neighbourhood;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let anja: Neighbour;
let wim: Neighbour;
const street = '/channels/street-maaskade';

beforeAll(async () => {
  place = await openNeighbourhood({ pages: true });
  browser = await openBrowser(place);
  anja = await place.arrive('Anja', 'maaskade');
  wim = await place.arrive('Wim', 'maaskade');
  await happened('street-maaskade', wim, ['Welkom in de straat']);
});
afterEach(() => browser.leave());
afterAll(async () => {
  await browser.close();
  await place.close();
});

test('what is said without a line waits, and what others said meanwhile is there when it is back', async () => {
  const page = await browser.visit(anja, street);
  await awake(page);
  await page.context().setOffline(true);
  await page.getByText('Je bent niet verbonden.').waitFor();
  await say(page, 'Ik ben in de tunnel');
  await bubble(page, 'Ik ben in de tunnel').getByText('wordt verstuurd').waitFor();
  await wim.get('message:post', { channel: 'street-maaskade', key: 'key-of-wim-1', text: 'Hoor je me?' });

  await page.context().setOffline(false);
  await bubble(page, 'Ik ben in de tunnel').getByText('verstuurd', { exact: true }).waitFor();
  // One's own words are sent at once; what was missed is fetched beside that.
  const last = async () => (await messages(page)).slice(-2);
  await expect.poll(last, { timeout: 15_000 }).toEqual(['Hoor je me?', 'Ik ben in de tunnel']);
  expect((await said()).slice(-2)).toEqual(['Hoor je me?', 'Ik ben in de tunnel']);
});

test('what is said while the hub is away survives a reload, and is said once', async () => {
  const page = await browser.visit(anja, street);
  await awake(page);
  await place.goAway();
  await say(page, 'Eerst dit');
  await say(page, 'Dan dat');
  await bubble(page, 'Dan dat').getByText('wordt verstuurd').waitFor();
  await place.comeBack();
  await page.reload();
  await bubble(page, 'Dan dat').getByText('verstuurd', { exact: true }).waitFor();
  expect((await messages(page)).slice(-2)).toEqual(['Eerst dit', 'Dan dat']);
  expect((await said()).slice(-2)).toEqual(['Eerst dit', 'Dan dat']);
});

test('a reload in the middle of sending says nothing twice, on the screen or in the log', async () => {
  const page = await browser.visit(anja, street);
  for (let time = 1; time <= 5; time += 1) {
    await awake(page);
    await say(page, `Ronde ${time}`);
    await page.reload({ waitUntil: 'commit' });
    await bubble(page, `Ronde ${time}`).waitFor();
  }
  await bubble(page, 'Ronde 5').getByText('verstuurd', { exact: true }).waitFor();
  const rounds = [1, 2, 3, 4, 5].map((time) => `Ronde ${time}`);
  expect((await messages(page)).slice(-5)).toEqual(rounds);
  expect((await said()).slice(-5)).toEqual(rounds);
});

test('of two tabs, one sends what the other wrote, and both show it once', async () => {
  const first = await browser.visit(anja, street);
  const second = await first.context().newPage();
  await second.goto(street);
  await awake(second);
  await say(second, 'Uit de tweede tab');
  await bubble(second, 'Uit de tweede tab').getByText('verstuurd', { exact: true }).waitFor();
  await bubble(first, 'Uit de tweede tab').waitFor();
  await first.close();
  await say(second, 'De eerste is dicht');
  await bubble(second, 'De eerste is dicht').getByText('verstuurd', { exact: true }).waitFor();
  expect((await messages(second)).slice(-2)).toEqual(['Uit de tweede tab', 'De eerste is dicht']);
});

test('what the hub refuses says why, and goes when one wants it to', async () => {
  const channel = 'interest-gardening';
  await anja.get('channel:join', { channel });
  await happened(channel, wim, ['Welkom, tuiniers']);
  const page = await browser.visit(anja, `/channels/${channel}`);
  await awake(page);
  await say(page, 'Hallo tuiniers');
  await bubble(page, 'Hallo tuiniers').getByText('verstuurd', { exact: true }).waitFor();
  await anja.get('channel:leave', { channel });
  await say(page, 'Wie heeft er stekjes?');
  await bubble(page, 'Wie heeft er stekjes?').getByText('niet verstuurd').waitFor();

  await anja.get('channel:join', { channel });
  await page.getByRole('button', { name: 'Opnieuw' }).click();
  await bubble(page, 'Wie heeft er stekjes?').getByText('verstuurd', { exact: true }).waitFor();

  await anja.get('channel:leave', { channel });
  await say(page, 'Laat maar');
  await page.getByRole('button', { name: 'Verwijderen' }).click();
  await bubble(page, 'Laat maar').waitFor({ state: 'detached' });
  await page.reload();
  expect(await page.getByText('Laat maar').count()).toBe(0);
});

test('what one was writing is still there after a reload', async () => {
  const page = await browser.visit(wim, street);
  await awake(page);
  await page.locator('#write').fill('Nog niet af');
  await page.reload();
  await expect.poll(() => page.locator('#write').inputValue(), { timeout: 8_000 }).toBe('Nog niet af');
});

test('what is typed before the page is awake comes before what one was writing earlier', async () => {
  const page = await browser.visit(wim, street);
  await awake(page);
  await page.locator('#write').fill('Een oud begin');
  const come = await scriptsWait(page);
  await page.goto(street, { waitUntil: 'commit' });
  await page.locator('#write').fill('Nieuwe woorden');
  come();
  await awake(page);
  expect(await page.locator('#write').inputValue()).toBe('Nieuwe woorden');
});

test('going back to a page does not undo what was chosen on another device meanwhile', async () => {
  const tess = await place.arrive('Tess', 'maaskade');
  const page = await browser.visit(tess, street);
  await awake(page);
  await page.locator('[popovertarget=about]').first().click();
  const chosen = page.waitForResponse((response) => response.url().includes('involve'));
  await page.locator('[name=involvement][value=nothing]').check();
  await chosen;
  await tess.get('channel:involve', { channel: 'street-maaskade', involvement: 'nothing' });
  await page.goto('/about');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goBack();
  await awake(page);
  expect(asked.filter((url) => url.includes('involve'))).toEqual([]);
  const { channels } = await tess.get('channel:list', {});
  const mine = channels.find(({ id }) => id === 'street-maaskade');
  expect(mine?.member?.involvement).toBe('nothing');
});

test('a session that is ended elsewhere makes a guest of this page', async () => {
  const bas = await place.arrive('Bas', 'kerkstraat');
  const page = await browser.visit(bas, '/channels/village-mook');
  await page.locator('#write').waitFor();
  await bas.get('session:end', {});
  await page.getByText('Doe mee om hier te schrijven.').waitFor();
});

/** What the log of the street holds, as a neighbour reads it. */
async function said(): Promise<string[]> {
  const { entries } = await wim.get('log:page', { channel: 'street-maaskade', limit: 200 });
  return entries.flatMap((entry) => (entry.type === 'message:posted' && entry.body ? [entry.body.text] : []));
}
