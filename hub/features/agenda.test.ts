import { clock } from '#config/clock.ts';
import type { Asks } from '#contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openNeighbourhood, type Neighbour } from '../../test/support/neighbourhood.ts';

const place = await openNeighbourhood();
afterAll(() => place.close());

const street = 'street-maaskade';
const village = 'village-mook';
let anna: Neighbour;
let henk: Neighbour;
let mieke: Neighbour;
let stranger: Neighbour;

beforeAll(async () => {
  clock.set(new Date('2021-07-12T10:00:00+02:00'));
  anna = await place.arrive('Anna', 'maaskade');
  henk = await place.arrive('Henk', 'maaskade');
  mieke = await place.arrive('Mieke', undefined, { role: 'connector', areas: ['mook'] });
  stranger = await place.arrive('Joris', undefined, { village: 'plasmolen' });
});
beforeEach(() => clock.set(new Date('2021-07-12T10:00:00+02:00')));

let wishes = 0;
const newKey = () => `a-wish-of-a-test-${++wishes}`;

const walk = (more: Partial<Asks<'activity:publish'>> = {}): Asks<'activity:publish'> => ({
  channel: street,
  key: newKey(),
  title: 'Samen wandelen',
  about: 'Een uurtje langs de Maas.',
  place: 'Bij de kerk',
  startsAt: '2021-07-17T14:00',
  endsAt: '2021-07-17T15:30',
  ...more,
});

const publish = async (organiser: Neighbour, more: Partial<Asks<'activity:publish'>> = {}) =>
  (await organiser.get('activity:publish', walk(more))).activity;

const seen = async (by: Pick<Neighbour, 'get'>, activity: string) =>
  (await by.get('activity:get', { activity })).activity;

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

describe('changing', () => {
  test('everybody sees what is other now and what was, and the end moves along with the start', async () => {
    const activity = await publish(anna);
    await henk.get('log:sync', { cursors: {} });
    const told = henk.next('entry', ({ type }) => type === 'activity:changed');
    const { activity: after } = await anna.get('activity:change', {
      activity,
      key: newKey(),
      startsAt: '2021-07-18T10:30',
      place: 'Bij de molen',
    });
    expect(after).toMatchObject({
      place: 'Bij de molen',
      startsAt: '2021-07-18T08:30:00.000Z',
      endsAt: '2021-07-18T10:00:00.000Z',
      sequence: 1,
    });
    expect((await told).body).toMatchObject({
      place: 'Bij de molen',
      was: { startsAt: '2021-07-17T12:00:00.000Z', place: 'Bij de kerk' },
    });
  });

  test('other words do not raise the sequence, and null takes away', async () => {
    const activity = await publish(anna, { places: 5 });
    const { activity: after } = await anna.get('activity:change', {
      activity,
      key: newKey(),
      title: 'Wandelen',
      about: null,
      endsAt: null,
      places: null,
    });
    expect(after).toMatchObject({ title: 'Wandelen', place: 'Bij de kerk', sequence: 0 });
    for (const gone of ['about', 'endsAt', 'places']) expect(after).not.toHaveProperty(gone);
  });

  test('the same wish again, or a wish that changes nothing, is told once or not at all', async () => {
    const activity = await publish(anna);
    const { head } = await anna.get('log:page', { channel: street });
    const wish = { activity, key: newKey(), title: 'Rondje Maas' };
    await anna.get('activity:change', wish);
    await anna.get('activity:change', wish);
    await anna.get('activity:change', { activity, key: newKey(), title: 'Rondje Maas' });
    expect((await anna.get('log:page', { channel: street })).head).toBe(head + 1);
    expect(await anna.ask('activity:change', { ...wish, title: 'Iets anders' })).toMatchObject({
      code: 'CONFLICT',
    });
  });

  test('two who change at the same moment both have their say', async () => {
    const activity = await publish(mieke, { channel: village });
    await Promise.all([
      mieke.get('activity:change', { activity, key: newKey(), title: 'Nieuwe naam' }),
      mieke.get('activity:change', { activity, key: newKey(), place: 'Nieuwe plek' }),
    ]);
    expect(await seen(mieke, activity)).toMatchObject({ title: 'Nieuwe naam', place: 'Nieuwe plek' });
  });

  test('places are not taken from people who have one', async () => {
    const activity = await publish(anna, { places: 2 });
    await anna.get('activity:answer', { activity, answer: 'yes' });
    await henk.get('activity:answer', { activity, answer: 'yes' });
    expect(await anna.ask('activity:change', { activity, key: newKey(), places: 1 })).toMatchObject({
      code: 'CONFLICT',
    });
  });

  test('a neighbour may not, the connector of the village may', async () => {
    const activity = await publish(anna, { channel: village });
    const wish = { activity, title: 'Nog mooier' };
    expect((await seen(henk, activity)).mayChange).toBe(false);
    expect(await henk.ask('activity:change', { ...wish, key: newKey() })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect((await seen(mieke, activity)).mayChange).toBe(true);
    expect(await mieke.get('activity:change', { ...wish, key: newKey() })).toMatchObject({
      activity: { title: 'Nog mooier', organiser: { name: 'Anna' } },
    });
  });

  test('what is over stays as it was', async () => {
    const activity = await publish(anna);
    clock.set(new Date('2021-07-17T16:00:00+02:00'));
    expect(await anna.ask('activity:change', { activity, key: newKey(), title: 'Te laat' })).toMatchObject({
      code: 'CONFLICT',
    });
    expect(await anna.ask('activity:cancel', { activity })).toMatchObject({ code: 'CONFLICT' });
  });
});

describe('calling off', () => {
  test('it stays in the agenda, marked, with the reason; nobody signs up any more', async () => {
    const activity = await publish(anna);
    await henk.get('log:sync', { cursors: {} });
    const told = henk.next('entry', ({ type }) => type === 'activity:cancelled');
    await anna.get('activity:cancel', { activity, reason: 'Het water staat te hoog.' });
    expect((await told).body).toMatchObject({
      activity,
      title: 'Samen wandelen',
      reason: 'Het water staat te hoog.',
    });
    const { activities } = await henk.get('activity:list', { channel: street });
    expect(activities.find((one) => one.activity === activity)).toMatchObject({
      state: 'cancelled',
      reason: 'Het water staat te hoog.',
    });
    expect(await henk.ask('activity:answer', { activity, answer: 'yes' })).toMatchObject({
      code: 'CONFLICT',
    });
    expect(await anna.ask('activity:change', { activity, key: newKey(), title: 'Toch' })).toMatchObject({
      code: 'CONFLICT',
    });
  });

  test('twice, by the organiser and by the connector, is told once', async () => {
    const activity = await publish(anna, { channel: village });
    const { head } = await anna.get('log:page', { channel: village });
    await Promise.all([
      anna.get('activity:cancel', { activity }),
      mieke.get('activity:cancel', { activity }),
    ]);
    expect((await anna.get('log:page', { channel: village })).head).toBe(head + 1);
  });

  test('a neighbour may not', async () => {
    const activity = await publish(anna);
    expect(await henk.ask('activity:cancel', { activity })).toMatchObject({ code: 'FORBIDDEN' });
  });
});
