import type { NewHelpOffer } from '#contract/help/offer.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../test/support/database.ts';
import {
  asksInWeek,
  countAsk,
  end,
  neverAgain,
  add,
  ofPerson,
  ofPeople,
  thank,
  thanksOf,
  uncountAsk,
} from './offer.ts';
import { keepApart, metOverHelp, pairsOf } from './pair.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;

const now = new Date('2021-07-16T10:00:00+02:00');
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
const offer: NewHelpOffer = {
  kinds: ['transport', 'pet'],
  times: [{ day: 5, from: '12:00', to: '18:00' }],
  car: false,
  perWeek: 2,
  crisis: false,
};
const whoOffers = async (kind: 'transport' | 'pet' | 'garden') =>
  (await ofPeople(kind, now)).map(({ _id }) => _id).sort();

beforeAll(async () => {
  database = await openDatabase();
});
afterAll(async () => {
  await database.close();
});

test('somebody without a car goes a kilometre, with a car five, or as far as he says', async () => {
  expect(await add('on foot', offer)).toMatchObject({ radius: 1_000, asks: [], thanked: [] });
  expect(await add('by car', { ...offer, car: true })).toMatchObject({ radius: 5_000 });
  expect(await add('by car', { ...offer, car: true, radius: 2_000 })).toMatchObject({ radius: 2_000 });
});

test('who offers a kind is found for it, who offers anything for all, who rests or stopped for none', async () => {
  await add('anything', { ...offer, kinds: ['other'] });
  await add('resting', { ...offer, pausedUntil: days(1).toISOString() });
  await add('rested', { ...offer, pausedUntil: days(-1).toISOString() });
  await add('stopped', offer);
  await end('stopped');
  expect(await whoOffers('transport')).toEqual(['anything', 'by car', 'on foot', 'rested']);
  expect(await whoOffers('garden')).toEqual(['anything']);
  expect(await ofPerson('stopped')).toBeNull();
  expect(await add('resting', offer)).not.toHaveProperty('pausedUntil');
});

test('who never wants to be asked for a kind is not, until he offers it again himself', async () => {
  await neverAgain('on foot', 'pet');
  await neverAgain('anything', 'pet');
  expect(await whoOffers('pet')).toEqual(['by car', 'rested', 'resting']);
  expect(await whoOffers('transport')).toContain('on foot');
  expect(await add('on foot', offer)).toMatchObject({ never: [] });
  expect(await whoOffers('pet')).toContain('on foot');
});

test('nobody is asked more than three times in seven days, however many ask at once', async () => {
  await add('asked a lot', offer);
  const first = await Promise.all(
    Array.from({ length: 20 }, (_, index) => countAsk('asked a lot', `request ${index}`, now)),
  );
  expect(first.filter(Boolean)).toHaveLength(3);
  expect(await countAsk('asked a lot', 'one more', days(6.9))).toBe(false);
  expect(await countAsk('asked a lot', 'a week later', days(7))).toBe(true);
});

test('the same request counts once, and not at all when it did not come to asking', async () => {
  await add('asked once', offer);
  expect(await countAsk('asked once', 'the request', now)).toBe(true);
  expect(await countAsk('asked once', 'the request', now)).toBe(true);
  const asked = await add('asked once', offer);
  expect(asksInWeek(asked, 'another', now)).toBe(1);
  expect(asksInWeek(asked, 'the request', now)).toBe(0);
  expect(asksInWeek(asked, 'another', days(7))).toBe(0);
  await uncountAsk('asked once', 'the request');
  expect((await add('asked once', offer)).asks).toEqual([]);
});

test('ending an offer and beginning again is no way around a limit, and thanks are kept', async () => {
  await add('thanked', offer);
  await countAsk('thanked', 'the request', now);
  await thank('thanked', 'the request');
  await thank('thanked', 'the request');
  await end('thanked');
  expect((await add('thanked', offer)).asks).toHaveLength(1);
  expect(await thanksOf('thanked')).toBe(1);
  expect(await thanksOf('a stranger')).toBe(0);
});

test('that two met is known from both sides, and so is that they shall not meet again', async () => {
  await metOverHelp('Anja', 'Wim', now);
  await metOverHelp('Anja', 'Els', now);
  await keepApart('Wim', 'Anja');
  // That it worked, says the other one later.
  await metOverHelp('Anja', 'Wim', now);
  expect(await pairsOf('Anja', ['Els', 'Wim', 'Joep'])).toEqual(
    new Map([
      ['Els', { met: true, apart: false }],
      ['Wim', { met: true, apart: true }],
    ]),
  );
  await metOverHelp('Anja', 'Wim', now);
  expect((await pairsOf('Wim', ['Anja'])).get('Anja')?.apart).toBe(true);
});
