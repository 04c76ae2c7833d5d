import type { Asks, Entry } from '#contract';
import { randomUUID as newKey } from 'node:crypto';
import * as versions from '#models/crisis/version.ts';
import type { Draft } from '#models/crisis/version.ts';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { inHours, openCrisis, toMook, type CrisisPlace } from '../../../test/support/crisis.ts';
import type { Neighbour } from '../../../test/support/neighbourhood.ts';
import type { Talk } from '../../../test/support/talk.ts';

let mook: CrisisPlace;
let officer: Neighbour;
let resident: Talk;
let molenhoeker: Talk;
let guest: Talk;

beforeAll(async () => {
  mook = await openCrisis();
  officer = await mook.officer('Karin');
  resident = await mook.arrive('Henk', 'maaskade');
  molenhoeker = await mook.arrive('Anna', 'heidelaan');
  guest = mook.guest();
  await Promise.all([resident, molenhoeker].map((one) => one.get('log:sync', { cursors: {} })));
});
afterAll(() => mook.close());

async function open(more: Partial<Asks<'crisis:open'>> = {}): Promise<string> {
  const asks = { key: newKey(), title: 'Hoog water in de Maas', ...more };
  return (await officer.get('crisis:open', asks)).incident;
}

const standsIn = async (who: Talk, area: string, incident: string) =>
  (await who.get('crisis:situation', {})).villages
    .find((village) => village.area === area)
    ?.stands.find((notice) => notice.incident === incident);

const halfway = (text: string): Draft => ({
  kind: 'update',
  state: 'shown',
  cap: {
    identifier: 'halfway',
    sender: 'gemeente',
    sent: new Date().toISOString(),
    status: 'Actual',
    msgType: 'Alert',
    references: '',
  },
  sentAt: new Date(),
  expires: new Date(inHours(1)),
  areas: [{ area: 'mook', level: 1, text }],
  gone: [],
  source: 'Gemeente',
  author: officer.me.id,
  key: 'halfway-1',
  hash: 'halfway',
});

/** What is said of this incident. */
const of =
  (incident: string) =>
  ({ body }: Entry) =>
    body !== null && 'incident' in body && body.incident === incident;

const inLog = async (channel: string) => (await guest.get('log:page', { channel, limit: 200 })).entries;

