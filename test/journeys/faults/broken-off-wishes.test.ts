import { agenda } from '../../../bots/agenda/index.ts';
import { openConnection, type BotConnection } from '../../../bots/engine/connection.ts';
import { clock } from '#config/clock.ts';
import type { Asks, CommandName } from '#contract';
import mongoose from 'mongoose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sweep } from '../../../hub/features/sweep.ts';
import { monday, newKey, publish, seen, street, walk } from '../../support/agenda.ts';
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

/** A hub that dies between saving and telling, seen from the street: nobody asks again, and people hear of it all the same, once. */

let place: Neighbourhood;
let anna: Neighbour;
let henk: Neighbour;

beforeAll(async () => {
  // That a command failed is what is tried here, and no news.
  place = await openNeighbourhood({ env: { LOG_LEVEL: 'silent' } });
});
afterAll(() => place.close());

const database = () => mongoose.connection.db!;
const failPoint = (mode: unknown, data: object) =>
  database().admin().command({ configureFailPoint: 'failCommand', mode, data });

/** Asks once; the database refuses the first command of this kind after so many others, and the hub says that it failed. */
async function breaksOff<Name extends CommandName>(
  who: Neighbour,
  [command, skip]: [string, number],
  ...[name, asks]: [Name, Asks<Name>]
): Promise<void> {
  await failPoint({ times: 1, skip }, { failCommands: [command], errorCode: 96 });
  const answer = await who.ask(name, asks);
  await failPoint('off', {});
  expect(answer.ok, `${name} did not break off at ${command} ${skip}`).toBe(false);
}

/** Some seconds later two hubs sweep at once, and then one of them once more. */
async function isSwept(): Promise<void> {
  const old = new Date(Date.now() - 10_000);
  await database()
    .collection('activities')
    .updateMany({ 'unfollowed.at': { $exists: true } }, { $set: { 'unfollowed.$[].at': old } });
  await database()
    .collection('help-requests')
    .updateMany({ 'unfollowed.0': { $exists: true } }, { $set: { 'unfollowed.$[]': old } });
  const once = () => sweep(place.hub.visit({ who: 'guest', id: 'hub', locale: 'nl' }));
  await Promise.all([once(), once()]);
  await once();
  for (const name of ['activities', 'help-requests'])
    expect(
      await database()
        .collection(name)
        .countDocuments({ 'unfollowed.0': { $exists: true } }),
    ).toBe(0);
}

async function said(where: string, activity: string) {
  const { entries } = await anna.get('log:page', { channel: where, limit: 200 });
  return entries.filter(({ body }) => body && 'activity' in body && body.activity === activity);
}

describe('an activity', () => {
  let connection: BotConnection;
  beforeAll(() => {
    connection = openConnection(place.url, place.hub.config.secret, 'agenda');
  });
  afterAll(() => connection.close());
  beforeEach(async () => {
    clock.set(monday);
    [anna, henk] = [await place.arrive('Anna', 'maaskade'), await place.arrive('Henk', 'maaskade')];
  });

  const wake = () => agenda.wake({ connection, place: place.place, log: () => undefined });
  const heard = async (who: Neighbour) =>
    (await inboxOf(who)).filter(({ type }) => type === 'message:posted');
  const rows = (activity: string, kind: string, person: Neighbour) =>
    database()
      .collection('due-work')
      .countDocuments({ kind, state: 'planned', 'about.activity': activity, 'about.person': person.me.id });

  test.each([
    ['its day was planned', ['update', 0]],
    ['it was announced', ['insert', 1]],
    ['it was marked', ['update', 1]],
  ] as [string, [string, number]][])('that was published before %s', async (_, at) => {
    const asks = walk({ title: `Wandelen ${at.join(' ')}` });
    await breaksOff(anna, at, 'activity:publish', asks);
    await isSwept();
    const { activities } = await henk.get('activity:list', { channel: street });
    const { activity } = activities.find(({ title }) => title === asks.title)!;
    const told = await said(street, activity);
    expect(told.map(({ type }) => type)).toEqual(['activity:published']);
    expect(told[0]!.author).toMatchObject({ name: 'Anna' });
    // Asked again after all, it is what it was.
    expect((await anna.get('activity:publish', asks)).activity).toBe(activity);
    expect(await said(street, activity)).toHaveLength(1);
  });

  test.each([
    ['reminders were withdrawn', ['update', 0]],
    ['people were told', ['update', 1]],
    ['it was announced', ['insert', 0]],
    ['it was marked', ['update', 2]],
  ] as [string, [string, number]][])('that was cancelled before %s', async (_, at) => {
    const activity = await publish(anna);
    await henk.get('activity:answer', { activity, answer: 'yes' });
    await breaksOff(anna, at, 'activity:cancel', { activity, reason: 'Er komt onweer.' });
    await isSwept();
    await wake();
    expect((await said(street, activity)).map(({ type }) => type)).toEqual([
      'activity:published',
      'activity:cancelled',
    ]);
    expect(await heard(henk)).toHaveLength(1);
    expect(await rows(activity, 'agenda-reminder', henk)).toBe(0);
  });

  test.each([
    ['reminders were withdrawn', ['update', 0], 0],
    ['reminders were planned', ['update', 1], 0],
    ['people were told, an hour ago', ['update', 5], 1],
    ['it was announced', ['insert', 0], 0],
  ] as [string, [string, number], number][])('that was moved before %s', async (_, at, later) => {
    const activity = await publish(anna);
    await henk.get('activity:answer', { activity, answer: 'yes' });
    await breaksOff(anna, at, 'activity:change', {
      activity,
      key: newKey(),
      startsAt: '2021-07-17T10:00',
      endsAt: '2021-07-17T11:30',
    });
    hours(later);
    await isSwept();
    await wake();
    expect((await said(street, activity)).map(({ type }) => type)).toEqual([
      'activity:published',
      'activity:changed',
    ]);
    expect(await heard(henk)).toHaveLength(1);
    expect(await rows(activity, 'agenda-reminder', henk)).toBe(2);
  });

  test('that somebody comes to is remembered in time, also when others answered since', async () => {
    const activity = await publish(anna);
    await breaksOff(henk, ['update', 0], 'activity:answer', { activity, answer: 'yes' });
    const els = await place.arrive('Els', 'maaskade');
    await els.get('activity:answer', { activity, answer: 'yes' });
    expect(await rows(activity, 'agenda-reminder', henk)).toBe(0);
    await isSwept();
    expect(await rows(activity, 'agenda-reminder', henk)).toBe(2);
    expect((await seen(henk, activity)).counts.coming).toBe(2);
  });

  test('of which a place comes free is told to who waits', async () => {
    const activity = await publish(anna, { places: 1 });
    const els = await place.arrive('Els', 'maaskade');
    await henk.get('activity:answer', { activity, answer: 'yes' });
    await els.get('activity:answer', { activity, answer: 'yes' });
    await breaksOff(henk, ['update', 0], 'activity:answer', { activity, answer: 'no' });
    await isSwept();
    await wake();
    expect(await heard(els)).toHaveLength(1);
  });

  test('whose key was used for other words keeps nobody else from hearing', async () => {
    const asks = walk();
    await breaksOff(anna, ['update', 0], 'activity:publish', asks);
    await anna.get('message:post', { channel: street, key: asks.key, text: 'Iets anders.' });
    await isSwept();
  });
});

