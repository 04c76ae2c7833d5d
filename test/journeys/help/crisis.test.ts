import { clock } from '#config/clock.ts';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  endEverything,
  inHours,
  openCrisis,
  openIncident,
  toMook,
  type CrisisPlace,
} from '../../support/crisis.ts';
import {
  askFor,
  errand,
  friday,
  inboxOf,
  offer,
  openBot,
  proposalOf,
  typesIn,
  type TestBot,
} from '../../support/help.ts';
import type { Neighbour } from '../../support/neighbourhood.ts';

const night = new Date('2021-07-16T02:31:00+02:00');
let place: CrisisPlace;
let bot: TestBot;
let karin: Neighbour;
beforeAll(async () => {
  place = await openCrisis();
  bot = openBot(place);
  karin = await place.officer('Karin');
});
afterAll(async () => {
  bot.close();
  await place.close();
});
beforeEach(() => clock.set(night));

/** Mook is told something of this level, now. */
async function level(mook: 1 | 2 | 3 | 4, exercise = false): Promise<void> {
  const incident = await openIncident(karin, `Hoog water ${randomUUID().slice(0, 8)}`, exercise);
  const areas = [{ area: 'mook', level: mook, text: 'De Maas stijgt.', instruction: 'Ga naar boven.' }];
  await karin.get('crisis:send', toMook(incident, { areas }));
}

/** A ride within the next four hours, asked now. */
const ride = () =>
  errand(randomUUID(), {
    from: inHours(0),
    to: inHours(4),
    minutes: 60,
    text: 'naar mijn dochter op de heuvel',
  });

describe('at half past two in the night', () => {
  const usual = { times: [{ day: 5, from: '12:00', to: '18:00' }], radius: 200 };

  test('a village at level 3 is asked at once, for any kind, whoever allowed it, whatever his week', async () => {
    const anja = await place.arrive('Anja', 'heuvelweg');
    const calm = await place.arrive('Wim', 'heuvelweg');
    const ready = await place.arrive('Els', 'heuvelweg');
    await calm.get('help:offer', offer({ radius: 200 }));
    await ready.get('help:offer', { ...offer(), ...usual, crisis: true });
    expect(await anja.ask('help:ask', ride())).toMatchObject({ ok: false, code: 'INVALID' });
    await level(3);
    await askFor(anja, ride());
    await bot.wake();
    expect(await typesIn(ready)).toEqual(['help:proposed']);
    expect(await typesIn(calm)).toEqual([]);
    await endEverything(karin);
  });

  test.each([
    ['a level below', () => level(2)],
    ['an exercise', () => level(4, true)],
  ])('%s wakes nobody', async (_, begins) => {
    await begins();
    const anja = await place.arrive('Anja', 'lindelaan');
    expect(await anja.ask('help:ask', ride())).toMatchObject({ ok: false, code: 'INVALID' });
    await endEverything(karin);
  });

  test('nor is another village woken', async () => {
    await level(4);
    const joris = await place.arrive('Joris', 'cuijksesteeg');
    const here = place.place.areas.find(({ id }) => id === 'cuijksesteeg')?.parent;
    expect(here).not.toBe('mook');
    expect(await joris.ask('help:ask', ride())).toMatchObject({ ok: false, code: 'INVALID' });
    await endEverything(karin);
  });
});

