import { clock } from '#config/clock.ts';
import mongoose from 'mongoose';
import { afterAll, expect, test } from 'vitest';
import { at, heardBy, openAgendaBot } from '../../test/support/agenda-bot.ts';
import { newKey } from '../../test/support/agenda.ts';

const { mieke, publish, somebody, wakes: botWakes, close } = await openAgendaBot();
afterAll(close);

test('who comes is reminded a day and two hours ahead, once, however often the bot wakes', async () => {
  clock.set(at('2021-02-01T10:00'));
  const activity = await publish('2021-02-03T14:00');
  const anna = await somebody();
  await anna.get('activity:answer', { activity, answer: 'yes' });
  await botWakes('2021-02-02T13:59');
  expect(await heardBy(anna)).toEqual([]);
  for (const when of ['2021-02-02T14:00', '2021-02-02T14:01', '2021-02-03T12:00', '2021-02-03T12:00'])
    await botWakes(when);
  expect(await heardBy(anna)).toEqual([
    '*Morgen, woensdag 3 februari, 14:00 uur*: Wandelen.',
    '*Over 2 uur, om 14:00 uur*: Wandelen.',
  ]);
});

test('who perhaps comes is reminded a day ahead only; who cannot come, or waits for a place, not at all', async () => {
  clock.set(at('2021-02-08T10:00'));
  const activity = await publish('2021-02-10T14:00', { places: 1 });
  const [first, waiting, perhaps, cannot] = await Promise.all([
    somebody(),
    somebody(),
    somebody(),
    somebody(),
  ]);
  for (const [who, answer] of [
    [first, 'yes'],
    [waiting, 'yes'],
    [perhaps, 'maybe'],
    [cannot, 'yes'],
    [cannot, 'no'],
  ] as const) {
    await who.get('activity:answer', { activity, answer });
  }
  await botWakes('2021-02-09T14:00');
  await botWakes('2021-02-10T12:00');
  const dayAhead = '*Morgen, woensdag 10 februari, 14:00 uur*: Wandelen.';
  expect(await Promise.all([first, waiting, perhaps, cannot].map(heardBy))).toEqual([
    [dayAhead, '*Over 2 uur, om 14:00 uur*: Wandelen.'],
    [],
    [dayAhead],
    [],
  ]);
});

test('who comes after all is reminded again', async () => {
  clock.set(at('2021-02-15T10:00'));
  const activity = await publish('2021-02-17T14:00');
  const anna = await somebody();
  for (const answer of ['yes', 'no', 'yes'] as const) await anna.get('activity:answer', { activity, answer });
  await botWakes('2021-02-16T14:00');
  expect(await heardBy(anna)).toHaveLength(1);
});

test('who signs up late misses what has passed, and nothing is said after its time', async () => {
  clock.set(at('2021-02-22T10:00'));
  const activity = await publish('2021-02-23T14:00');
  const [late, early] = await Promise.all([somebody(), somebody()]);
  await early.get('activity:answer', { activity, answer: 'yes' });
  clock.set(at('2021-02-22T15:00'));
  await late.get('activity:answer', { activity, answer: 'yes' });
  await botWakes('2021-02-22T20:01');
  expect(await heardBy(late)).toEqual([]);
  expect(await heardBy(early)).toEqual([]);
  await botWakes('2021-02-23T12:46');
  expect(await heardBy(early)).toEqual([]);
});

test('in the night the clock goes forward everything comes at its time on the wall', async () => {
  clock.set(at('2021-03-26T10:00'));
  const activity = await publish('2021-03-28T10:00');
  const anna = await somebody();
  await anna.get('activity:answer', { activity, answer: 'yes' });
  await botWakes('2021-03-27T10:00');
  await botWakes('2021-03-28T07:59');
  expect(await heardBy(anna)).toHaveLength(1);
  await botWakes('2021-03-28T08:00');
  expect(await heardBy(anna)).toHaveLength(2);
});

