import { randomUUID as newKey } from 'node:crypto';
import type { Entry } from '#contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inHours, openCrisis, openIncident, toMook, type CrisisPlace } from '../../../test/support/crisis.ts';
import type { Neighbour } from '../../../test/support/neighbourhood.ts';
import type { Talk } from '../../../test/support/talk.ts';
import { sweep } from '../sweep.ts';

let mook: CrisisPlace;
let officer: Neighbour;
let guest: Talk;

beforeAll(async () => {
  mook = await openCrisis();
  officer = await mook.officer('Karin');
  guest = mook.guest();
});
afterAll(() => mook.close());

const open = () => openIncident(officer, 'Hoog water in de Maas');

const standsIn = async (area: string, incident: string) =>
  (await guest.get('crisis:situation', {})).villages
    .find((village) => village.area === area)
    ?.stands.find((notice) => notice.incident === incident);

const of =
  (incident: string) =>
  ({ body }: Pick<Entry, 'body'>) =>
    body !== null && 'incident' in body && body.incident === incident;

/** As a hub of the same place does of itself. */
const sweepOnce = () => sweep(mook.hub.visit({ who: 'guest', id: 'hub', locale: 'nl' }));

describe('an officer', () => {
  test('renews what a village has by leaving it out, and sees so beforehand', async () => {
    const incident = await open();
    const areas = [...toMook(incident).areas, { area: 'molenhoek', level: 1 as const, text: 'Bij u niets.' }];
    await officer.get('crisis:send', toMook(incident, { areas, expires: inHours(3) }));
    const next = toMook(incident, { basedOn: 1, expires: inHours(9) });
    const { key: _, ...seen } = next;
    const { notices, renews } = await officer.get('crisis:preview', seen);
    expect(notices.map(({ area }) => area)).toEqual(['mook']);
    expect(renews).toMatchObject([{ area: 'molenhoek', expires: next.expires }]);
    await officer.get('crisis:send', next);
    expect(await standsIn('molenhoek', incident)).toMatchObject({ version: 1, expires: next.expires });
    const { incidents } = await officer.get('crisis:incidents', {});
    const shown = incidents.find((one) => one.incident === incident);
    expect(shown?.holds).toContainEqual(
      expect.objectContaining({ area: 'molenhoek', level: 1, expires: next.expires }),
    );
    expect(shown?.versions[0]).toMatchObject({ version: 2, renews: ['molenhoek'] });
  });

  test('renews only what he speaks for', async () => {
    const incident = await open();
    const areas = [...toMook(incident).areas, { area: 'molenhoek', level: 1 as const, text: 'Bij u niets.' }];
    const first = toMook(incident, { areas, expires: inHours(3) });
    await officer.get('crisis:send', first);
    const ofMook = await mook.officer('Ans', 'mook');
    await ofMook.get('crisis:send', toMook(incident, { basedOn: 1, expires: inHours(9) }));
    expect(await standsIn('molenhoek', incident)).toMatchObject({ expires: first.expires });
  });

  test('is asked, once and in his own area alone, before what he said expires', async () => {
    const incident = await open();
    const elsewhere = await mook.officer('Bas', 'molenhoek');
    const expires = inHours(0.5);
    await officer.get('crisis:send', toMook(incident, { nextAt: inHours(0.4), expires }));
    const inbox = async (who: Neighbour) =>
      (await who.get('log:page', { channel: `inbox-${who.me.id}`, limit: 200 })).entries.filter(of(incident));
    await Promise.all([sweepOnce(), sweepOnce()]);
    await sweepOnce();
    expect(await inbox(officer)).toMatchObject([
      { type: 'crisis:expiring', body: { areas: ['mook'], expires } },
    ]);
    expect(await inbox(elsewhere)).toEqual([]);
  });

  test('says how long it stays in sight that it is over, three days when he does not', async () => {
    const until = inHours(200);
    for (const [said, stays] of [
      [{}, 72],
      [{ until }, 200],
    ] as const) {
      const incident = await open();
      await officer.get('crisis:send', toMook(incident));
      const areas = [{ area: 'mook', text: 'Voorbij. Blijf nog van de dijken.' }];
      await officer.get('crisis:end', { incident, key: newKey(), basedOn: 1, areas, ...said });
      const notice = await standsIn('mook', incident);
      const hours =
        notice?.type === 'crisis:ended' && (Date.parse(notice.until ?? '') - Date.now()) / 3_600_000;
      expect(hours).toBeCloseTo(stays, 0);
    }
    const incident = await open();
    await officer.get('crisis:send', toMook(incident));
    const wish = { incident, key: newKey(), basedOn: 1, areas: [{ area: 'mook', text: 'Voorbij.' }] };
    for (const wrong of [inHours(-1), inHours(24 * 31)]) {
      expect(await officer.ask('crisis:end', { ...wish, until: wrong })).toMatchObject({ code: 'INVALID' });
    }
  });
});
