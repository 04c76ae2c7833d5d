import type { CapAlert } from '#contract/crisis/cap.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { inMinutes, openRelay } from '../../../test/support/relayed.ts';

const { mook, officer, outlineOf, alert, update, cancel, bring, standing, entriesWith } = await openRelay();
afterAll(() => mook.close());

describe('the newest message is what people read', () => {
  test('its title too, wherever the old one stood', async () => {
    const yellow = { headline: 'Code geel', severity: 'Moderate' as const };
    const first = alert('Het gaat waaien.', {}, yellow);
    await bring(first);
    const red = { headline: 'Code rood', severity: 'Extreme' as const, expires: inMinutes(600) };
    expect(await bring(update(first, 'Het stormt zwaar.', {}, red))).toBe('shown');
    expect(await standing('Het stormt zwaar.')).toMatchObject({
      title: 'Code rood',
      level: 4,
      relayed: true,
    });
    const { incidents } = await officer.get('crisis:incidents', {});
    expect(incidents.find(({ title }) => title === 'Code rood')?.versions).toHaveLength(2);
    const entries = await entriesWith('Het stormt zwaar.');
    expect(entries).toMatchObject([{ body: { title: 'Code rood', level: 4 } }]);
    expect(await entriesWith('Het gaat waaien.')).toMatchObject([
      { body: { title: 'Code geel', level: 2 } },
      { body: { changes: [{ what: 'level' }, { what: 'text' }] } },
    ]);
    await bring(update(first, '', { msgType: 'Cancel', infos: [], sent: inMinutes(-1) }));
    expect(await standing('Het stormt zwaar.')).toMatchObject({
      type: 'crisis:cancelled',
      title: 'Code rood',
    });
  });

  test('also when it says that its time is over', async () => {
    const first = alert('Nog vijf uur.');
    await bring(first);
    const over = { severity: 'Minor' as const, expires: inMinutes(-5) };
    expect(await bring(update(first, 'Het is voorbij.', {}, over))).toBe('shown');
    expect(await standing('Nog vijf uur.')).toMatchObject({
      text: 'Het is voorbij.',
      level: 1,
      expires: new Date(over.expires).toISOString(),
    });
    const more = update(first, 'Nog eens voorbij.', { sent: inMinutes(-50) }, over);
    expect(await bring(more)).toBe('archived');
    const past = alert('Allang voorbij.', {}, { expires: inMinutes(-20) });
    await bring(past);
    expect(await bring(update(past, 'Ook allang voorbij.', {}, over))).toBe('archived');
  });

  test('its English title goes when it has none', async () => {
    const dutch = alert('Gladheid.');
    const english = { ...dutch.infos[0]!, language: 'en-GB', headline: 'Ice', description: 'Slippery.' };
    await bring({ ...dutch, infos: [...dutch.infos, english] });
    await bring(update(dutch, 'Het dooit.', {}, { headline: 'Dooi' }));
    const now = await standing('Het dooit.');
    expect(now).toMatchObject({ title: 'Dooi' });
    expect(now).not.toHaveProperty('titleEn');
  });

  test('until when it holds, and from when when that lies ahead', async () => {
    const times = { onset: inMinutes(600), effective: inMinutes(60), expires: inMinutes(900) };
    await bring(alert('Morgen storm.', {}, times));
    const iso = (time: string) => new Date(time).toISOString();
    expect(await standing('Morgen storm.')).toMatchObject({
      begins: iso(times.onset),
      expires: iso(times.expires),
    });
    await bring(alert('Straks storm.', {}, { effective: times.effective, expires: times.expires }));
    expect(await standing('Straks storm.')).toMatchObject({ begins: iso(times.effective) });
    await bring(alert('Nu storm.', {}, { onset: inMinutes(-90), expires: times.expires }));
    expect(await standing('Nu storm.')).not.toHaveProperty('begins');
  });

  test('a day when it does not say until when, which is said', async () => {
    const sent = inMinutes(-60);
    await bring(alert('Zonder einde.', { sent }, { expires: undefined }));
    const day = (from: string) => new Date(Date.parse(from) + 86_400_000).toISOString();
    expect(await standing('Zonder einde.')).toMatchObject({ expires: day(sent), endUnknown: true });
    const onset = inMinutes(600);
    await bring(alert('Later zonder einde.', { sent }, { expires: undefined, onset }));
    expect(await standing('Later zonder einde.')).toMatchObject({ expires: day(onset), endUnknown: true });
    await bring(alert('Met einde.'));
    expect(await standing('Met einde.')).not.toHaveProperty('endUnknown');
  });

  test('with a link to the rest when it was shortened', async () => {
    const web = 'https://waterschap.example.nl/1';
    await bring(alert('Ingekort.', {}, { shortened: true, web }));
    expect(await standing('Ingekort.')).toMatchObject({ link: web });
    await bring(alert('Niet ingekort.', {}, { web }));
    expect(await standing('Niet ingekort.')).not.toHaveProperty('link');
  });
});

