import type { Incident } from '#models/crisis/incident.ts';
import type { Version } from '#models/crisis/version.ts';
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

  test('holds on with a new version that leaves it out, and says when the next one comes', () => {
    const more = version(3, { areas: [mook('Weer iets.')], renews: ['molenhoek'], nextAt: hours(5) });
    const [renewed] = noticesFor(incident, [first, more], 'molenhoek');
    expect(renewed).toMatchObject({ version: 1, text: 'Bij u geen problemen.', changes: [] });
    expect(renewed).toMatchObject({ expires: hours(9).toISOString(), nextAt: hours(5).toISOString() });
  });

  test('does not hold shorter because a new version that leaves it out does', () => {
    const short = version(3, { areas: [mook('Kort.')], renews: ['molenhoek'], expires: hours(4) });
    expect(noticesFor(incident, [first, short], 'molenhoek')).toMatchObject([
      { expires: hours(7).toISOString() },
    ]);
  });

  test('does not hold on with a version whose officer does not speak for it, nor after it is over', () => {
    const other = version(3, { areas: [mook('Weer iets.')], renews: [] });
    const expires = hours(7).toISOString();
    expect(noticesFor(incident, [first, other], 'molenhoek')).toMatchObject([{ expires }]);
    const over = version(3, { kind: 'end', areas: [{ area: 'molenhoek', text: 'Voorbij.' }] });
    const more = version(4, { areas: [mook('Weer iets.')], renews: ['molenhoek'] });
    expect(noticesFor(incident, [first, over, more], 'molenhoek')[0]).toMatchObject({ type: 'crisis:ended' });
  });

  test('says in every text of an exercise that it is one', () => {
    const exercise = { ...incident, exercise: true, titleEn: 'High water' };
    const areas = [{ ...mook('Ga weg.', 4), textEn: 'Leave.', instruction: 'Nu.', instructionEn: 'Now.' }];
    const expects = { what: 'Stand', when: 'nu' };
    const [told] = noticesFor(exercise, [version(1, { areas, expects })], 'mook');
    expect(told).toMatchObject({
      title: 'OEFENING: Hoog water in de Maas',
      titleEn: 'EXERCISE: High water',
      text: 'OEFENING: Ga weg.',
      textEn: 'EXERCISE: Leave.',
      instruction: 'OEFENING: Nu.',
      instructionEn: 'EXERCISE: Now.',
      expects: { what: 'OEFENING: Stand' },
    });
    const over = version(2, { kind: 'end', areas: [{ area: 'mook', text: 'Voorbij.' }] });
    expect(noticesFor(exercise, [over], 'mook')).toMatchObject([{ text: 'OEFENING: Voorbij.' }]);
    const gone = version(2, { kind: 'cancel', gone: ['mook'], reason: 'Onjuist.' });
    expect(noticesFor(exercise, [gone], 'mook')).toMatchObject([{ reason: 'OEFENING: Onjuist.' }]);
    const english = version(1, { areas: [mook('Leave.', 4)], language: 'en-GB' });
    expect(noticesFor(exercise, [english], 'mook')).toMatchObject([{ text: 'EXERCISE: Leave.' }]);
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

  test('what is over stays in sight as long as the officer said', () => {
    const areas = [{ area: 'mook', text: 'Voorbij. Blijf van de dijken.' }];
    const over = version(3, { kind: 'end', areas, expires: hours(60) });
    expect(stands(hours(59), [first, over])).toEqual([['crisis:ended', 3]]);
    expect(stands(hours(61), [first, over])).toEqual([]);
  });

  test('what was withdrawn stays half a day in sight', () => {
    const withdrawn = version(3, { kind: 'cancel', gone: ['mook'], reason: 'Onjuist.' });
    expect(stands(hours(14), [first, withdrawn])).toEqual([['crisis:cancelled', 3]]);
    expect(stands(hours(16), [first, withdrawn])).toEqual([]);
  });

  test('what a source let expire goes half a day later', () => {
    const relayed = { ...incident, relayed: true };
    expect(stands(hours(18), [first], relayed)).toEqual([['crisis:updated', 1]]);
    expect(stands(hours(20), [first], relayed)).toEqual([]);
  });

  const named = (_id: string, more: Partial<Incident> = {}) => ({ ...incident, _id, ...more });
  const order = (incidents: Incident[], versions: Version[], now: Date) =>
    situationOf(['mook'], incidents, versions, now)[0]?.stands.map((notice) => notice.incident);

  test('puts danger first', () => {
    const versions = [first, version(1, { incident: 'storm-1', areas: [mook('Storm.', 3)] })];
    expect(order([incident, named('storm-1')], versions, hours(2))).toEqual(['storm-1', incident._id]);
  });

  test('never is an exercise, nor what was said in one before', () => {
    const exercise = named('oefening-1', { exercise: true });
    const versions = [first, version(1, { incident: 'oefening-1', areas: [mook('Ga nu weg.', 4)] })];
    const [village] = situationOf(['mook'], [exercise, incident], versions, hours(2));
    expect(JSON.stringify(village)).not.toContain('Ga nu weg.');
    expect(village?.stands).toHaveLength(1);
  });

  test('puts what expired below what holds, whatever its level and whoever said it', () => {
    const incidents = [
      named('wind', { relayed: true }),
      named('oud-gevaar'),
      named('over'),
      named('fout'),
      named('rustig'),
    ];
    const versions = [
      version(1, { incident: 'wind', areas: [mook('Wind.', 2)], expires: hours(3) }),
      version(2, { incident: 'oud-gevaar', areas: [mook('Gevaar.', 4)], expires: hours(4) }),
      version(3, {
        incident: 'over',
        kind: 'end',
        areas: [{ area: 'mook', text: 'Voorbij.' }],
        expires: hours(72),
      }),
      version(4, { incident: 'fout', kind: 'cancel', gone: ['mook'], reason: 'Onjuist.' }),
      version(5, { incident: 'rustig', areas: [mook('Bij u geen problemen.', 1)], expires: hours(12) }),
    ];
    expect(order(incidents, versions, hours(6))).toEqual(['rustig', 'oud-gevaar', 'over', 'wind', 'fout']);
  });
});