test('a change by day is told at once, and the reminders follow the new start', async () => {
  clock.set(at('2021-05-03T10:00'));
  const activity = await publish('2021-05-05T14:00');
  const [anna, perhaps] = await Promise.all([somebody(), somebody()]);
  await anna.get('activity:answer', { activity, answer: 'yes' });
  await perhaps.get('activity:answer', { activity, answer: 'maybe' });
  await mieke.get('activity:change', { activity, key: newKey(), startsAt: '2021-05-05T16:30' });
  await botWakes('2021-05-03T10:01');
  const change = 'Let op, *later*: Wandelen begint woensdag 5 mei, 16:30 uur. Dat was 14:00 uur.';
  expect(await heardBy(anna)).toEqual([change]);
  expect(await heardBy(perhaps)).toEqual([change]);
  await botWakes('2021-05-04T14:00');
  expect(await heardBy(anna)).toHaveLength(1);
  await botWakes('2021-05-04T16:30');
  expect((await heardBy(anna)).at(-1)).toBe('*Morgen, woensdag 5 mei, 16:30 uur*: Wandelen.');
});

test('what is over and moved to next week is told once, and reminded of anew', async () => {
  clock.set(at('2021-03-01T10:00'));
  const activity = await publish('2021-03-03T14:00');
  const anna = await somebody();
  await anna.get('activity:answer', { activity, answer: 'yes' });
  await botWakes('2021-03-02T14:00');
  clock.set(at('2021-03-04T10:00'));
  await mieke.get('activity:change', { activity, key: newKey(), startsAt: '2021-03-10T14:00' });
  for (const when of ['2021-03-04T10:01', '2021-03-04T10:02', '2021-03-09T14:00', '2021-03-10T12:00'])
    await botWakes(when);
  expect((await heardBy(anna)).slice(1)).toEqual([
    'Let op, *andere dag*: Wandelen is nu woensdag 10 maart, 14:00 uur. Dat was woensdag 3 maart, 14:00 uur.',
    '*Morgen, woensdag 10 maart, 14:00 uur*: Wandelen.',
    '*Over 2 uur, om 14:00 uur*: Wandelen.',
  ]);
});

test('a few minutes or other words are no news', async () => {
  clock.set(at('2021-05-10T10:00'));
  const activity = await publish('2021-05-12T14:00');
  const anna = await somebody();
  await anna.get('activity:answer', { activity, answer: 'yes' });
  await mieke.get('activity:change', {
    activity,
    key: newKey(),
    startsAt: '2021-05-12T14:10',
    title: 'Samen wandelen',
  });
  await botWakes('2021-05-10T10:01');
  expect(await heardBy(anna)).toEqual([]);
  await botWakes('2021-05-11T14:10');
  expect(await heardBy(anna)).toEqual(['*Morgen, woensdag 12 mei, 14:10 uur*: Samen wandelen.']);
});

test('changes of one night are told in the morning, as one', async () => {
  clock.set(at('2021-05-17T10:00'));
  const activity = await publish('2021-05-20T14:00');
  const anna = await somebody();
  await anna.get('activity:answer', { activity, answer: 'yes' });
  clock.set(at('2021-05-17T22:00'));
  await mieke.get('activity:change', { activity, key: newKey(), startsAt: '2021-05-20T15:00' });
  clock.set(at('2021-05-17T23:30'));
  await mieke.get('activity:change', { activity, key: newKey(), startsAt: '2021-05-20T16:00' });
  await botWakes('2021-05-18T07:29');
  expect(await heardBy(anna)).toEqual([]);
  await botWakes('2021-05-18T07:30');
  expect(await heardBy(anna)).toEqual([
    'Let op, *later*: Wandelen begint donderdag 20 mei, 16:00 uur. Dat was 14:00 uur.',
  ]);
});

