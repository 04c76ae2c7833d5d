import type { Activity } from '#contract/agenda/index.ts';
import { expect, test } from 'vitest';
import { soonOf } from './upcoming.ts';

const activity = (title: string, startsAt: string, state: Activity['state'] = 'on'): Activity => ({
  activity: title,
  title,
  place: 'De Zaal',
  startsAt,
  channel: 'theme-agenda',
  organiser: { id: 'joke', name: 'Joke', role: 'connector' },
  sequence: 0,
  state,
  counts: { coming: 0, maybe: 0, waiting: 0 },
  mayChange: false,
});

test('the front page shows what you can still go to, the soonest first', () => {
  const all = [
    activity('wandelen', '2021-07-19T12:00:00Z'),
    activity('koffie', '2021-07-18T08:00:00Z'),
    activity('koor', '2021-07-18T17:30:00Z'),
    activity('borrel', '2021-07-18T15:00:00Z', 'cancelled'),
  ];
  expect(soonOf(all, '2021-07-18T10:00:00Z').map(({ title }) => title)).toEqual(['koor', 'wandelen']);
});
