import { clock } from '#config/clock.ts';
import { afterAll, expect, test } from 'vitest';
import { at, openAgendaBot } from '../../test/support/agenda-bot.ts';
import { village } from '../../test/support/agenda.ts';

const { mieke, publish, wakes: botWakes, close } = await openAgendaBot();
afterAll(close);

test('at nine a channel hears in one post what is on today and tomorrow; with nothing on it hears nothing', async () => {
  clock.set(at('2021-06-28T12:00'));
  await publish('2021-07-01T10:00', { title: 'Koffie', place: 'De Zaal' });
  await publish('2021-07-01T19:30', { title: 'Repetitie', place: 'Harmoniezaal' });
  await publish('2021-07-02T14:00');
  const gone = await publish('2021-07-01T20:00', { title: 'Bingo' });
  await mieke.get('activity:cancel', { activity: gone });
  const lonely = await publish('2021-07-08T14:00');
  await mieke.get('activity:cancel', { activity: lonely });
  const { head } = await mieke.get('log:page', { channel: village });
  for (const when of ['2021-06-29T09:00', '2021-07-01T08:59', '2021-07-01T09:00', '2021-07-01T09:01'])
    await botWakes(when);
  for (const when of ['2021-07-07T09:00', '2021-07-08T09:00']) await botWakes(when);
  const { entries } = await mieke.get('log:page', { channel: village, after: head });
  expect(entries.map(({ body }) => (body as { text: string }).text.split('\n\n').slice(0, -1))).toEqual([
    [
      '*Vandaag in de buurt*\n10:00 uur Koffie (De Zaal)\n19:30 uur Repetitie (Harmoniezaal)',
      '*Morgen*\n14:00 uur Wandelen (Bij de kerk)',
    ],
  ]);
});

test('the morning post comes no later than noon', async () => {
  clock.set(at('2021-07-12T12:00'));
  await publish('2021-07-14T14:00');
  const { head } = await mieke.get('log:page', { channel: village });
  await botWakes('2021-07-13T12:01');
  expect((await mieke.get('log:page', { channel: village })).head).toBe(head);
  await botWakes('2021-07-14T11:59');
  expect((await mieke.get('log:page', { channel: village })).head).toBe(head + 1);
});
