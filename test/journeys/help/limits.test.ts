import { clock } from '#config/clock.ts';
import mongoose from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  askFor,
  errand,
  friday,
  hours,
  inboxOf,
  offer,
  openBot,
  proposalOf,
  typesIn,
  type TestBot,
} from '../../support/help.ts';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';

let place: Neighbourhood;
let bot: TestBot;
let count = 0;
const key = () => `a key of a test ${(count += 1)}`;

beforeAll(async () => {
  place = await openNeighbourhood();
  bot = openBot(place);
});
afterAll(async () => {
  bot.close();
  await place.close();
});
beforeEach(() => clock.set(friday));

/** All that stands in the database. */
async function everythingKept(): Promise<string> {
  const collections = await mongoose.connection.db?.collections();
  const kept = (collections ?? []).map((collection) => collection.find({}).toArray());
  return JSON.stringify(await Promise.all(kept));
}

/** Each test has a street of its own, so that its helpers are no candidates of another test. */
const arrive = (name: string, street: string) => place.arrive(name, street);
const helper = async (name: string, street: string, terms = offer({ radius: 200 })): Promise<Neighbour> => {
  const one = await arrive(name, street);
  await one.get('help:offer', terms);
  return one;
};

describe('limits protect who helps', () => {
  test('only a fitting offer is asked: kind, time, distance, rest, and never for what he never wants', async () => {
    const street = 'heuvelweg';
    const anja = await arrive('Anja', street);
    const fits = await helper('Wim', street);
    const anything = await helper('Bas', street, offer({ kinds: ['other'], radius: 200 }));
    const others = [
      await helper('other kind', street, offer({ kinds: ['pet'], radius: 200 })),
      await helper('other day', street, offer({ days: [6], radius: 200 })),
      await helper('too short', street, {
        ...offer({ radius: 200 }),
        times: [{ day: 5, from: '14:30', to: '18:00' }],
      }),
      await helper('too far', 'bosweg'),
      await helper('resting', street, offer({ radius: 200, pausedUntil: '2021-07-20T00:00:00+02:00' })),
      await helper('stopped', street),
      await helper('never again', street),
    ];
    await others[5]?.get('help:withdraw', { offer: true });
    await anja.get('help:offer', offer({ radius: 200 }));
    const first = await askFor(
      anja,
      errand(key(), { from: '2021-07-17T13:00:00+02:00', to: '2021-07-17T15:00:00+02:00' }),
    );
    await bot.wake();
    const { id } = await proposalOf(others[6] ?? anja);
    await others[6]?.get('help:answer', { proposal: id, answer: 'never' });
    await anja.get('help:withdraw', { request: first });

    await askFor(anja, errand(key()));
    await bot.wake();
    const asked = async (one: Neighbour) =>
      (await one.get('help:mine', {})).proposals.filter(({ state }) => state === 'asked');
    expect(await asked(fits)).toHaveLength(1);
    expect(await asked(anything)).toHaveLength(1);
    for (const one of [...others, anja]) expect([one.me.name, await asked(one)]).toEqual([one.me.name, []]);
    // Otherwise the connectors of the place are asked for it while another test looks at them.
    for (const { id: request } of (await anja.get('help:mine', {})).requests)
      await anja.get('help:withdraw', { request });
  });

  test('three are asked at first, after two hours the next, and in the end the connector', async () => {
    const street = 'zandpad';
    const anja = await arrive('Anja', street);
    const connector = await place.arrive('Ria', 'molenweg', { role: 'connector', areas: ['molenhoek'] });
    const helpers = await Promise.all([1, 2, 3, 4, 5].map((number) => helper(`helper ${number}`, street)));
    const request = await askFor(
      anja,
      errand(key(), { from: '2021-07-18T13:00:00+02:00', to: '2021-07-18T15:00:00+02:00' }),
    );
    const asked = async () => {
      const all = await Promise.all(helpers.map((one) => typesIn(one)));
      return all.filter((types) => types.includes('help:proposed')).length;
    };
    await bot.wake();
    await bot.wake();
    expect(await asked()).toBe(3);
    hours(2);
    await bot.wake();
    expect(await asked()).toBe(5);
    expect(await typesIn(connector)).toEqual([]);
    hours(4);
    await bot.wake();
    expect((await inboxOf(connector)).at(-1)).toMatchObject({
      type: 'help:proposed',
      body: { connector: true },
    });
    expect((await inboxOf(anja)).at(-1)).toMatchObject({
      type: 'help:passed-on',
      body: { request, connectors: 1 },
    });
    expect((await anja.get('help:mine', {})).requests[0]?.asked).toBe(6);
  });

  test('nobody is asked at night, except for high water who allowed it', async () => {
    const street = 'smidstraat';
    const anja = await arrive('Anja', street);
    const calm = await helper('Wim', street, offer({ kinds: ['transport', 'sandbags'], radius: 200 }));
    const ready = await helper(
      'Els',
      street,
      offer({ kinds: ['transport', 'sandbags'], radius: 200, crisis: true }),
    );
    clock.set(new Date('2021-07-17T23:00:00+02:00'));
    const tomorrow = { from: '2021-07-18T13:00:00+02:00', to: '2021-07-18T15:00:00+02:00' };
    await askFor(anja, errand(key(), tomorrow));
    await askFor(anja, errand(key(), { ...tomorrow, kind: 'sandbags', from: '2021-07-17T23:00:00+02:00' }));
    await bot.wake();
    expect(await typesIn(calm)).toEqual([]);
    expect((await inboxOf(ready)).map(({ body }) => body && 'kind' in body && body.kind)).toEqual([
      'sandbags',
    ]);
    hours(9);
    await bot.wake();
    expect(await typesIn(calm)).toContain('help:proposed');
  });
});

