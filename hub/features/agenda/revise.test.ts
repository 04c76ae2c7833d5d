import { clock } from '#config/clock.ts';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { monday, newKey, openMook, publish, seen, street, village } from '../../../test/support/agenda.ts';

const { place, anna, henk, mieke } = await openMook();
afterAll(() => place.close());
beforeEach(() => clock.set(monday));

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

  test('what is over is moved to another day, not to one that has passed', async () => {
    const activity = await publish(anna);
    clock.set(new Date('2021-07-18T10:00:00+02:00'));
    const move = (startsAt: string) => anna.ask('activity:change', { activity, key: newKey(), startsAt });
    expect(await move('2021-07-17T16:00')).toMatchObject({ code: 'INVALID' });
    expect(await move('2021-07-24T14:00')).toMatchObject({ ok: true, value: { activity: { sequence: 1 } } });
    expect(await seen(henk, activity)).toMatchObject({
      startsAt: '2021-07-24T12:00:00.000Z',
      endsAt: '2021-07-24T13:30:00.000Z',
    });
    await anna.get('activity:cancel', { activity });
    expect(await move('2021-07-31T14:00')).toMatchObject({ code: 'CONFLICT' });
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
