import axe from 'axe-core';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { expect } from 'vitest';
import type { Neighbour, Neighbourhood } from './neighbourhood.ts';

/**
 * People look at the place in a real Chromium, each in a browser of his own: a page in the background of another's would
 * be throttled.
 *
 *     const browser = await openBrowser(place);
 *     afterAll(() => browser.close());
 *     const page = await browser.visit(anja, '/channels/street-maaskade');
 *     expect(browser.complaints).toEqual([]);
 */
export async function openBrowser(place: Neighbourhood) {
  const chrome: Browser = await chromium.launch({ executablePath, args: flags });
  const complaints: string[] = [];
  const contexts = new Set<BrowserContext>();

  return {
    /** What the pages complained about: errors on the console, broken scripts, requests to somewhere else. */
    complaints,
    visit,

    /**
     * Does what brings a page, and waits until that page is awake and its line hears what happens in this channel.
     *
     *     const page = await browser.alive('village-mook', () => browser.visit(henk, '/channels'));
     */
    async alive<Result>(channel: string, brings: () => Promise<Result>): Promise<Result> {
      const hearing = async () => {
        const sockets = await place.hub.io.in(`channel:${channel}`).fetchSockets();
        return sockets.map(({ id }) => id);
      };
      const before = new Set(await hearing());
      const brought = await brings();
      const isHeard = async () => (await hearing()).some((id) => !before.has(id));
      await expect.poll(isHeard, { timeout: patience }).toBe(true);
      return brought;
    },

    /** Everybody closes his browser; whoever comes next finds a quiet machine. */
    async leave(): Promise<void> {
      await Promise.all([...contexts].map((context) => context.close()));
      contexts.clear();
    },

    close: () => chrome.close(),
  };

  /** A new browser of this person (null: a guest), at this path. `options` as Playwright's, e.g. `{ viewport, colorScheme }`. */
  async function visit(
    who: Pick<Neighbour, 'cookie'> | null,
    path: string,
    options: BrowserContextOptions = {},
  ): Promise<Page> {
    const context = await chrome.newContext({
      baseURL: place.url,
      locale: 'nl-NL',
      timezoneId: 'Europe/Amsterdam',
      viewport: { width: 1280, height: 800 },
      ...options,
    });
    contexts.add(context);
    context.setDefaultTimeout(patience);
    if (who) await context.addCookies([cookieOf(who, place.url)]);
    const page = await context.newPage();
    overhear(page);
    await page.goto(path);
    return page;
  }

  function overhear(page: Page): void {
    const complain = (what: string) => void complaints.push(`${new URL(page.url()).pathname}: ${what}`);
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complain(message.text());
    });
    page.on('pageerror', (error) => complain(error.message));
    page.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (/^(http|ws)s?:$/.test(protocol) && host !== new URL(place.url).host)
        complain(`asks ${request.url()}`);
    });
  }
}

/**
 * What is wrong with a page for people who cannot see, point or tell colours apart, as axe finds it. It comes into the page
 * once and gathers only what is wrong: four looks at a page take 1 s instead of 12.
 * @param rules of axe; without them all of WCAG 2.2 A and AA, and its good practice
 * @param where selectors of what is looked at; without them the whole page
 */
export async function barriers(page: Page, rules?: string[], where?: string[]): Promise<string[]> {
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe.source);
  const runOnly = rules ? { type: 'rule', values: rules } : { type: 'tag', values: everything };
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] });
  const context = where ? JSON.stringify({ include: where }) : 'document';
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${context}, ${options})`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** From now on scripts (those of `which`) wait on their way to this page, until the function it gives is called. */
export async function scriptsWait(page: Page, which = '**/*.js'): Promise<() => void> {
  let come: () => void = () => undefined;
  const there = new Promise<void>((resolve) => (come = resolve));
  await page.route(which, async (route) => {
    await there;
    await route.continue();
  });
  return come;
}

/** Long enough for a machine that has other things to do: what fails, fails all the same. */
const patience = 15_000;

const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Chromium without a window, which Debian packages apart: it starts and loads in half the time. */
const executablePath = '/usr/bin/chromium-headless-shell';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function cookieOf({ cookie }: Pick<Neighbour, 'cookie'>, url: string) {
  const [name = '', value = ''] = cookie.split('=');
  return { name, value, url, httpOnly: true, sameSite: 'Lax' as const };
}