describe('refused kindly', () => {
  test('what asks for trained people goes to the welfare desk, and is not kept', async () => {
    const anja = await arrive('Anja', 'akkerweg');
    for (const kind of ['money', 'keys', 'children', 'care'] as const) {
      const answer = await anja.ask('help:ask', errand(key(), { kind }));
      expect(answer).toMatchObject({
        ok: false,
        code: 'FORBIDDEN',
        message: expect.stringContaining('welzijnsbalie') as string,
      });
    }
    expect((await anja.get('help:mine', {})).requests).toEqual([]);
  });

  test('words of danger bring no neighbour but the numbers to call; the connector hears that, not who or why', async () => {
    const anja = await arrive('Anja', 'akkerweg');
    const wim = await helper('Wim', 'akkerweg');
    const connector = await place.arrive('Ria', 'kerkpad', { role: 'connector', areas: ['middelaar'] });
    const wish = errand(key(), { text: 'mijn moeder is gevallen' });
    expect(await anja.get('help:ask', wish)).toEqual({ outcome: 'urgent' });
    await bot.wake();
    expect((await anja.get('help:mine', {})).requests).toEqual([]);
    expect(await everythingKept()).not.toContain('gevallen');
    expect(await typesIn(wim)).toEqual([]);
    const [alarm] = (await inboxOf(connector)).filter(({ type }) => type === 'help:alarmed');
    expect(alarm).toMatchObject({ author: { name: 'Hulpbot' }, body: { area: 'middelaar' } });
    expect(JSON.stringify(alarm)).not.toMatch(new RegExp(`gevallen|Anja|${anja.me.id}`));
  });

  test('the same errand twice, one in the past, one in the night before anybody can be asked, one nowhere', async () => {
    const anja = await arrive('Anja', 'wilgenlaan');
    await askFor(anja, errand(key()));
    expect(await anja.ask('help:ask', errand(key()))).toMatchObject({ ok: false, code: 'CONFLICT' });
    const past = errand(key(), { kind: 'pet', from: '2021-07-15T13:00:00Z', to: '2021-07-15T15:00:00Z' });
    expect(await anja.ask('help:ask', past)).toMatchObject({ ok: false, code: 'INVALID' });
    clock.set(new Date('2021-07-16T22:00:00+02:00'));
    const early = errand(key(), {
      kind: 'pet',
      from: '2021-07-17T07:00:00+02:00',
      to: '2021-07-17T08:30:00+02:00',
    });
    expect(await anja.ask('help:ask', early)).toMatchObject({ ok: false, code: 'INVALID' });
    const nowhere = await place.arrive('Sam');
    const wish = errand(key(), { from: '2021-07-18T13:00:00+02:00', to: '2021-07-18T15:00:00+02:00' });
    expect(await nowhere.ask('help:ask', wish)).toMatchObject({ ok: false, code: 'INVALID' });
    expect(await nowhere.ask('help:ask', { ...wish, street: 'nergens' })).toMatchObject({
      ok: false,
      code: 'INVALID',
    });
    expect(await nowhere.ask('help:ask', { ...wish, street: 'maaskade' })).toMatchObject({ ok: true });
    expect(await anja.ask('help:ask', { ...wish, to: wish.from })).toMatchObject({
      ok: false,
      code: 'INVALID',
    });
  });

  test('a guest asks nothing, a person does not play the bot, and a bot does nothing without its row', async () => {
    const anja = await arrive('Anja', 'boomgaard');
    const request = await askFor(anja, errand(key()));
    const propose = { request, wave: 1, candidates: [] };
    expect(await place.guest().ask('help:ask', errand(key()))).toMatchObject({
      ok: false,
      code: 'REAUTHENTICATE',
    });
    expect(await anja.ask('help:propose', propose)).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    expect(await anja.ask('help:follow-up', { request })).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    expect(await bot.ask('help:ask', errand(key()))).toMatchObject({ ok: false, code: 'FORBIDDEN' });
    expect(await bot.ask('help:propose', propose)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect(await bot.ask('help:follow-up', { request })).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  });

  test('somebody else’s request, proposal and channel are not there', async () => {
    const anja = await arrive('Anja', 'boomgaard');
    const wim = await helper('Wim', 'boomgaard');
    const stranger = await arrive('Sam', 'boomgaard');
    const request = await askFor(anja, errand(key()));
    await bot.wake();
    const { id: proposal } = await proposalOf(wim);
    const gone = { ok: false, code: 'NOT_FOUND' };
    expect(await stranger.ask('help:answer', { proposal, answer: 'yes' })).toMatchObject(gone);
    expect(await stranger.ask('help:accept', { request, answer: 'yes' })).toMatchObject(gone);
    expect(await stranger.ask('help:accept', { request, answer: 'no' })).toMatchObject(gone);
    expect(await stranger.ask('help:withdraw', { request })).toMatchObject(gone);
    expect(await stranger.ask('help:done', { request, outcome: 'worked' })).toMatchObject(gone);
    expect(await stranger.ask('channel:open', { channel: `direct-${proposal}` })).toMatchObject(gone);
    expect(await stranger.get('help:mine', {})).toEqual({ requests: [], offer: null, proposals: [] });
    expect(await anja.ask('help:accept', { request, answer: 'yes' })).toMatchObject({
      ok: false,
      code: 'CONFLICT',
    });
  });
});