test('who rests at other hours is left in peace at those', async () => {
  clock.set(at('2021-05-24T12:00'));
  const activity = await publish('2021-05-28T14:00');
  const [siesta, anna] = await Promise.all([somebody({ quiet: { from: '13:00', to: '15:00' } }), somebody()]);
  for (const who of [siesta, anna]) await who.get('activity:answer', { activity, answer: 'yes' });
  clock.set(at('2021-05-24T13:30'));
  await mieke.get('activity:cancel', { activity });
  await botWakes('2021-05-24T13:31');
  expect(await heardBy(siesta)).toEqual([]);
  expect(await heardBy(anna)).toHaveLength(1);
  await botWakes('2021-05-24T15:00');
  expect(await heardBy(siesta)).toHaveLength(1);
});

test('a cancellation in the night of what starts early is told at once, and no reminder comes after it', async () => {
  clock.set(at('2021-05-31T12:00'));
  const activity = await publish('2021-06-02T09:30');
  const anna = await somebody();
  await anna.get('activity:answer', { activity, answer: 'yes' });
  clock.set(at('2021-06-02T06:00'));
  await mieke.get('activity:cancel', { activity, reason: 'Storm.' });
  for (const when of ['2021-06-02T06:01', '2021-06-02T07:30', '2021-06-02T08:00']) await botWakes(when);
  expect(await heardBy(anna)).toEqual([
    'Wandelen *gaat niet door*. Het zou zijn: vandaag, woensdag 2 juni, 09:30 uur.',
  ]);
});

test('who waited hears that there is a place, unless he cannot come any more', async () => {
  clock.set(at('2021-06-07T12:00'));
  const activity = await publish('2021-06-11T14:00', { places: 1 });
  const [first, second, third] = await Promise.all([somebody(), somebody(), somebody()]);
  for (const who of [first, second, third]) await who.get('activity:answer', { activity, answer: 'yes' });
  await first.get('activity:answer', { activity, answer: 'no' });
  await second.get('activity:answer', { activity, answer: 'no' });
  await botWakes('2021-06-07T12:01');
  expect(await heardBy(first)).toEqual([]);
  expect(await heardBy(second)).toEqual([]);
  expect(await heardBy(third)).toEqual([
    '*Er is een plek voor je* bij Wandelen, vrijdag 11 juni, 14:00 uur.',
  ]);
});

test('who was told that there are more places now hears it too', async () => {
  clock.set(at('2021-06-14T12:00'));
  const activity = await publish('2021-06-18T14:00', { places: 1 });
  const [first, second] = await Promise.all([somebody(), somebody()]);
  for (const who of [first, second]) await who.get('activity:answer', { activity, answer: 'yes' });
  await mieke.get('activity:change', { activity, key: newKey(), places: 2 });
  await botWakes('2021-06-14T12:01');
  expect(await heardBy(first)).toEqual([]);
  expect(await heardBy(second)).toHaveLength(1);
});

test('who moved away from the street of an activity is not reminded of it', async () => {
  clock.set(at('2021-06-21T12:00'));
  const anna = await somebody();
  const { activity } = await anna.get('activity:publish', {
    channel: 'street-maaskade',
    key: newKey(),
    title: 'Straatborrel',
    place: 'Op de kade',
    startsAt: '2021-06-25T16:00',
  });
  await anna.get('activity:answer', { activity, answer: 'yes' });
  await anna.get('person:change', { street: null });
  await botWakes('2021-06-24T16:00');
  expect(await heardBy(anna)).toEqual([]);
});

test('one whom the bot cannot reach does not keep the others waiting', async () => {
  clock.set(at('2021-06-22T12:00'));
  const activity = await publish('2021-06-26T14:00');
  const [gone, anna] = [await somebody(), await somebody()];
  for (const who of [gone, anna]) await who.get('activity:answer', { activity, answer: 'yes' });
  await mongoose.model('Channel').deleteOne({ _id: gone.me.inbox });
  await botWakes('2021-06-25T14:00');
  expect(await heardBy(anna)).toHaveLength(1);
});
