import { clock } from '#config/clock.ts';
import { HelpWave } from '#contract/help/wave.ts';
import * as helpSteps from '#models/help/steps.ts';
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

/** Each test has a street of its own, so that its helpers are no candidates of another test. */
const arrive = (name: string, street: string) => place.arrive(name, street);
const helper = async (name: string, street: string, terms = offer({ radius: 200 })): Promise<Neighbour> => {
  const one = await arrive(name, street);
  await one.get('help:offer', terms);
  return one;
};

describe('a request and a fitting offer', () => {
  test('end in a channel of the two, and nobody’s name is told before both said yes', async () => {
    const anja = await arrive('Anja', 'broekstraat');
    const wim = await helper('Wim', 'broekstraat');
    const els = await helper('Els', 'broekstraat');
    const request = await askFor(anja, errand(key(), { bring: 'appeltaart' }));
    await bot.wake();

    const proposed = (await inboxOf(wim)).at(-1);
    expect(proposed).toMatchObject({
      type: 'help:proposed',
      author: { name: 'Hulpbot', role: 'bot' },
      body: { kind: 'transport', text: 'naar de voedselbank', bring: 'appeltaart', metres: 200, minutes: 60 },
    });
    expect(JSON.stringify([await inboxOf(wim), await wim.get('help:mine', {})])).not.toContain('Anja');
    expect(JSON.stringify([await inboxOf(wim), await wim.get('help:mine', {})])).not.toContain(anja.me.id);

    const { id } = await proposalOf(wim);
    expect(await wim.get('help:answer', { proposal: id, answer: 'yes' })).toEqual({ state: 'yes' });
    const found = (await inboxOf(anja)).at(-1);
    expect(found).toMatchObject({
      type: 'help:found',
      author: { name: 'Hulpbot' },
      body: { request, proposal: id, street: 'Broekstraat', thanks: 0, verified: false },
    });
    const seen = JSON.stringify([await inboxOf(anja), await anja.get('help:mine', {})]);
    expect(seen).not.toContain('Wim');
    expect(seen).not.toContain(wim.me.id);

    const late = await els.get('help:answer', { proposal: (await proposalOf(els)).id, answer: 'yes' });
    expect(late).toEqual({ state: 'reserve' });
    expect((await inboxOf(els)).at(-1)).toMatchObject({
      type: 'help:reserved',
      body: { until: expect.stringMatching(/^2021-07-17T08:00/) as string },
    });

    const { channel = '' } = await anja.get('help:accept', { request, proposal: id, answer: 'yes' });
    expect(channel).toBe(`direct-${id}`);
    await wim.get('message:post', { channel, key: key(), text: 'Ik ben er om één uur' });
    const { entries } = await anja.get('log:page', { channel });
    expect(entries.map(({ type, author }) => [type, author.name])).toEqual([
      ['help:matched', 'Hulpbot'],
      ['message:posted', 'Wim'],
    ]);
    const { requests } = await anja.get('help:mine', {});
    expect(requests[0]).toMatchObject({ state: 'matched', channel, neighbour: { name: 'Wim' } });
    expect(await proposalOf(wim)).toMatchObject({ state: 'matched', channel, neighbour: { name: 'Anja' } });
    expect(await proposalOf(els)).not.toHaveProperty('neighbour');
    expect(await els.ask('channel:open', { channel })).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  });

  test('who was asked and had not answered is told kindly, and can no longer read what was asked', async () => {
    const anja = await arrive('Anja', 'stationsstraat');
    const [wim, els] = [await helper('Wim', 'stationsstraat'), await helper('Els', 'stationsstraat')];
    const request = await askFor(anja, errand(key()));
    await bot.wake();
    await wim.get('help:answer', { proposal: (await proposalOf(wim)).id, answer: 'yes' });
    await anja.get('help:accept', { request, answer: 'yes' });
    const [proposed, taken] = await inboxOf(els);
    expect(proposed).toMatchObject({ type: 'help:proposed', body: null });
    expect(taken).toMatchObject({ type: 'help:taken', body: { proposal: (await proposalOf(els)).id } });
    expect(await proposalOf(els)).toMatchObject({ state: 'taken' });
    expect(await proposalOf(els)).not.toHaveProperty('text');
    const late = await els.get('help:answer', { proposal: (await proposalOf(els)).id, answer: 'yes' });
    expect(late).toEqual({ state: 'reserve' });
  });

  test('the bot that chooses is told no name, no street, and no id that leads to anybody', async () => {
    const anja = await arrive('Anja', 'watermolenpad');
    const wim = await helper('Wim', 'watermolenpad');
    await askFor(anja, errand(key(), { kind: 'pet', text: 'de hond van Sandra' }));
    await wim.get('help:offer', offer({ kinds: ['pet'], radius: 200 }));
    const { rows } = await bot.get('due:claim', { kind: 'help-wave', limit: 50 });
    const told = rows
      .map(({ about }) => HelpWave.parse(about))
      .find(({ candidates }) => candidates.length > 0);
    expect(told).toMatchObject({
      wave: 1,
      ask: 3,
      minutes: 60,
      span: 120,
      candidates: [{ fit: 'named', overlap: 120, metres: 200, daysSinceAsked: null, met: false }],
    });
    const secrets = [anja, wim]
      .flatMap(({ me }) => [me.id, me.name])
      .concat('watermolenpad', 'Sandra', 'hond');
    for (const secret of secrets) expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test('sending a wish again changes nothing: one request, one proposal, one channel, each told once', async () => {
    const anja = await arrive('Anja', 'cuijksesteeg');
    const wim = await helper('Wim', 'cuijksesteeg');
    const wish = errand(key());
    const request = await askFor(anja, wish);
    expect(await askFor(anja, wish)).toBe(request);
    await bot.wake();
    await bot.wake();
    const { id } = await proposalOf(wim);
    for (const _ of [1, 2]) await wim.get('help:answer', { proposal: id, answer: 'yes' });
    for (const _ of [1, 2]) await anja.get('help:accept', { request, answer: 'yes' });
    expect(await typesIn(wim)).toEqual(['help:proposed', 'help:matched']);
    expect(await typesIn(anja)).toEqual(['help:found', 'help:matched']);
  });
});

describe('minds change', () => {
  test('the asker would rather have somebody else: the first is thanked, who stood in reserve is found', async () => {
    const anja = await arrive('Anja', 'molenweg');
    const [wim, els] = [await helper('Wim', 'molenweg'), await helper('Els', 'molenweg')];
    const request = await askFor(anja, errand(key()));
    await bot.wake();
    for (const one of [wim, els])
      await one.get('help:answer', { proposal: (await proposalOf(one)).id, answer: 'yes' });
    await anja.get('help:accept', { request, proposal: (await proposalOf(wim)).id, answer: 'no' });
    expect(await typesIn(wim)).toEqual(['help:proposed', 'help:declined']);
    expect(await proposalOf(els)).toMatchObject({ state: 'yes' });
    expect(await typesIn(anja)).toEqual(['help:found', 'help:found']);
    const stale = { request, proposal: (await proposalOf(wim)).id, answer: 'yes' as const };
    expect(await anja.ask('help:accept', stale)).toMatchObject({ ok: false, code: 'CONFLICT' });
    await anja.get('help:accept', { request, proposal: (await proposalOf(els)).id, answer: 'yes' });
    expect(await proposalOf(els)).toMatchObject({ state: 'matched', neighbour: { name: 'Anja' } });
  });

  test('the helper cannot after all: the asker hears it, and others are asked at once', async () => {
    const anja = await arrive('Anja', 'beukenlaan');
    const wim = await helper('Wim', 'beukenlaan');
    const request = await askFor(anja, errand(key()));
    await bot.wake();
    const { id } = await proposalOf(wim);
    await wim.get('help:answer', { proposal: id, answer: 'yes' });
    const { channel: before } = await anja.get('help:accept', { request, answer: 'yes' });
    const els = await helper('Els', 'beukenlaan');
    await wim.get('help:answer', { proposal: id, answer: 'no' });
    expect(await typesIn(anja)).toEqual(['help:found', 'help:matched', 'help:released']);
    await bot.wake();
    expect(await typesIn(els)).toEqual(['help:proposed']);
    await els.get('help:answer', { proposal: (await proposalOf(els)).id, answer: 'yes' });
    const { channel = '' } = await anja.get('help:accept', { request, answer: 'yes' });
    expect(await wim.ask('log:page', { channel })).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect(channel).not.toBe(before);
  });

  test('a request taken back is over for everybody', async () => {
    const anja = await arrive('Anja', 'esdoornlaan');
    const wim = await helper('Wim', 'esdoornlaan');
    const request = await askFor(anja, errand(key()));
    await bot.wake();
    await anja.get('help:withdraw', { request });
    expect(await typesIn(wim)).toEqual(['help:proposed', 'help:ended']);
    const { id } = await proposalOf(wim);
    expect(await wim.ask('help:answer', { proposal: id, answer: 'yes' })).toMatchObject({
      ok: false,
      code: 'CONFLICT',
    });
    hours(2);
    await bot.wake();
    expect(await typesIn(wim)).toHaveLength(2);
  });
});

describe('a hub that dies between deciding and telling', () => {
  test('is made good by the next wave: who was found is told, who matched get their channel', async () => {
    const anja = await arrive('Anja', 'havenpad');
    const wim = await helper('Wim', 'havenpad');
    const request = await askFor(anja, errand(key()));
    await bot.wake();
    const { id } = await proposalOf(wim);
    await helpSteps.answerYes(id, wim.me.id, clock.now());
    hours(0.4);
    await bot.wake();
    expect(await typesIn(anja)).toEqual(['help:found']);
    await helpSteps.accept(request, anja.me.id, id, clock.now());
    hours(0.4);
    await bot.wake();
    expect(await typesIn(anja)).toEqual(['help:found', 'help:matched']);
    const words = { channel: `direct-${id}`, key: key(), text: 'Tot straks' };
    expect(await wim.ask('message:post', words)).toMatchObject({ ok: true });
  });
});

describe('afterwards', () => {
  test('both are asked how it went, once, and a thank-you reaches the helper', async () => {
    const anja = await arrive('Anja', 'heidelaan');
    const wim = await helper('Wim', 'heidelaan');
    const request = await askFor(anja, errand(key()));
    await bot.wake();
    await wim.get('help:answer', { proposal: (await proposalOf(wim)).id, answer: 'yes' });
    await anja.get('help:accept', { request, answer: 'yes' });
    hours(30);
    await bot.wake();
    await bot.wake();
    for (const one of [anja, wim])
      expect((await typesIn(one)).filter((type) => type === 'help:followed-up')).toHaveLength(1);
    await anja.get('help:done', { request, outcome: 'worked' });
    expect((await typesIn(wim)).at(-1)).toBe('help:thanked');
    expect((await anja.get('help:mine', {})).requests[0]).toMatchObject({ state: 'done', outcome: 'worked' });

    clock.set(new Date('2021-07-23T10:00:00+02:00'));
    await askFor(anja, errand(key(), { from: '2021-07-23T13:00:00+02:00', to: '2021-07-23T15:00:00+02:00' }));
    await bot.wake();
    await wim.get('help:answer', { proposal: (await proposalOf(wim)).id, answer: 'yes' });
    expect((await inboxOf(anja)).at(-1)).toMatchObject({ type: 'help:found', body: { thanks: 1 } });
  });

  test('two who would rather not meet again are not brought together again, and nobody is told', async () => {
    const anja = await arrive('Anja', 'plasweg');
    const wim = await helper('Wim', 'plasweg');
    const request = await askFor(anja, errand(key()));
    await bot.wake();
    await wim.get('help:answer', { proposal: (await proposalOf(wim)).id, answer: 'yes' });
    await anja.get('help:accept', { request, answer: 'yes' });
    await wim.get('help:done', { request, outcome: 'failed', again: false });
    const before = await typesIn(anja);
    await askFor(anja, errand(key(), { from: '2021-07-16T17:00:00+02:00', to: '2021-07-16T19:00:00+02:00' }));
    await bot.wake();
    expect((await wim.get('help:mine', {})).proposals).toHaveLength(1);
    expect((await typesIn(anja)).slice(before.length)).not.toContain('help:found');
  });

  test('what nobody could do is closed, and the asker is told so', async () => {
    const anja = await arrive('Anja', 'veerweg');
    const wim = await helper('Wim', 'veerweg');
    await askFor(anja, errand(key()));
    await bot.wake();
    hours(30);
    await bot.wake();
    expect((await typesIn(anja)).at(-1)).toBe('help:closed');
    expect(await typesIn(wim)).toEqual(['help:proposed', 'help:ended']);
    expect((await anja.get('help:mine', {})).requests[0]).toMatchObject({ state: 'closed' });
  });
});