describe('an officer', () => {
  test('tells each village its own text, in its own channel and nowhere else', async () => {
    const incident = await open();
    const areas = [
      {
        area: 'mook',
        level: 3 as const,
        text: 'Het water komt over de Maaskade.',
        instruction: 'Haal uw auto weg.',
      },
      { area: 'molenhoek', level: 1 as const, text: 'Bij u worden geen problemen verwacht.' },
    ];
    const heard = [resident, molenhoeker].map((one) => one.next('entry', of(incident)));
    await officer.get('crisis:send', toMook(incident, { areas }));
    const [inMook, inMolenhoek] = await Promise.all(heard);
    expect(inMook).toMatchObject({
      channel: 'village-mook',
      author: { name: 'Karin' },
      body: { level: 3, incident },
    });
    expect(inMolenhoek).toMatchObject({ channel: 'village-molenhoek', body: { level: 1 } });
    expect(JSON.stringify(await inLog('village-mook'))).not.toContain('geen problemen');
    expect(JSON.stringify(await inLog('village-molenhoek'))).not.toContain('Maaskade');
    expect(await standsIn(guest, 'plasmolen', incident)).toBeUndefined();
  });

  test('says what changed: the old forecast goes with the new one', async () => {
    const incident = await open();
    const morning = { what: 'Hoogste stand', when: 'zondagochtend' };
    await officer.get('crisis:send', toMook(incident, { expects: morning }));
    const evening = { what: 'Hoogste stand', when: 'zondagavond' };
    await officer.get('crisis:send', toMook(incident, { basedOn: 1, expects: evening }));
    const notice = await standsIn(guest, 'mook', incident);
    expect(notice).toMatchObject({ version: 2, expects: evening });
    expect(notice?.type === 'crisis:updated' && notice.changes).toContainEqual({
      what: 'forecast',
      before: morning,
    });
  });

  test('is answered the same when he sends once more, and people read it once', async () => {
    const incident = await open();
    const asks = toMook(incident);
    const first = await officer.get('crisis:send', asks);
    const [second, third] = await Promise.all([
      officer.get('crisis:send', asks),
      officer.get('crisis:send', asks),
    ]);
    expect([second, third]).toEqual([first, first]);
    const entries = await inLog('village-mook');
    expect(entries.filter(of(incident))).toHaveLength(1);
  });

  test('is heard in full when a hub stopped halfway: the next sweep says the rest, once, though nobody looks', async () => {
    const incident = await open();
    const text = 'Dit stond nog nergens.';
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 10_000 });
    await versions.add(incident, { author: officer.me.id, key: 'halfway-1' }, () => halfway(text));
    vi.useRealTimers();
    const inMook = async () =>
      (await inLog('village-mook')).filter(({ body }) => body && 'text' in body && body.text === text);
    const told = resident.next('entry', of(incident));
    expect(await told).toMatchObject({ type: 'crisis:updated', author: { name: 'Karin' } });
    await officer.get('crisis:send', toMook(incident, { basedOn: 1 }));
    expect(await inMook()).toHaveLength(1);
  });

  test('cannot use a key for other words', async () => {
    const incident = await open();
    const asks = toMook(incident);
    await officer.get('crisis:send', asks);
    const other = { ...asks, areas: [{ area: 'mook', level: 4 as const, text: 'Iets anders.' }] };
    expect(await officer.ask('crisis:send', other)).toMatchObject({ ok: false, code: 'CONFLICT' });
  });

  test('of two who send at the same moment one is heard, and the other is told to look first', async () => {
    const incident = await open();
    const other = await mook.officer('Thomas');
    const answers = await Promise.all([
      officer.ask('crisis:send', toMook(incident)),
      other.ask('crisis:send', toMook(incident)),
    ]);
    expect(answers.filter(({ ok }) => ok)).toMatchObject([{ value: { version: 1 } }]);
    expect(answers.filter(({ ok }) => !ok)).toMatchObject([{ code: 'CONFLICT' }]);
    expect((await inLog('village-mook')).filter(of(incident))).toHaveLength(1);
  });

  test('sees beforehand what each village will read, and nothing is sent', async () => {
    const incident = await open();
    await officer.get('crisis:send', toMook(incident));
    const { key: _, ...asks } = toMook(incident, {
      basedOn: 1,
      areas: [
        { area: 'mook', level: 3, text: 'Het water stijgt.' },
        { area: 'molenhoek', level: 1, text: 'Bij u niet.' },
      ],
    });
    const { notices } = await officer.get('crisis:preview', asks);
    expect(notices).toMatchObject([
      {
        area: 'mook',
        version: 2,
        level: 3,
        changes: [{ what: 'level', before: 2, now: 3 }, { what: 'text' }, { what: 'next' }],
      },
      { area: 'molenhoek', level: 1, changes: [] },
    ]);
    expect(await standsIn(guest, 'mook', incident)).toMatchObject({ version: 1 });
    expect(await officer.ask('crisis:preview', { ...asks, areas: [] })).toMatchObject({ code: 'INVALID' });
  });

  test('is stopped when a colleague sent something since he looked', async () => {
    const incident = await open();
    await officer.get('crisis:send', toMook(incident));
    expect(await officer.ask('crisis:send', toMook(incident))).toMatchObject({ code: 'CONFLICT' });
    expect((await standsIn(guest, 'mook', incident))?.version).toBe(1);
  });

  test('withdraws with a reason, where it was read and nowhere else; then the right message can be sent', async () => {
    const incident = await open();
    await officer.get('crisis:send', toMook(incident));
    const reason = 'Dit bericht was niet juist.';
    await officer.get('crisis:cancel', { incident, key: newKey(), basedOn: 1, reason });
    expect(await standsIn(guest, 'mook', incident)).toMatchObject({
      type: 'crisis:cancelled',
      reason: 'Dit bericht was niet juist.',
    });
    expect(await standsIn(guest, 'molenhoek', incident)).toBeUndefined();
    await officer.get('crisis:send', toMook(incident, { basedOn: 2 }));
    expect(await standsIn(guest, 'mook', incident)).toMatchObject({ type: 'crisis:updated', version: 3 });
  });

  test('says it is over in every village that read of it, and in no other', async () => {
    const incident = await open();
    const both = ['mook', 'middelaar'].map((area) => ({
      area,
      level: 2 as const,
      text: `Let op in ${area}.`,
    }));
    await officer.get('crisis:send', toMook(incident, { areas: both }));
    const clear = (...areas: string[]) =>
      officer.ask('crisis:end', {
        incident,
        key: newKey(),
        basedOn: 1,
        areas: areas.map((area) => ({ area, text: 'U mag weer over de dijk.' })),
      });
    expect(await clear('mook')).toMatchObject({
      code: 'INVALID',
      message: expect.stringContaining('Middelaar') as string,
    });
    expect(await clear('mook', 'middelaar', 'plasmolen')).toMatchObject({ code: 'INVALID' });
    expect(await clear('mook', 'middelaar')).toMatchObject({ ok: true });
    expect(await standsIn(guest, 'middelaar', incident)).toMatchObject({ type: 'crisis:ended' });
  });

  test('keeps with every version what CAP calls it', async () => {
    const incident = await open();
    await officer.get('crisis:send', toMook(incident));
    const second = await officer.get('crisis:send', toMook(incident, { basedOn: 1 }));
    const { incidents } = await officer.get('crisis:incidents', {});
    const kept = incidents.find((one) => one.incident === incident)?.versions;
    expect(kept?.[0]).toMatchObject({
      version: 2,
      author: 'Karin',
      cap: {
        identifier: `nl-mook-en-middelaar-${incident}-2`,
        sender: mook.place.crisis.sender,
        sent: second.sent,
        status: 'Actual',
        msgType: 'Update',
        references: expect.stringContaining(`nl-mook-en-middelaar-${incident}-1`) as string,
      },
    });
    expect(second.sent).toMatch(/[+-]\d\d:\d\d$/);
  });
});

test('what a hub did not tell any more is heard after a restart, without anybody looking', async () => {
  const incident = await open();
  const text = 'Dit stond na de herstart pas in het dorp.';
  await mook.goAway();
  await versions.add(incident, { author: officer.me.id, key: 'halfway-2' }, () => ({
    ...halfway(text),
    key: 'halfway-2',
  }));
  await mook.comeBack();
  const inMook = async () => (await inLog('village-mook')).filter(of(incident));
  await expect.poll(inMook, { timeout: 20_000 }).toMatchObject([{ body: { text } }]);
});
