import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startBots } from '../../support/bots.ts';
import { openBrowser } from '../../support/browser.ts';
import { capInfo, capMessage } from '../../support/cap.ts';
import { inHours, openCrisis, type CrisisPlace } from '../../support/crisis.ts';
import type { Neighbour } from '../../support/neighbourhood.ts';

/** A water board with a web server: an Atom feed, and the messages it leads to. */
const published: string[] = [];
const office = createServer(({ url = '' }, response) => {
  const page = url === '/feed' ? feed() : published[Number(url.slice(1))];
  response.writeHead(page === undefined ? 404 : 200).end(page);
});
const feed = () => `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>
<entry><link type="application/cap+xml" href="http://elders.example.nl/1.xml"/></entry>
${published.map((_, place) => `<entry><link type="application/cap+xml" href="/${place}"/></entry>`).join('')}</feed>`;

let mook: CrisisPlace;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let henk: Neighbour;
let anna: Neighbour;
let bots: ReturnType<typeof startBots>;

beforeAll(async () => {
  office.listen(0, '127.0.0.1');
  await once(office, 'listening');
  const url = `http://127.0.0.1:${(office.address() as AddressInfo).port}/feed`;
  const senders = ['waterschap.example.nl'];
  mook = await openCrisis({
    pages: true,
    feeds: [{ name: 'Waterschap', url, kind: 'atom', senders, everySeconds: 60 }],
  });
  browser = await openBrowser(mook);
  henk = await mook.arrive('Henk', 'maaskade');
  anna = await mook.arrive('Anna', 'heidelaan');
});
afterEach(() => browser.leave());
afterAll(async () => {
  await bots.kill();
  await browser.close();
  await mook.close();
  office.close();
});

/** As CAP writes a time: to the second, with its offset from UTC. */
const capTime = (hours: number) => inHours(hours).replace(/\.\d+Z$/, '+00:00');

const times = { alert: capTime(-3), update: capTime(-2), cancel: capTime(-1) };
const referring = (to: string, sent: string) => `waterschap.example.nl,${to},${sent}`;

/** Official messages in the channel of a village, the oldest first. */
async function official(who: Neighbour, village: string): Promise<string[]> {
  const { entries } = await who.get('log:page', { channel: `village-${village}`, limit: 200 });
  return entries.map(({ type }) => type).filter((type) => type.startsWith('crisis:'));
}

/** The bot is killed, as by a power cut, and starts again: it remembers nothing and takes nothing over twice. */
async function startAgain(): Promise<void> {
  await bots.kill();
  bots = startBots(mook);
}

const patience = { timeout: 40_000, interval: 250 };

test('an Alert, an Update and a Cancel of the water board reach the village, once each, though the bot is killed in between', async () => {
  published.push(
    capMessage({ identifier: 'one', sent: times.alert, infos: [capInfo({ expires: capTime(12) })] }),
  );
  bots = startBots(mook);
  await vi.waitFor(async () => expect(await official(henk, 'mook')).toEqual(['crisis:updated']), patience);
  const guest = await browser.visit(null, '/situation', { javaScriptEnabled: false });
  const inMook = guest.getByRole('region', { name: 'Mook' });
  await inMook.getByText('Het water komt hoger dan de kade.').waitFor();
  await inMook.getByText('Waterschap').first().waitFor();

  const description = 'Het water zakt langzaam.';
  published.push(
    capMessage({
      identifier: 'two',
      msgType: 'Update',
      sent: times.update,
      references: referring('one', times.alert),
      infos: [capInfo({ description, severity: 'Moderate', expires: capTime(12) })],
    }),
  );
  await startAgain();
  await vi.waitFor(async () => expect(await official(henk, 'mook')).toHaveLength(2), patience);
  await guest.reload();
  await inMook.getByText(description).waitFor();
  await inMook.getByText('Wat is er veranderd?').waitFor();

  published.push(
    capMessage({
      identifier: 'three',
      msgType: 'Cancel',
      sent: times.cancel,
      references: referring('two', times.update),
      infos: [],
    }),
  );
  await startAgain();
  const all = ['crisis:updated', 'crisis:updated', 'crisis:cancelled'];
  await vi.waitFor(async () => expect(await official(henk, 'mook')).toEqual(all), patience);
  await guest.reload();
  await inMook.getByText('Ingetrokken').first().waitFor();
  expect(await official(anna, 'molenhoek')).toEqual([]);
}, 150_000);

test('a storm that is still to come says from when it holds, and officers read what could not be taken over', async () => {
  const storm = { headline: 'Zware storm', severity: 'Moderate', expires: capTime(30), onset: capTime(20) };
  const long = 'Vannacht waait het hard uit het westen. '.repeat(150);
  published.push(
    capMessage({
      identifier: 'four',
      sent: times.update,
      infos: [capInfo({ ...storm, description: long })],
    }),
    capMessage({ identifier: 'five', infos: [capInfo({ instruction: 'Ga <del>niet</del> naar buiten.' })] }),
    capMessage({ identifier: 'six' }).replace(/<area>[^]*<\/area>/, ''),
  );
  await startAgain();
  await vi.waitFor(async () => expect(await official(henk, 'mook')).toHaveLength(4), patience);

  const ahead = /^Dit geldt van .+ tot .+ uur\.$/;
  const guest = await browser.visit(null, '/situation');
  const inMook = guest.getByRole('region', { name: 'Mook' });
  await inMook.getByText(ahead).waitFor();
  await inMook.getByText('Geldt van', { exact: true }).waitFor();
  await inMook.getByRole('link', { name: 'Lees alles bij Waterschap' }).waitFor();
  const own = await browser.visit(henk, '/channels/village-mook');
  await own.getByRole('region', { name: 'Situatie' }).getByText(ahead).first().waitFor({ state: 'attached' });
  await own.getByRole('main').getByText(ahead).waitFor();

  const officer = await mook.officer('Karin');
  const console = await browser.visit(officer, '/situation/console');
  const refused = console.getByRole('region', { name: 'Niet overgenomen' });
  await refused.getByText('Er staat niet goed in voor welk gebied het is.').waitFor();
  await refused.getByText(/waardoor woorden kunnen wegvallen/).waitFor();
  await refused.getByText('De link leidt naar een andere website. Die vertrouwen wij niet.').waitFor();
  expect(browser.complaints).toEqual([]);
}, 150_000);
