import AxeBuilder from '@axe-core/playwright';
import { randomUUID as newKey } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { openCrisis, toMook, type CrisisPlace } from '../support/crisis.ts';
import { looks } from '../support/looks.ts';
import type { Neighbour } from '../support/neighbourhood.ts';

let mook: CrisisPlace;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let karin: Neighbour;
let incident: string;

/** Four looks by axe at each page take a while when the machine has other things to do. */
const patience = 90_000;

beforeAll(async () => {
  mook = await openCrisis({ pages: true });
  browser = await openBrowser(mook);
  karin = await mook.officer('Karin');
  incident = await open('Hoog water', false);
  const areas = ['mook', 'middelaar', 'plasmolen', 'molenhoek'].map((area, place) => ({
    area,
    level: ([4, 3, 2, 1] as const)[place] ?? 1,
    text: 'Het water stijgt.',
    instruction: 'Let op het water.',
    textEn: 'The water is rising.',
  }));
  const expects = { what: 'Hoogste stand', when: 'zondagochtend' };
  await karin.get('crisis:send', toMook(incident, { areas, expects }));
  const later = { what: 'Hoogste stand', when: 'zondagavond' };
  await karin.get('crisis:send', toMook(incident, { areas, expects: later }));
  await karin.get('crisis:send', toMook(await open('Dijkdoorbraak', true)));
  const ended = await open('Rook', false);
  await karin.get('crisis:send', toMook(ended));
  await karin.get('crisis:end', {
    incident: ended,
    key: newKey(),
    areas: [{ area: 'mook', text: 'Het is voorbij.' }],
  });
  const withdrawn = await open('Gas', false);
  await karin.get('crisis:send', toMook(withdrawn));
  await karin.get('crisis:cancel', { incident: withdrawn, key: newKey(), reason: 'Het klopte niet.' });
});
afterAll(async () => {
  await browser.close();
  await mook.close();
});

const open = async (title: string, exercise: boolean) =>
  (await karin.get('crisis:open', { key: newKey(), title, exercise })).incident;

test.each([
  ['the situation', () => '/situation', 'nl-NL'],
  ['the situation in English', () => '/situation', 'en-GB'],
  ['a channel with official messages', () => '/channels/village-mook', 'nl-NL'],
  ['the console', () => '/situation/console', 'nl-NL'],
  ['an incident in the console', () => `/situation/console/${incident}`, 'nl-NL'],
])(
  '%s keeps nobody out, on a phone or a desk, by day or by night',
  async (_, path, locale) => {
    const page = await browser.visit(karin, path(), { locale });
    expect(await looks(page)).toEqual([]);
    await page.context().close();
    expect(browser.complaints).toEqual([]);
  },
  patience,
);

test.each(['light', 'dark'] as const)(
  'every official message is read at 7 to 1, in %s',
  async (colorScheme) => {
    const page = await browser.visit(null, '/situation', { colorScheme });
    const { violations } = await new AxeBuilder({ page })
      .include('.level')
      .include('article')
      .withRules(['color-contrast-enhanced'])
      .analyze();
    expect(violations.flatMap(({ nodes }) => nodes.map(({ html }) => html))).toEqual([]);
  },
);