describe('a request for help', () => {
  let bot: TestBot;
  let fatima: Neighbour;
  beforeAll(() => {
    bot = openBot(place);
  });
  afterAll(() => bot.close());
  beforeEach(async () => {
    clock.set(friday);
    await database().collection('help-offers').deleteMany({});
    [fatima, henk] = [await place.arrive('Fatima', 'maaskade'), await place.arrive('Henk', 'maaskade')];
    await henk.get('help:offer', offer());
  });

  const times = async (who: Neighbour, type: string) =>
    (await typesIn(who)).filter((one) => one === type).length;
  const asked = async () => {
    const request = await askFor(fatima, errand(newKey()));
    await bot.wake();
    return { request, proposal: (await proposalOf(henk)).id };
  };

  test('reaches neighbours though its waves were not planned', async () => {
    await breaksOff(fatima, ['update', 0], 'help:ask', errand(newKey()));
    await isSwept();
    await bot.wake();
    expect(await times(henk, 'help:proposed')).toBe(1);
  });

  test('of which the last who was asked says yes is found', async () => {
    const { proposal } = await asked();
    await breaksOff(henk, ['insert', 0], 'help:answer', { proposal, answer: 'yes' });
    await isSwept();
    expect(await times(fatima, 'help:found')).toBe(1);
  });

  test('of which a helper lets go is looked after further', async () => {
    const { proposal } = await asked();
    await henk.get('help:answer', { proposal, answer: 'yes' });
    await breaksOff(henk, ['insert', 0], 'help:answer', { proposal, answer: 'no' });
    const wim = await place.arrive('Wim', 'maaskade');
    await wim.get('help:offer', offer());
    await isSwept();
    expect(await times(fatima, 'help:released')).toBe(1);
    await bot.wake();
    expect(await times(wim, 'help:proposed')).toBe(1);
  });

  test('whose asker wants somebody else tells the first', async () => {
    const { request, proposal } = await asked();
    await henk.get('help:answer', { proposal, answer: 'yes' });
    await breaksOff(fatima, ['insert', 0], 'help:accept', { request, proposal, answer: 'no' });
    await isSwept();
    expect(await times(henk, 'help:declined')).toBe(1);
  });

  test.each([
    ['update', 1],
    ['insert', 0],
  ] as [string, number][])('that is taken back, at %s %i, is over for who was asked', async (...at) => {
    const { request } = await asked();
    await breaksOff(fatima, at, 'help:withdraw', { request });
    await isSwept();
    expect(await times(henk, 'help:ended')).toBe(1);
  });

  test.each([
    ['update', 2],
    ['insert', 0],
  ] as [string, number][])('that worked, at %s %i, is thanked for', async (...at) => {
    const { request, proposal } = await asked();
    await henk.get('help:answer', { proposal, answer: 'yes' });
    await fatima.get('help:accept', { request, proposal, answer: 'yes' });
    hours(6);
    await breaksOff(fatima, at, 'help:done', { request, outcome: 'worked', again: true });
    await isSwept();
    expect(await times(henk, 'help:thanked')).toBe(1);
  });
});