describe('several infos in one message', () => {
  const infosOf = (...infos: Partial<CapAlert['infos'][number]>[]) => {
    const [first] = alert('').infos;
    return infos.map((info) => ({ ...first!, ...info }));
  };

  test('each village reads its own', async () => {
    const infos = infosOf(
      { description: 'Rood in Mook.', headline: 'Code rood', severity: 'Extreme', areas: outlineOf('mook') },
      {
        description: 'Geel elders.',
        headline: 'Code geel',
        severity: 'Minor',
        areas: outlineOf('plasmolen'),
      },
    );
    expect(await bring(alert('', { infos }))).toBe('shown');
    expect(await standing('Rood in Mook.')).toMatchObject({ level: 4, title: 'Code rood' });
    expect(await standing('Geel elders.', 'plasmolen')).toMatchObject({ level: 1, title: 'Code geel' });
    expect(await standing('Geel elders.', 'molenhoek')).toBeUndefined();
  });

  test.each([
    ['the grave one first', ['Ernstig.', 'Licht.']],
    ['the grave one last', ['Licht!', 'Ernstig!']],
  ])('what is said twice of one village is the more serious: %s', async (_, texts) => {
    const infos = infosOf(
      ...texts.map((description) => ({
        description,
        severity: description.startsWith('Ernstig') ? ('Severe' as const) : ('Minor' as const),
      })),
    );
    await bring(alert('', { infos }));
    const grave = texts.find((text) => text.startsWith('Ernstig')) ?? '';
    expect(await standing(grave)).toMatchObject({ text: grave, level: 3 });
  });

  test.each(['nl_NL', 'NL', 'nl-nl', 'dut', 'nld', ' nl '])(
    'Dutch is Dutch when it is called %s',
    async (language) => {
      const said = `Nederlands als ${language}.`;
      const english = { language: 'en-GB', description: 'English.', headline: 'High water' };
      await bring(alert('', { infos: infosOf(english, { language, description: said }) }));
      const notice = await standing(said);
      expect(notice).toMatchObject({ text: said, textEn: 'English.', titleEn: 'High water' });
      expect(notice).not.toHaveProperty('language');
    },
  );

  test('English of the same level stands beside each', async () => {
    const grave = { severity: 'Extreme' as const, areas: outlineOf('mook') };
    const light = { severity: 'Minor' as const, areas: outlineOf('middelaar') };
    const infos = infosOf(
      { ...light, language: 'en', description: 'Light.' },
      { ...grave, language: 'en', description: 'Grave.' },
      { ...grave, description: 'Zwaar hier.' },
      { ...light, description: 'Licht daar.' },
    );
    await bring(alert('', { infos }));
    expect(await standing('Zwaar hier.')).toMatchObject({ textEn: 'Grave.' });
    expect(await standing('Licht daar.', 'middelaar')).toMatchObject({ textEn: 'Light.' });
  });

  test('a language we do not speak is read as it is, and says so', async () => {
    await bring(alert('Hochwasser.', {}, { language: 'de_DE' }));
    expect(await standing('Hochwasser.')).toMatchObject({ language: 'de-DE' });
  });
});

