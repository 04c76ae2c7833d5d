import type { AreaText } from '#contract/crisis/index.ts';
import mongoose from 'mongoose';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../../support/browser.ts';
import {
  banner,
  endEverything,
  openCrisis,
  openIncident,
  toMook,
  type CrisisPlace,
} from '../../support/crisis.ts';
import type { Neighbour } from '../../support/neighbourhood.ts';
import { soon } from '../../support/soon.ts';

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
  test('opens an incident once, though the hub could not say so at first', async () => {
    const page = await browser.visit(karin, '/situation/console', { javaScriptEnabled: false });
    const intent = () => page.locator('form:has([name=title]) [name=key]').inputValue();
    const open = async () => {
      await page.getByLabel('Wat is er aan de hand?').fill('Rook boven Mook');
      await page.getByRole('button', { name: 'Openen' }).click();
    };
    const first = await intent();
    await failInserts('alwaysOn');
    await open();
    await page.getByText('Het lukt nu even niet.').first().waitFor();
    await failInserts('off');
    expect(await intent()).toBe(first);
    await open();
    await page.waitForURL(/\/situation\/console\/rook-boven-mook/);
  });

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
    90_000,
  );

  test('fills the next version with the last, and says what is missing before anything is sent', async () => {
    const incident = await openIncident(karin, 'Stroomstoring');
    await karin.get('crisis:send', toMook(incident));
    const page = await browser.visit(karin, `/situation/console/${incident}`);
    const inMook = page.getByRole('group', { name: 'Mook', exact: true });
    const text = inMook.getByLabel('Wat is er aan de hand?', { exact: true });
    expect(await text.inputValue()).toBe('De Maas staat hoog. Blijf van de kade.');
    // Nobody gets anything that the officer did not choose anew.
    expect(await page.getByLabel(/krijgt dit bericht/).count()).toBe(4);
    expect(await page.locator(':checked[name$=" on"]').count()).toBe(0);
    await page.getByLabel('Mook krijgt dit bericht').check();
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
    await page.getByLabel('Mook krijgt dit bericht').check();
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
    await page.getByText('Deze calamiteit afsluiten').first().waitFor();
  });

  test.each([true, false])(
    'keeps what was typed when a colleague was first, and shows what is newer; JavaScript: %s',
    async (javaScriptEnabled) => {
      const incident = await openIncident(karin, 'Hoog water');
      const text = 'Blijf thuis.';
      const send = (basedOn: number, area: Partial<AreaText>) =>
        karin.get(
          'crisis:send',
          toMook(incident, {
            basedOn,
            areas: [{ area: 'mook', level: 3, text, textEn: 'Stay at home.', ...area }],
          }),
        );
      await send(0, {});
      const page = await browser.visit(karin, `/situation/console/${incident}`, { javaScriptEnabled });
      const inMook = page.getByRole('group', { name: 'Mook', exact: true });
      const typed = inMook.getByLabel('Wat is er aan de hand?', { exact: true });
      const look = page.getByRole('button', { name: 'Bekijk wat mensen zien' });
      await page.getByLabel('Mook krijgt dit bericht').check();
      await typed.fill('U mag weer naar buiten.');
      await inMook.getByLabel('Let op').check();
      await send(1, { level: 4, text: 'Ga nu weg.', textEn: 'Leave now.' });
      await look.click();
      await page.getByRole('alert').getByText('Bekijk die eerst.').waitFor();
      await page.getByText('Er is intussen een nieuwer bericht').first().waitFor();
      await page.getByText('Ga nu weg.').first().waitFor();
      if (javaScriptEnabled) {
        await page.reload();
        await page.getByText('Er is intussen een nieuwer bericht').first().waitFor();
      }
      await expect.poll(() => typed.inputValue(), soon).toBe('U mag weer naar buiten.');

      // It would lower what a colleague raised: that is a choice of its own.
      await look.click();
      await page.getByRole('alert').getByText('van 4 naar 2').waitFor();
      await page.getByLabel('Ja, ik verlaag het niveau in Mook.').check();
      await look.click();
      await page.getByText('U verlaagt Mook: van 4 naar 2').waitFor();
      await page.getByText('Het Engels hieronder gaat niet mee').waitFor();
      await page.getByText('Niet vertaald: mensen lezen dit in het Nederlands.').first().waitFor();
      await page.getByLabel('Ik heb het nagelezen. Dit mag naar Mook.').check();
      await page.getByRole('button', { name: 'Verstuur dit bericht nu' }).click();
      await page.getByText('Verstuurd, vandaag').waitFor();
      const english = await browser.visit(null, '/situation', { locale: 'en-GB' });
      const mookInEnglish = english.getByRole('region', { name: 'Mook' });
      await mookInEnglish.getByText('U mag weer naar buiten.').first().waitFor();
      await mookInEnglish.getByText('Part of this message is not in English.').first().waitFor();
      expect(await mookInEnglish.getByText('Stay at home.').filter({ visible: true }).count()).toBe(0);
      await page.reload();
      await expect.poll(() => typed.inputValue(), soon).toBe('U mag weer naar buiten.');
      expect(await page.getByText('Er is intussen een nieuwer bericht').count()).toBe(0);
      browser.complaints.length = 0;
    },
    90_000,
  );

  test('says a note beside the warning, withdraws one message, and what held before holds again', async () => {
    const incident = await openIncident(karin, 'Gaslek');
    const page = await browser.visit(karin, `/situation/console/${incident}`);
    const areas = [{ area: 'mook', level: 3 as const, text: 'Blijf thuis.' }];
    await karin.get('crisis:send', toMook(incident, { areas }));
    await page.reload();
    await page.getByLabel('Mook krijgt dit bericht').check();
    await page.getByRole('group', { name: 'Mook', exact: true }).getByLabel('Mededeling').check();
    await page.getByLabel('Wat wilt u laten weten?').fill('De bakker is open.');
    await page.getByRole('button', { name: 'Bekijk wat mensen zien' }).click();
    await page.getByLabel('Ik heb het nagelezen. Dit mag naar Mook.').check();
    await page.getByRole('button', { name: 'Verstuur dit bericht nu' }).click();
    await page.getByText('Verstuurd, vandaag').waitFor();
    const guest = await browser.visit(null, '/situation');
    const inMook = guest.getByRole('region', { name: 'Mook' });
    await inMook.getByText('De bakker is open.').first().waitFor();
    await inMook.getByText('Actie nodig').first().waitFor();
    await inMook.getByText('Blijf thuis.').first().waitFor();

    await page.getByText('Een verkeerd bericht intrekken').click();
    await page.getByText('Mook: niet meer “Actie nodig”, weer “Actie nodig”.').waitFor();
    await page.getByLabel('Waarom?').fill('De bakker is dicht.');
    await page.reload();
    const why = page.getByLabel('Waarom?');
    await expect.poll(() => why.inputValue(), soon).toBe('De bakker is dicht.');
    await page.getByLabel('Ja, trek het bericht in.').check();
    await page.getByRole('button', { name: 'Trek het bericht in' }).click();
    await page.getByText('Trekt versie 2 in.').waitFor();
    await guest.reload();
    await inMook.getByText('Een later bericht is ingetrokken. Dit geldt weer.').first().waitFor();
    await page.getByText('Loopt', { exact: true }).waitFor();
  });

  test('keeps what was typed when the session turns out to have ended', async () => {
    const incident = await openIncident(karin, 'Hoog water');
    const page = await browser.visit(karin, `/situation/console/${incident}`);
    const session = await page.context().cookies();
    const inMook = page.getByRole('group', { name: 'Mook', exact: true });
    const typed = inMook.getByLabel('Wat is er aan de hand?', { exact: true });
    await page.getByLabel('Mook krijgt dit bericht').check();
    await inMook.getByLabel('Let op').check();
    await typed.fill('Een lang verhaal.');
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Bekijk wat mensen zien' }).click();
    await page.waitForURL('**/sign-in?**');
    await page.context().addCookies(session);
    await page.goto(`/situation/console/${incident}`);
    await expect.poll(() => typed.inputValue(), soon).toBe('Een lang verhaal.');
    await page.getByRole('button', { name: 'Bekijk wat mensen zien' }).click();
    await page.getByRole('article').getByText('Een lang verhaal.').waitFor();
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

/** Nothing new can be saved, until it can again. */
function failInserts(mode: 'alwaysOn' | 'off') {
  const data = { failCommands: ['insert', 'update', 'findAndModify'], errorCode: 11_600 };
  const point = { configureFailPoint: 'failCommand', mode, ...(mode === 'alwaysOn' && { data }) };
  return mongoose.connection.db!.admin().command(point);
}
