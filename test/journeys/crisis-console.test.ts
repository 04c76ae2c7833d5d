import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import {
  banner,
  endEverything,
  openCrisis,
  openIncident,
  toMook,
  type CrisisPlace,
} from '../support/crisis.ts';
import type { Neighbour } from '../support/neighbourhood.ts';

let mook: CrisisPlace;
let browser: Awaited<ReturnType<typeof openBrowser>>;
let karin: Neighbour;
let henk: Neighbour;

beforeAll(async () => {
  mook = await openCrisis({ pages: true });
  browser = await openBrowser(mook);
  karin = await mook.officer('Karin');
  henk = await mook.arrive('Henk', 'maaskade');
});
afterEach(async () => {
  await browser.leave();
  await endEverything(karin);
});
afterAll(async () => {
  await browser.close();
  await mook.close();
});

describe('the officer’s console', () => {
  test.each([true, false])(
    'opens, writes, shows, sends and ends; JavaScript: %s',
    async (javaScriptEnabled) => {
      const title = javaScriptEnabled ? 'Hoog water met' : 'Hoog water zonder';
      const page = await browser.visit(karin, '/situation', { javaScriptEnabled });
      await page.getByRole('link', { name: 'Bericht maken' }).click();
      await page.getByLabel('Wat is er aan de hand?').fill(title);
      await page.getByRole('button', { name: 'Openen' }).click();
      const inMook = page.getByRole('group', { name: 'Mook', exact: true });
      await page.getByLabel('Mook krijgt dit bericht').check();
      await inMook.getByLabel('Actie nodig').check();
      await inMook.getByLabel('Wat is er aan de hand?', { exact: true }).fill('De kade gaat dicht.');
      await inMook.getByLabel('Wat moeten mensen doen?', { exact: true }).fill('Haal uw auto weg.');
      await page.getByRole('button', { name: 'Bekijk wat mensen zien' }).click();
      await page.getByRole('heading', { name: 'Zo zien mensen het' }).waitFor();
      await page.getByRole('article').getByText('Haal uw auto weg.').waitFor();
      expect(
        await banner(await browser.visit(henk, '/channels'))
          .getByText(title)
          .count(),
      ).toBe(0);

      await page.getByLabel('Ik heb het nagelezen. Dit mag naar Mook.').check();
      await page.getByRole('button', { name: 'Verstuur dit bericht nu' }).click();
      await page.getByText('Verstuurd, vandaag').waitFor();
      await banner(await browser.visit(henk, '/channels'))
        .getByText('Haal uw auto weg.')
        .waitFor();

      await page.getByText('Het gevaar is voorbij').first().click();
      await page.getByLabel('Wat lezen mensen in Mook?').fill(`${title}: u mag weer op de kade.`);
      await page.getByLabel('Ja, het gevaar is in al deze dorpen voorbij.').check();
      await page.getByRole('button', { name: 'Zeg dat het voorbij is' }).click();
      await page.getByText('Verstuurd, vandaag').waitFor();
      const guest = await browser.visit(null, '/situation');
      await guest
        .getByRole('region', { name: 'Mook' })
        .getByText(`${title}: u mag weer op de kade.`)
        .waitFor();
    },
    40_000,
  );

  test('fills the next version with the last, and says what is missing before anything is sent', async () => {
    const incident = await openIncident(karin, 'Stroomstoring');
    await karin.get('crisis:send', toMook(incident));
    const page = await browser.visit(karin, `/situation/console/${incident}`);
    const inMook = page.getByRole('group', { name: 'Mook', exact: true });
    const text = inMook.getByLabel('Wat is er aan de hand?', { exact: true });
    expect(await text.inputValue()).toBe('De Maas staat hoog. Blijf van de kade.');
    await page.getByLabel('Volgend bericht om').fill('');
    await page.getByRole('button', { name: 'Bekijk wat mensen zien' }).click();
    await page.getByRole('alert').getByText('Zeg wanneer het volgende bericht komt.').waitFor();
    await page.getByLabel('Mook krijgt dit bericht').uncheck();
    await page.getByRole('button', { name: 'Bekijk wat mensen zien' }).click();
    await page.getByRole('alert').getByText('Kies ten minste één dorp.').waitFor();
  });

  test('does not send what was not read again, and withdraws what was wrong', async () => {
    const incident = await openIncident(karin, 'Vergissing');
    await karin.get('crisis:send', toMook(incident));
    const page = await browser.visit(karin, `/situation/console/${incident}`, { javaScriptEnabled: false });
    await page.getByRole('button', { name: 'Bekijk wat mensen zien' }).click();
    // An old browser sends a form whose box is not ticked.
    await page.evaluate('for (const form of document.forms) form.noValidate = true');
    await page.getByRole('button', { name: 'Verstuur dit bericht nu' }).click();
    await page.getByText('Zet eerst een vinkje.').waitFor();

    await page.getByText('Een verkeerd bericht intrekken').click();
    await page.getByLabel('Ja, trek het bericht in.').check();
    await page.getByRole('button', { name: 'Trek het bericht in' }).click();
    await page.getByText('Verstuurd, vandaag').waitFor();
    const guest = await browser.visit(null, '/situation');
    await guest.getByText('Het vorige bericht was onjuist.').first().waitFor();
    await guest.getByText('Ingetrokken').first().waitFor();
  });

  test('is for officers alone', async () => {
    const page = await browser.visit(henk, '/situation/console');
    await page.getByRole('heading', { name: 'Deze pagina is niet voor jou' }).waitFor();
    const guest = await browser.visit(null, '/situation/console');
    expect(new URL(guest.url()).pathname).toBe('/sign-in');
    expect(await (await browser.visit(henk, '/situation')).getByText('Bericht maken').count()).toBe(0);
    browser.complaints.length = 0;
  });
});
