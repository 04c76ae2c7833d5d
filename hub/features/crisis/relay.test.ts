import type { CapAlert } from '#contract/crisis/cap.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { inMinutes, openRelay } from '../../../test/support/relayed.ts';

const { mook, feed, bot, officer, outlineOf, alert, refersTo, update, cancel, bring, standing, entriesWith } =
  await openRelay();
afterAll(() => mook.close());

describe('a message of a source', () => {
  test('is read in the villages it is drawn over, with its source and level, and nowhere else', async () => {
    expect(await bring(alert('Water over de kade.'))).toBe('shown');
    expect(await standing('Water over de kade.')).toMatchObject({
      type: 'crisis:updated',
      level: 3,
      title: 'Hoog water',
      source: 'Waterschap Limburg',
      relayed: true,
    });
    expect(await standing('Water over de kade.', 'molenhoek')).toBeUndefined();
  });

  test('is told once, however often it is brought', async () => {
    const one = alert('Dit staat er één keer.');
    const outcomes = await Promise.all([bring(one), bring(one), bring(one)]);
    expect(outcomes).toContain('shown');
    expect(await bring(one)).toBe('known');
    expect(await entriesWith('Dit staat er één keer.')).toHaveLength(1);
  });

  test('may name its area by a code, or by a circle', async () => {
    const coded = [
      { areaDesc: 'x', polygons: [], circles: [], geocodes: [{ valueName: 'GEMEENTE', value: '0944' }] },
    ];
    await bring(alert('Overal.', {}, { areas: coded }));
    expect(await standing('Overal.', 'plasmolen')).toBeDefined();
    const circles = [{ centre: [51.7525, 5.8812] as [number, number], kilometres: 0.3 }];
    await bring(alert('Hier.', {}, { areas: [{ areaDesc: 'x', polygons: [], circles, geocodes: [] }] }));
    expect(await standing('Hier.', 'mook')).toBeDefined();
    expect(await standing('Hier.', 'plasmolen')).toBeUndefined();
  });

  test('is read in English where it has English', async () => {
    const dutch = alert('Nederlands.');
    const english = { ...dutch.infos[0], language: 'en-GB', headline: 'High water', description: 'English.' };
    await bring({ ...dutch, infos: [...dutch.infos, english] as CapAlert['infos'] });
    expect(await standing('Nederlands.')).toMatchObject({ textEn: 'English.', titleEn: 'High water' });
  });
});

