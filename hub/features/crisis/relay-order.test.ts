import { clock } from '#config/clock.ts';
import type { CapAlert } from '#contract/crisis/cap.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { inHours } from '../../../test/support/crisis.ts';
import { inMinutes, openRelay } from '../../../test/support/relayed.ts';

const { mook, feed, bot, officer, alert, refersTo, update, cancel, bring, standing, entriesWith } =
  await openRelay();
afterAll(() => mook.close());

describe('an Update of what was for elsewhere', () => {
  const amsterdam = [
    {
      areaDesc: 'x',
      polygons: [],
      circles: [{ centre: [52.4, 4.9] as [number, number], kilometres: 5 }],
      geocodes: [],
    },
  ];

  test('is shown once it covers a village here', async () => {
    const first = alert('Eerst Amsterdam.', {}, { areas: amsterdam });
    expect(await bot.ask('crisis:relay', { feed, alert: first })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await bring(update(first, 'Nu ook Mook.'))).toBe('shown');
    expect(await standing('Nu ook Mook.')).toMatchObject({ type: 'crisis:updated', version: 1 });
  });

  test('also when it came first, and after another Update for elsewhere', async () => {
    const first = alert('Eerst elders.', {}, { areas: amsterdam });
    const second = update(first, 'Nog elders.', { sent: inMinutes(-40) }, { areas: amsterdam });
    const third = update(second, 'Eindelijk hier.');
    expect(await bring(third)).toBe('held');
    expect(await bot.ask('crisis:relay', { feed, alert: second })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await standing('Eindelijk hier.')).toMatchObject({ type: 'crisis:updated' });
    expect((await officer.get('crisis:incidents', {})).held.map(({ text }) => text)).not.toContain(
      third.infos[0]?.description,
    );
  });

  test('and its Cancel keeps no officer waiting', async () => {
    const first = alert('Alleen Amsterdam.', {}, { areas: amsterdam });
    await bot.ask('crisis:relay', { feed, alert: first });
    expect(await bot.ask('crisis:relay', { feed, alert: cancel(first) })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('waits for what never comes no longer than two minutes', async () => {
    const lost = alert('Nooit gekomen.');
    const second = update(lost, 'Maar dit wel.');
    expect(await bring(second)).toBe('held');
    clock.set(new Date(clock.now().getTime() + 3 * 60_000));
    expect(await bring(second)).toBe('shown');
    expect(await bring(second)).toBe('known');
    expect(await standing('Maar dit wel.')).toMatchObject({ type: 'crisis:updated' });
    expect(await bring(lost)).toBe('archived');
    expect(await entriesWith('Nooit gekomen.')).toEqual([]);
  });
});

describe('a Cancel', () => {
  test.each<[string, Partial<CapAlert>]>([
    ['was sent in the same second', { sent: inMinutes(-60) }],
    ['was sent before it, by its own clock', { sent: inMinutes(-90) }],
  ])('withdraws what it names though it %s', async (how, more) => {
    const first = alert(`Weg, want het ${how}.`, { sent: inMinutes(-60) });
    await bring(first);
    expect(await bring(cancel(first, more))).toBe('shown');
    expect(await standing(`Weg, want het ${how}.`)).toMatchObject({ type: 'crisis:cancelled' });
  });

  test.each([
    ['another offset', inMinutes(-120)],
    ['its last second rounded', inMinutes(-59.98)],
  ])('that names the time of a message with %s withdraws it', async (how, sent) => {
    const first = alert(`Weg, ook met ${how}.`, { sent: inMinutes(-60) });
    await bring(first);
    const [reference] = refersTo(first);
    expect(await bring(cancel(first, { references: [{ ...reference!, sent }] }))).toBe('shown');
    expect(await standing(`Weg, ook met ${how}.`)).toMatchObject({ type: 'crisis:cancelled' });
  });

  test('whose end is when it was sent is taken', async () => {
    const first = alert('Ingetrokken op tijd.');
    await bring(first);
    const sent = inMinutes(-20);
    const { infos } = alert('Vervalt.', {}, { expires: sent, areas: [] });
    expect(await bring(cancel(first, { sent, infos }))).toBe('shown');
  });

  test('of two messages, of which one comes after it, withdraws both', async () => {
    const [one, other] = [alert('Er al.'), alert('Nog niet.')];
    await bring(one);
    const both = cancel(one, { references: [...refersTo(one), ...refersTo(other)] });
    expect(await bring(both)).toBe('shown');
    expect(await standing('Er al.')).toMatchObject({ type: 'crisis:cancelled' });
    expect(await bring(other)).toBe('archived');
    expect(await entriesWith('Nog niet.')).toEqual([]);
  });

  test('that comes before both of two messages withdraws both', async () => {
    const [one, other] = [alert('Eerste van twee.'), alert('Tweede van twee.')];
    const both = cancel(one, { references: [...refersTo(one), ...refersTo(other)] });
    expect(await bring(both)).toBe('held');
    expect(await bring(one)).toBe('archived');
    expect(await bring(other)).toBe('archived');
    expect(await entriesWith('van twee.')).toEqual([]);
  });
});

describe('what waits holds back nothing that is not its own', () => {
  test('an exercise that withdraws what is real', async () => {
    const real = alert('Dit is echt.');
    expect(await bring(cancel(real, { status: 'Exercise' }))).toBe('held');
    expect(await bring(real)).toBe('shown');
  });

  test('the message of another source', async () => {
    const real = alert('Van deze bron.');
    const [reference] = refersTo(real);
    const other = { ...reference!, sender: 'elders.example.nl' };
    expect(await bring(cancel(real, { references: [other] }))).toBe('held');
    expect(await bring(real)).toBe('shown');
  });

  test('messages that refer to themselves or to each other', async () => {
    const lone = update(alert(''), 'Verwijst naar zichzelf.');
    lone.references = refersTo(lone);
    const [one, other] = [update(lone, 'De een.'), update(lone, 'De ander.')];
    one.references = refersTo(other);
    other.references = refersTo(one);
    for (const each of [lone, one, other]) expect(await bring(each)).toBe('held');
    clock.set(new Date(clock.now().getTime() + 3 * 60_000));
    expect(await bring(lone)).toBe('shown');
    expect(await bring(one)).toBe('shown');
    expect(await bring(other)).toBe('known');
  });
});

describe('what could not be read', () => {
  const refusal = (link: string) => ({
    feed,
    link,
    reason: 'words' as const,
    rule: 'a rule',
    about: 'Hoog water',
  });

  test('is seen by officers once, the newest first, for three days', async () => {
    for (const link of ['http://x/1', 'http://x/2', 'http://x/1']) {
      await bot.get('crisis:refuse', refusal(link));
      clock.set(new Date(clock.now().getTime() + 60_000));
    }
    const { refused } = await officer.get('crisis:incidents', {});
    expect(refused.map(({ link }) => link)).toEqual(['http://x/2', 'http://x/1']);
    expect(refused[0]).toMatchObject({ feed, reason: 'words', about: 'Hoog water' });
    clock.set(new Date(clock.now().getTime() + 73 * 3_600_000));
    expect((await officer.get('crisis:incidents', {})).refused).toEqual([]);
  });

  test('is kept within bounds', async () => {
    const links = Array.from({ length: 52 }, (_, n) => `http://x/many-${n}`);
    await Promise.all(links.map((link) => bot.get('crisis:refuse', refusal(link))));
    await bot.get('crisis:refuse', refusal('http://x/last'));
    expect((await officer.get('crisis:incidents', {})).refused).toHaveLength(50);
  });

  test('is told by the crisis relay alone, and of feeds of this place', async () => {
    const other = mook.bot('agenda');
    expect(await other.ask('crisis:refuse', refusal('http://x/3'))).toMatchObject({ code: 'FORBIDDEN' });
    const stranger = { ...refusal('http://x/4'), feed: 'Nep' };
    expect(await bot.ask('crisis:refuse', stranger)).toMatchObject({ code: 'FORBIDDEN' });
  });
});

test('however many messages of others there are, what the municipality says stands first, and the past has pages', async () => {
  const key = 'relay-open-own';
  const { incident } = await officer.get('crisis:open', { key, title: 'De kade breekt' });
  const areas = [{ area: 'mook', level: 4 as const, text: 'Ga nu weg. Bel 112.' }];
  const times = { nextAt: inHours(1), expires: inHours(2) };
  await officer.get('crisis:send', { incident, key: 'relay-send-own', basedOn: 0, areas, ...times });
  const later = (minutes: number) => inHours(minutes / 60).replace(/\.\d+Z$/, '+00:00');
  const minor = Array.from({ length: 32 }, (_, n) =>
    alert(`Klein bericht ${n}.`, { sent: later(-1) }, { severity: 'Minor', expires: later(60) }),
  );
  await Promise.all(minor.map(bring));
  const first = await officer.get('crisis:incidents', {});
  expect(first.incidents[0]).toMatchObject({ incident, stands: true });
  expect(first.incidents.filter(({ stands }) => stands).length).toBeGreaterThan(32);
  clock.set(new Date(inHours(24)));
  const seen = new Map<string, boolean>();
  for (let page = 1, older = true; older; page += 1) {
    const answer = await officer.get('crisis:incidents', { page });
    expect(answer.incidents[0]).toMatchObject({ incident, stands: true });
    const past = answer.incidents.filter(({ stands }) => !stands);
    expect(past.length).toBeLessThanOrEqual(30);
    for (const one of past) expect(seen.has(one.incident)).toBe(false);
    for (const one of answer.incidents) seen.set(one.incident, one.stands);
    older = answer.older;
  }
  expect(seen.size).toBeGreaterThan(32);
  const [one] = [...seen].filter(([, stands]) => !stands).at(-1)!;
  const alone = await officer.get('crisis:incidents', { incident: one });
  expect(alone.incidents.map((found) => found.incident)).toEqual([one]);
}, 120_000);
