import { randomUUID as newKey } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { barriers, openBrowser } from '../../support/browser.ts';
import { openCrisis, openIncident, toMook, type CrisisPlace } from '../../support/crisis.ts';
import { looks } from '../../support/looks.ts';
import type { Neighbour } from '../../support/neighbourhood.ts';

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
  incident = await openIncident(karin, 'Hoog water');
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
  await karin.get('crisis:send', toMook(incident, { basedOn: 1, areas, expects: later }));
  await karin.get('crisis:send', toMook(await openIncident(karin, 'Dijkdoorbraak', true)));
  const ended = await openIncident(karin, 'Rook');
  await karin.get('crisis:send', toMook(ended));
  await karin.get('crisis:end', {
    incident: ended,
    key: newKey(),
    basedOn: 1,
    areas: [{ area: 'mook', text: 'Het is voorbij.' }],
  });
  const withdrawn = await openIncident(karin, 'Gas');
  await karin.get('crisis:send', toMook(withdrawn));
  const reason = 'Het klopte niet.';
  await karin.get('crisis:cancel', { incident: withdrawn, key: newKey(), basedOn: 1, reason });
});
afterEach(() => browser.leave());
afterAll(async () => {
  await browser.close();
  await mook.close();
});

test.each([
  ['the situation', () => '/situation', 'nl-NL'],
  ['the situation in English', () => '/situation', 'en-GB'],
  ['a channel with official messages', () => '/channels/village-mook', 'nl-NL'],
  ['the console', () => '/situation/console', 'nl-NL'],
  ['an incident in the console', () => `/situation/console/${incident}`, 'nl-NL'],
])(
  '%s keeps nobody out, on a phone or a desk, by day or by night',
  async (_, path, locale) => {
    expect(await looks(await browser.visit(karin, path(), { locale }))).toEqual([]);
    expect(browser.complaints).toEqual([]);
  },
  patience,
);

test.each(['light', 'dark'] as const)(
  'every official message is read at 7 to 1, in %s',
  async (colorScheme) => {
    const page = await browser.visit(null, '/situation', { colorScheme });
    expect(await barriers(page, ['color-contrast-enhanced'], ['.level', 'article'])).toEqual([]);
  },
);