describe('an Update', () => {
  test('takes the place of what it refers to and says what changed', async () => {
    const first = alert('Het water stijgt.');
    await bring(first);
    expect(await bring(update(first, 'Het water daalt.', {}, { severity: 'Minor' }))).toBe('shown');
    expect(await standing('Het water daalt.')).toMatchObject({
      version: 2,
      level: 1,
      changes: [
        { what: 'level', before: 3, now: 1 },
        { what: 'text', before: 'Het water stijgt.' },
      ],
    });
  });

  test('that no longer names a village withdraws it there, and does not say that it is safe', async () => {
    const first = alert('Nog in Mook.');
    await bring(first);
    await bring(update(first, 'Nu in Middelaar.', {}, { areas: outlineOf('middelaar') }));
    expect(await standing('Nog in Mook.')).toMatchObject({ type: 'crisis:cancelled' });
    expect(await standing('Nu in Middelaar.', 'middelaar')).toMatchObject({ type: 'crisis:updated' });
  });

  test('sent before what people see is kept and not shown', async () => {
    const first = alert('Eerste stand.');
    await bring(first);
    await bring(update(first, 'Derde stand.'));
    expect(await bring(update(first, 'Tweede stand.', { sent: inMinutes(-40) }))).toBe('archived');
    expect(await standing('Eerste stand.')).toMatchObject({ text: 'Derde stand.' });
    expect(await entriesWith('Tweede stand.')).toEqual([]);
    const { incidents } = await officer.get('crisis:incidents', {});
    expect(JSON.stringify(incidents)).toContain('Tweede stand.');
  });

  test('that comes before its Alert waits where officers see it, and wins when the Alert comes', async () => {
    const first = alert('Te laat bezorgd.');
    const second = update(first, 'Eerder bezorgd.');
    expect(await bring(second)).toBe('held');
    expect(await bring(second)).toBe('held');
    const seen = (await officer.get('crisis:incidents', {})).held;
    expect(seen).toMatchObject([{ identifier: second.identifier, text: 'Eerder bezorgd.', feed }]);
    expect(await entriesWith('Eerder bezorgd.')).toEqual([]);
    expect(await bring(first)).toBe('archived');
    expect(await standing('Eerder bezorgd.')).toMatchObject({ type: 'crisis:updated' });
    expect(await entriesWith('Te laat bezorgd.')).toEqual([]);
    expect((await officer.get('crisis:incidents', {})).held).toEqual([]);
  });

  test('cannot make an exercise real, nor what is real an exercise', async () => {
    const exercise = alert('Oefening dijk.', { status: 'Exercise' });
    await bring(exercise);
    const refused = await bot.ask('crisis:relay', { feed, alert: update(exercise, 'Echt!') });
    expect(refused).toMatchObject({ ok: false, code: 'INVALID' });
    expect(await standing('Oefening dijk.')).toBeUndefined();
    const { entries } = await officer.get('log:page', { channel: 'crisis-exercises' });
    const told = { exercise: true, title: 'OEFENING: Hoog water', text: 'OEFENING: Oefening dijk.' };
    expect(entries).toMatchObject([{ type: 'crisis:updated', body: told }]);
  });

  test('of a message that an officer typed changes nothing', async () => {
    const asks = { key: 'relay-open-1', title: 'Van de gemeente' };
    const { incident } = await officer.get('crisis:open', asks);
    const areas = [{ area: 'mook', level: 1 as const, text: 'Van ons.' }];
    const sent = await officer.get('crisis:send', {
      incident,
      key: 'relay-send-1',
      basedOn: 0,
      areas,
      expires: inMinutes(60),
    });
    const ours = {
      ...alert(''),
      sender: mook.place.crisis.sender,
      identifier: sent.identifier,
      sent: sent.sent,
    };
    expect(await bring(cancel(ours, { sent: inMinutes(1) }))).toBe('held');
    expect(await standing('Van ons.')).toMatchObject({ type: 'crisis:updated' });
    const meddling = { incident, key: 'relay-send-2', basedOn: 1, areas, expires: inMinutes(60) };
    const relayed = await standing('Water over de kade.');
    expect(
      await officer.ask('crisis:send', { ...meddling, incident: relayed?.incident ?? '' }),
    ).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('a Cancel', () => {
  test('withdraws what it refers to, wherever it was read', async () => {
    const first = alert('Dit klopte niet.');
    await bring(first);
    expect(await bring(cancel(first))).toBe('shown');
    expect(await standing('Dit klopte niet.')).toMatchObject({
      type: 'crisis:cancelled',
      source: 'Waterschap',
    });
  });

  test('of two messages withdraws both', async () => {
    const [one, other] = [alert('De ene.'), alert('De andere.')];
    await bring(one);
    await bring(other);
    await bring(cancel(one, { references: [...refersTo(one), ...refersTo(other)] }));
    expect(await standing('De ene.')).toMatchObject({ type: 'crisis:cancelled' });
    expect(await standing('De andere.')).toMatchObject({ type: 'crisis:cancelled' });
  });

  test('that comes first keeps what it withdraws from ever being shown', async () => {
    const first = alert('Nooit te zien.');
    expect(await bring(cancel(first))).toBe('held');
    expect(await bring(first)).toBe('archived');
    expect(await entriesWith('Nooit te zien.')).toEqual([]);
  });
});

describe('refused', () => {
  test('a message about no village of this place', async () => {
    const elsewhere = [
      {
        areaDesc: 'x',
        polygons: [],
        circles: [{ centre: [52.4, 4.9] as [number, number], kilometres: 5 }],
        geocodes: [],
      },
    ];
    const answer = await bot.ask('crisis:relay', {
      feed,
      alert: alert('Amsterdam.', {}, { areas: elsewhere }),
    });
    expect(answer).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  });

  test('a sender or a feed that this place does not trust', async () => {
    const stranger = alert('Nep.', { sender: 'nep.example.nl' });
    expect(await bot.ask('crisis:relay', { feed, alert: stranger })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await bot.ask('crisis:relay', { feed: 'Nep', alert: alert('Nep.') })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('whoever is not the crisis relay, officers and other bots too', async () => {
    const other = mook.bot('agenda');
    expect(await other.ask('crisis:relay', { feed, alert: alert('x') })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await officer.ask('crisis:relay', { feed, alert: alert('x') })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('a message that has expired is kept and never shown', async () => {
    const old = alert('Oud bericht.', {}, { expires: inMinutes(-1) });
    expect(await bring(old)).toBe('archived');
    expect(await entriesWith('Oud bericht.')).toEqual([]);
  });
});