describe('the same warning under a new name', () => {
  test('is one, counted, and not told again', async () => {
    const first = alert('Steeds hetzelfde.', { sent: inMinutes(-50) });
    await bring(first);
    const again = alert('Steeds hetzelfde.', { sent: inMinutes(-40) }, { expires: inMinutes(400) });
    expect(await bring(again)).toBe('known');
    expect(await bring(alert('Steeds hetzelfde.', { sent: inMinutes(-60) }))).toBe('known');
    expect(await entriesWith('Steeds hetzelfde.')).toHaveLength(1);
    const notice = await standing('Steeds hetzelfde.');
    expect(notice).toMatchObject({ version: 1, expires: new Date(again.infos[0]!.expires!).toISOString() });
    const { incidents } = await officer.get('crisis:incidents', { incident: notice!.incident });
    expect(incidents[0]?.versions.map(({ state }) => state)).toEqual(['repeated', 'repeated', 'shown']);
    await bring(cancel(again));
    expect(await standing('Steeds hetzelfde.')).toMatchObject({ type: 'crisis:cancelled' });
  });

  test('is one as an Update too, unless it ends earlier', async () => {
    const first = alert('Blijft gelijk.');
    await bring(first);
    const longer = { expires: inMinutes(400) };
    expect(await bring(update(first, 'Blijft gelijk.', { sent: inMinutes(-30) }, longer))).toBe('known');
    expect(await entriesWith('Blijft gelijk.')).toHaveLength(1);
    const shorter = { expires: inMinutes(30) };
    expect(await bring(update(first, 'Blijft gelijk.', { sent: inMinutes(-20) }, shorter))).toBe('shown');
    expect(await standing('Blijft gelijk.')).toMatchObject({
      expires: new Date(shorter.expires).toISOString(),
    });
  });

  test.each<[string, Partial<CapAlert>, Partial<CapAlert['infos'][number]>]>([
    ['of another level', {}, { severity: 'Minor' }],
    ['under another title', {}, { headline: 'Anders' }],
    ['with another instruction', {}, { instruction: 'Ga weg.' }],
    ['for another village', {}, { areas: [] }],
    ['of another source', {}, { senderName: 'Het KNMI' }],
    ['that begins later', {}, { onset: '2100-01-01T00:00:00+01:00', expires: '2100-01-02T00:00:00+01:00' }],
    ['as an exercise', { status: 'Exercise' }, {}],
  ])('is another when it is one %s', async (difference, more, info) => {
    const said = `Bijna hetzelfde, maar ${difference}.`;
    await bring(alert(said));
    const areas = info.areas ? { areas: outlineOf('middelaar') } : {};
    expect(await bring(alert(said, { sent: inMinutes(-10), ...more }, { ...info, ...areas }))).toBe('shown');
  });

  test('stays when the office takes the first back, until it takes back the last', async () => {
    const first = alert('Onder een nieuwe naam.', { sent: inMinutes(-50) });
    await bring(first);
    const again = alert('Onder een nieuwe naam.', { sent: inMinutes(-40) });
    expect(await bring(again)).toBe('known');
    const later = update(again, 'Nog erger.', { sent: inMinutes(-35) });
    expect(await bring(cancel(first, { sent: inMinutes(-39) }))).toBe('archived');
    expect(await standing('Onder een nieuwe naam.')).toMatchObject({ type: 'crisis:updated' });
    expect(await bring(later)).toBe('shown');
    expect(await bring(cancel(first, { sent: inMinutes(-30) }))).toBe('archived');
    expect(await standing('Nog erger.')).toMatchObject({ type: 'crisis:updated' });
    expect(await bring(cancel(again))).toBe('shown');
    expect(await standing('Nog erger.')).toMatchObject({ type: 'crisis:cancelled' });
  });

  test('does not keep what is taken back when its own time is over', async () => {
    const first = alert('Nieuwe naam, oude tijd.', { sent: inMinutes(-50) });
    await bring(first);
    const again = alert('Nieuwe naam, oude tijd.', { sent: inMinutes(-40) }, { expires: inMinutes(-1) });
    await bring(again);
    expect(await bring(cancel(first))).toBe('shown');
    expect(await standing('Nieuwe naam, oude tijd.')).toMatchObject({ type: 'crisis:cancelled' });
  });

  test.each<[string, string, Partial<CapAlert['infos'][number]>]>([
    ['with other breaks in its lines', 'Anders afgebroken\ndan\u00a0 eerst.', {}],
    ['that says anew since when it holds', 'Anders afgebroken dan eerst.', { effective: inMinutes(-20) }],
  ])('is one %s', async (_, text, info) => {
    await bring(alert('Anders afgebroken dan eerst.'));
    expect(await bring(alert(text, { sent: inMinutes(-30) }, info))).toBe('known');
  });

  test('is told anew when the first was withdrawn', async () => {
    const first = alert('Toch weer.');
    await bring(first);
    await bring(cancel(first));
    expect(await bring(alert('Toch weer.', { sent: inMinutes(-5) }))).toBe('shown');
    expect(await entriesWith('Toch weer.')).toHaveLength(2);
  });
});
