import { readStory } from '#config/story.ts';
import * as sessions from '#models/person/session.ts';
import { fileURLToPath } from 'node:url';
import { openBrowser } from '../test/support/browser.ts';
import { openNeighbourhood } from '../test/support/neighbourhood.ts';

/**
 * Makes the picture of the README: the demo, as a resident of the Maaskade sees it on a wide screen.
 *
 *     npm run build && node docs/screenshot.ts
 */
const place = await openNeighbourhood({ pages: true, env: { DEMO: '1' } });
await place.hub.playStory(
  readStory(new URL(`../config/places/${place.place.id}.story.json`, import.meta.url)),
);
const { secret } = await sessions.start('demo-anna', 'the README');
const browser = await openBrowser(place);
const page = await browser.visit({ cookie: `brink=${secret}` }, '/channels/street-maaskade', {
  viewport: { width: 1280, height: 800 },
  colorScheme: 'light',
});
await page.getByRole('button', { name: /^Naar nieuwste/ }).click();
await page.getByRole('button', { name: /^Naar nieuwste/ }).waitFor({ state: 'detached' });
await page.screenshot({ path: fileURLToPath(new URL('channel.png', import.meta.url)) });
await browser.close();
await place.close();
