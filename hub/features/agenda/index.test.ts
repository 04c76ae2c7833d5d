import { clock } from '#config/clock.ts';
import { rates } from '#config/limits.ts';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { monday, openMook, publish, seen, street, village, walk } from '../../../test/support/agenda.ts';
import { entry } from '../../../test/support/conversation.ts';
import type { Neighbour } from '../../../test/support/neighbourhood.ts';

const { place, anna, henk, mieke, stranger } = await openMook();
afterAll(() => place.close());
beforeEach(() => clock.set(monday));

describe('publishing', () => {
  test('neighbours hear at once what is on, with the wall clock of the place', async () => {
    await henk.get('log:sync', { cursors: {} });
    const told = henk.next('entry', ({ type }) => type === 'activity:published');
    const { activity, seq } = await anna.get('activity:publish', walk());
    expect(await told).toMatchObject({
      channel: street,
      seq,
      author: { name: 'Anna' },
      body: {
        activity,
        title: 'Samen wandelen',
        place: 'Bij de kerk',
        startsAt: '2021-07-17T12:00:00.000Z',
        endsAt: '2021-07-17T13:30:00.000Z',
      },
    });
  });

  test('the same wish again makes no second activity, and other words under its key are refused', async () => {
    const wish = walk({ title: 'Twee keer gedrukt' });
    const first = await anna.get('activity:publish', wish);
    expect(await anna.get('activity:publish', wish)).toEqual(first);
    expect(await anna.ask('activity:publish', { ...wish, place: 'Elders' })).toMatchObject({
      code: 'CONFLICT',
    });
    const { activities } = await anna.get('activity:list', { channel: street });
    expect(activities.filter(({ title }) => title === wish.title)).toHaveLength(1);
  });

  test('a guest signs in first', async () => {
    expect(await place.guest().ask('activity:publish', walk({ channel: village }))).toMatchObject({
      code: 'REAUTHENTICATE',
    });
  });

  test('for who does not live there a street is not there', async () => {
    expect(await stranger.ask('activity:publish', walk())).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('who only reads a village channel does not announce in it', async () => {
    expect(await stranger.ask('activity:publish', walk({ channel: village }))).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test('nothing is announced in an inbox', async () => {
    expect(await anna.ask('activity:publish', walk({ channel: anna.me.inbox }))).toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  test.each([
    ['a start that has passed', { startsAt: '2021-07-12T09:59', endsAt: undefined }],
    ['a day that does not exist', { startsAt: '2021-07-32T10:00' }],
    ['an end before the start', { endsAt: '2021-07-17T14:00' }],
    ['an end weeks later', { endsAt: '2021-08-17T14:00' }],
    ['a day years from now', { startsAt: '2031-07-17T14:00', endsAt: undefined }],
    ['no places at all', { places: 0 }],
    ['an empty title', { title: '  ' }],
  ])('%s is refused in plain words', async (_, wrong) => {
    const answer = await anna.ask('activity:publish', walk(wrong));
    expect(answer).toMatchObject({ ok: false, code: 'INVALID' });
  });
});

describe('looking', () => {
  test('a guest sees what is public and how many come, not who', async () => {
    const open = await publish(mieke, { channel: village, title: 'Open voor iedereen' });
    const closed = await publish(anna, { title: 'Alleen de straat' });
    await anna.get('activity:answer', { activity: open, answer: 'yes' });
    const guest = place.guest();
    const { activities } = await guest.get('activity:list', {});
    expect(activities.map(({ activity }) => activity)).toContain(open);
    expect(activities.map(({ activity }) => activity)).not.toContain(closed);
    const shown = await seen(guest, open);
    expect(shown.counts.coming).toBe(1);
    expect(shown).not.toHaveProperty('who');
    expect(await guest.ask('activity:get', { activity: closed })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await guest.ask('activity:list', { channel: street })).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a page of a log brings how the activities stand that its entries speak of, and no others', async () => {
    const open = await publish(mieke, { channel: village, title: 'Dorpsborrel' });
    const other = await publish(mieke, { channel: village, title: 'Dorpskoffie' });
    const closed = await publish(anna, { title: 'Straatborrel' });
    await anna.get('activity:answer', { activity: open, answer: 'yes' });
    await mieke.get('activity:cancel', { activity: other, reason: 'Te nat.' });
    for (const activity of [closed, null, 7, {}])
      await entry(village, anna, 'activity:changed', { activity });

    const brought = async (by: Pick<Neighbour, 'get'>, limit: number) =>
      (await by.get('log:page', { channel: village, limit })).activities;
    const [annas, guests] = [await brought(anna, 7), await brought(place.guest(), 7)];
    expect(annas.map(({ activity }) => activity).sort()).toEqual([open, other].sort());
    expect(annas.find(({ activity }) => activity === open)).toMatchObject({
      counts: { coming: 1 },
      mine: { answer: 'yes', waiting: false },
    });
    expect(annas.find(({ activity }) => activity === other)).toMatchObject({ state: 'cancelled' });
    expect(guests.find(({ activity }) => activity === open)).not.toHaveProperty('mine');
    for (const one of [...annas, ...guests]) expect(one).not.toHaveProperty('who');
    const listed = (await anna.get('activity:list', { channel: village })).activities;
    expect(listed).toEqual(expect.arrayContaining(annas));
    expect(await brought(anna, 4)).toEqual([]);
  });

  test('who has looked up too much can still read the situation', async () => {
    const busy = await place.arrive('Loes', 'maaskade');
    const { points } = rates['person']!;
    await Promise.all(Array.from({ length: points }, () => busy.ask('activity:get', { activity: 'none' })));
    expect(await busy.ask('channel:list', {})).toMatchObject({ code: 'RATE_LIMITED' });
    for (const command of ['crisis:situation', 'place:get', 'person:me'] as const)
      expect(await busy.ask(command, {})).toMatchObject({ ok: true });
  });

  test('members of the channel see who come, neighbours from elsewhere do not', async () => {
    const open = await publish(mieke, { channel: village });
    await anna.get('activity:answer', { activity: open, answer: 'yes' });
    expect((await seen(henk, open)).who?.coming).toEqual([
      { id: anna.me.id, name: 'Anna', role: 'resident' },
    ]);
    expect(await seen(stranger, open)).not.toHaveProperty('who');
  });

  test('a list holds what touches its days, in order, also what began before and goes on', async () => {
    const fair = await publish(anna, { startsAt: '2021-09-03T16:00', endsAt: '2021-09-06T22:00' });
    const late = await publish(anna, { startsAt: '2021-09-05T23:59', endsAt: undefined });
    const early = await publish(anna, { startsAt: '2021-09-05T00:00', endsAt: undefined });
    await publish(anna, { startsAt: '2021-09-06T00:00', endsAt: undefined });
    const { activities } = await anna.get('activity:list', {
      from: '2021-09-05',
      to: '2021-09-05',
      channel: street,
    });
    expect(activities.map(({ activity }) => activity)).toEqual([fair, early, late]);
  });

  test('more than three months at once is refused', async () => {
    expect(await anna.ask('activity:list', { from: '2021-01-01', to: '2021-06-01' })).toMatchObject({
      code: 'INVALID',
    });
    expect(await anna.ask('activity:list', { from: '2021-02-01', to: '2021-01-01' })).toMatchObject({
      code: 'INVALID',
    });
  });
});

describe('signing up', () => {
  test('who comes, perhaps comes or cannot come is counted, and may change his mind', async () => {
    const activity = await publish(anna);
    await henk.get('activity:answer', { activity, answer: 'maybe' });
    await anna.get('activity:answer', { activity, answer: 'yes' });
    const { activity: after } = await henk.get('activity:answer', { activity, answer: 'yes' });
    expect(after).toMatchObject({
      counts: { coming: 2, maybe: 0, waiting: 0 },
      mine: { answer: 'yes', waiting: false },
    });
    expect(after.who?.coming.map(({ name }) => name)).toEqual(['Anna', 'Henk']);
    const { activity: left } = await henk.get('activity:answer', { activity, answer: 'no' });
    expect(left).toMatchObject({ counts: { coming: 1, maybe: 0 }, mine: { answer: 'no', waiting: false } });
  });

  test('when it is full people wait, and the first who waits gets the first free place', async () => {
    const activity = await publish(anna, { channel: village, places: 1 });
    await anna.get('activity:answer', { activity, answer: 'yes' });
    await henk.get('activity:answer', { activity, answer: 'yes' });
    await mieke.get('activity:answer', { activity, answer: 'yes' });
    expect((await seen(henk, activity)).mine).toEqual({ answer: 'yes', waiting: true });
    await henk.get('activity:answer', { activity, answer: 'yes' });
    await anna.get('activity:answer', { activity, answer: 'maybe' });
    const { counts, who } = await seen(henk, activity);
    expect(counts).toEqual({ coming: 1, maybe: 1, waiting: 1 });
    expect(who?.coming.map(({ name }) => name)).toEqual(['Henk']);
    expect(who?.waiting.map(({ name }) => name)).toEqual(['Mieke']);
  });

  test('ten at once get no more places than there are', async () => {
    const activity = await publish(mieke, { channel: village, places: 3 });
    const crowd = await Promise.all(
      Array.from({ length: 10 }, (_, number) => place.arrive(`Buur ${number + 1}`, 'maaskade')),
    );
    const answers = await Promise.all(
      crowd.map((one) => one.get('activity:answer', { activity, answer: 'yes' })),
    );
    expect(answers.filter(({ activity: { mine } }) => !mine!.waiting)).toHaveLength(3);
    expect((await seen(mieke, activity)).counts).toEqual({ coming: 3, maybe: 0, waiting: 7 });
  });

  test('a guest signs in first, and a street is not there for a stranger', async () => {
    const activity = await publish(anna);
    expect(await place.guest().ask('activity:answer', { activity, answer: 'yes' })).toMatchObject({
      code: 'REAUTHENTICATE',
    });
    expect(await stranger.ask('activity:answer', { activity, answer: 'yes' })).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await anna.ask('activity:answer', { activity: 'no-such', answer: 'yes' })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('nobody signs up for what is over', async () => {
    const activity = await publish(anna);
    clock.set(new Date('2021-07-17T15:30:00+02:00'));
    expect(await henk.ask('activity:answer', { activity, answer: 'yes' })).toMatchObject({
      code: 'CONFLICT',
    });
  });
});