describe('whom nobody answers', () => {
  const monday = { from: '2021-07-19T13:00:00+02:00', to: '2021-07-19T15:00:00+02:00' };

  test('hears in time whom to call, and others are told, before it is closed', async () => {
    clock.set(friday);
    const anja = await place.arrive('Anja', 'kerkstraat');
    const silent = await place.arrive('Mieke', undefined, { role: 'connector', areas: ['mook'] });
    const elsewhere = await place.arrive('Bas', undefined, { role: 'connector', areas: ['plasmolen'] });
    const request = await askFor(anja, errand(randomUUID(), monday));
    for (const at of ['2021-07-16T10:00', '2021-07-16T12:00', '2021-07-16T16:00', '2021-07-18T12:59']) {
      clock.set(new Date(`${at}:00+02:00`));
      await bot.wake();
    }
    expect(await typesIn(silent)).toEqual(['help:proposed']);
    expect(await typesIn(elsewhere)).toEqual([]);
    clock.set(new Date('2021-07-18T13:00:00+02:00'));
    await bot.wake();
    await bot.wake();
    expect((await inboxOf(anja)).filter(({ type }) => type === 'help:unfound')).toMatchObject([
      { body: { request, kind: 'transport' } },
    ]);
    // Of what others asked before, she heard on Friday.
    const told = (await inboxOf(karin)).filter(
      ({ type, at }) => type === 'help:unanswered' && at > '2021-07-18',
    );
    expect(told).toMatchObject([{ body: { area: 'mook', kind: 'transport', minutes: 60 } }]);
    expect(JSON.stringify(told)).not.toMatch(/Anja|voedselbank|kerkstraat/);
    const proposal = await proposalOf(elsewhere);
    expect(await elsewhere.get('help:answer', { proposal: proposal.id, answer: 'yes' })).toEqual({
      state: 'yes',
    });
    expect((await typesIn(anja)).at(-1)).toBe('help:found');
  });

  test('who was found hears nothing of the kind, and neither does an officer', async () => {
    clock.set(friday);
    const before = (await inboxOf(karin)).length;
    const anja = await place.arrive('Anja', 'tuinstraat');
    const wim = await place.arrive('Wim', 'tuinstraat');
    await wim.get('help:offer', offer({ radius: 200 }));
    await askFor(anja, errand(randomUUID(), monday));
    await bot.wake();
    await wim.get('help:answer', { proposal: (await proposalOf(wim)).id, answer: 'yes' });
    clock.set(new Date('2021-07-19T12:00:00+02:00'));
    await bot.wake();
    expect(await typesIn(anja)).toEqual(['help:found']);
    expect((await inboxOf(karin)).length).toBe(before);
  });

  test('is not closed behind everybody’s back when the bot slept all the while', async () => {
    clock.set(friday);
    const anja = await place.arrive('Anja', 'veerweg');
    const before = (await inboxOf(karin)).length;
    await askFor(anja, errand(randomUUID(), monday));
    clock.set(new Date('2021-07-21T12:00:00+02:00'));
    await bot.wake();
    expect(await typesIn(anja)).toEqual(['help:closed']);
    expect((await inboxOf(karin)).length).toBe(before + 1);
  });
});

describe('steps that make no sense are refused in words', () => {
  const refused = { ok: false, code: 'CONFLICT' };

  test('how it went cannot be said before it began, nor yes to what lies behind', async () => {
    clock.set(friday);
    const anja = await place.arrive('Anja', 'schoolstraat');
    const wim = await place.arrive('Wim', 'schoolstraat');
    await wim.get('help:offer', offer({ radius: 200 }));
    const request = await askFor(anja, errand(randomUUID()));
    await bot.wake();
    const { id: proposal } = await proposalOf(wim);
    await wim.get('help:answer', { proposal, answer: 'yes' });
    clock.set(new Date('2021-07-16T15:00:00+02:00'));
    expect(await anja.ask('help:accept', { request, proposal, answer: 'yes' })).toMatchObject(refused);
    clock.set(friday);
    await anja.get('help:accept', { request, proposal, answer: 'yes' });
    for (const who of [anja, wim])
      expect(await who.ask('help:done', { request, outcome: 'worked' })).toMatchObject(refused);
    clock.set(new Date('2021-07-16T13:00:00+02:00'));
    expect(await anja.ask('help:done', { request, outcome: 'worked' })).toMatchObject({ ok: true });
  });

  test.each([
    ['the first century', '0001-01-01T00:00:00Z', '2021-07-16T15:00:00+02:00'],
    ['last week', '2021-07-09T13:00:00+02:00', '2021-07-16T15:00:00+02:00'],
    ['behind us', '2021-07-15T13:00:00+02:00', '2021-07-15T15:00:00+02:00'],
    ['until the year 9999', '2021-07-16T13:00:00+02:00', '9999-12-31T15:00:00Z'],
    ['in the year 9999', '9999-12-31T13:00:00Z', '9999-12-31T15:00:00Z'],
    ['no time at all', '2021-07-16T13:00:00+02:00', '2021-07-16T13:00:00+02:00'],
    ['backwards', '2021-07-16T15:00:00+02:00', '2021-07-16T13:00:00+02:00'],
    ['on 29 February of a year without one', '2022-02-29T13:00:00+01:00', '2022-03-01T15:00:00+01:00'],
  ])('help %s', async (_, from, to) => {
    clock.set(friday);
    const anja = await place.arrive('Anja', 'raadhuisplein');
    expect(await anja.ask('help:ask', errand(randomUUID(), { from, to }))).toMatchObject({ code: 'INVALID' });
  });
});
