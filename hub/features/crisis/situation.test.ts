import type { Incident } from '#models/incident.ts';
import type { Version } from '#models/version.ts';
import { describe, expect, test } from 'vitest';
import { noticesFor, villagesConcerned } from './notices.ts';
import { situationOf } from './situation.ts';

const hours = (n: number) => new Date(Date.parse('2021-07-18T10:00:00Z') + n * 3_600_000);

const incident: Incident = {
  _id: 'hoog-water-1a2b3c',
  title: 'Hoog water in de Maas',
  exercise: false,
  relayed: false,
  state: 'open',
  latest: 0,
  openedBy: 'karin',
  key: 'open-1',
  openedAt: hours(0),
  changedAt: hours(0),
  standsUntil: hours(1000),
};

const version = (n: number, changed: Partial<Version>): Version => ({
  _id: `${incident._id}:${n}`,
  incident: incident._id,
  n,
  kind: 'update',
  state: 'shown',
  cap: {
    identifier: `nl-${n}`,
    sender: 'gemeente',
    sent: hours(n).toISOString(),
    status: 'Actual',
    msgType: 'Alert',
    references: '',
  },
  sentAt: hours(n),
  expires: hours(n + 6),
  areas: [],
  gone: [],
  source: 'Gemeente',
  author: 'karin',
  key: `send-${n}`,
  hash: '',
  told: true,
  savedAt: hours(n),
  ...changed,
});

const mook = (text: string, level: 1 | 2 | 3 | 4 = 2) => ({ area: 'mook', level, text });
const molenhoek = { area: 'molenhoek', level: 1 as const, text: 'Bij u geen problemen.' };

const first = version(1, { areas: [mook('Het water stijgt.'), molenhoek] });
const second = version(2, { areas: [mook('Ga weg van de kade.', 3)] });

describe('what a village reads', () => {
  test('is its own text and no other', () => {
    const versions = [first, second];
    expect(JSON.stringify(noticesFor(incident, versions, 'molenhoek'))).not.toContain('kade');
    expect(noticesFor(incident, versions, 'mook').map((notice) => notice.version)).toEqual([2, 1]);
    expect(noticesFor(incident, versions, 'plasmolen')).toEqual([]);
  });

  test('says what changed since the version this village had before', () => {
    const third = version(3, { areas: [{ ...molenhoek, level: 2 }] });
    const [newest] = noticesFor(incident, [first, second, third], 'molenhoek');
    expect(newest).toMatchObject({ version: 3, changes: [{ what: 'level', before: 1, now: 2 }] });
  });

  test('never is a version that was archived', () => {
    const late = version(3, { state: 'archived', areas: [mook('Oud nieuws.', 4)] });
    expect(noticesFor(incident, [first, second, late], 'mook')[0]).toMatchObject({ version: 2 });
  });

  test('begins anew after it was over, with nothing to compare with', () => {
    const over = version(2, { kind: 'end', areas: [{ area: 'mook', text: 'Het is voorbij.' }] });
    const again = version(3, { areas: [mook('Toch weer hoog water.')] });
    const [newest, before] = noticesFor(incident, [first, over, again], 'mook');
    expect(newest).toMatchObject({ type: 'crisis:updated', changes: [] });
    expect(before).toMatchObject({ type: 'crisis:ended', text: 'Het is voorbij.' });
  });
});

describe('the villages an incident goes on for', () => {
  test('are those that were told and not yet told that it is over', () => {
    const over = version(3, { kind: 'end', areas: [{ area: 'molenhoek', text: 'Voorbij.' }] });
    expect(villagesConcerned([first, second])).toEqual(['mook', 'molenhoek']);
    expect(villagesConcerned([first, over])).toEqual(['mook']);
    expect(villagesConcerned([first, version(2, { kind: 'cancel', gone: ['mook', 'molenhoek'] })])).toEqual(
      [],
    );
  });
});

describe('the situation', () => {
  const stands = (now: Date, versions: Version[], one = incident) =>
    situationOf(['mook'], [one], versions, now)[0]?.stands.map((notice) => [notice.type, notice.version]);

  test('is the newest version, and the others are what was said before', () => {
    const [village] = situationOf(['mook'], [incident], [first, second], hours(2));
    expect(village?.stands).toMatchObject([{ version: 2, text: 'Ga weg van de kade.' }]);
    expect(village?.earlier).toMatchObject([{ version: 1 }]);
  });

  test('what an officer sent stays after it expired, until it is said to be over', () => {
    expect(stands(hours(400), [first, second])).toEqual([['crisis:updated', 2]]);
  });

  test('what is over or withdrawn stays half a day in sight', () => {
    const over = version(3, { kind: 'end', areas: [{ area: 'mook', text: 'Voorbij.' }] });
    expect(stands(hours(14), [first, over])).toEqual([['crisis:ended', 3]]);
    expect(stands(hours(16), [first, over])).toEqual([]);
  });

  test('what a source let expire goes half a day later', () => {
    const relayed = { ...incident, relayed: true };
    expect(stands(hours(18), [first], relayed)).toEqual([['crisis:updated', 1]]);
    expect(stands(hours(20), [first], relayed)).toEqual([]);
  });

  test('puts danger first, and an exercise after everything real', () => {
    const real = { ...incident, _id: 'storm-1' };
    const exercise = { ...incident, _id: 'oefening-1', exercise: true };
    const versions = [
      first,
      version(1, { incident: 'storm-1', areas: [mook('Storm.', 3)] }),
      version(1, { incident: 'oefening-1', areas: [mook('Oefening.', 4)] }),
    ];
    const [village] = situationOf(['mook'], [exercise, incident, real], versions, hours(2));
    expect(village?.stands.map((notice) => notice.incident)).toEqual([
      'storm-1',
      'hoog-water-1a2b3c',
      'oefening-1',
    ]);
  });
});
