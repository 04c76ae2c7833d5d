import type { Place } from '#config/place.ts';
import type { HelpWave } from '#contract/help/wave.ts';
import { expect, test } from 'vitest';
import type { BotConnection } from '../engine/connection.ts';
import { helpMatcher } from './index.ts';

const request = 'a'.repeat(24);
const candidate = (letter: string, metres: number) => ({
  id: letter.repeat(24),
  fit: 'named' as const,
  overlap: 60,
  metres,
  daysSinceAsked: null,
  met: false,
});
const wave: HelpWave = {
  request,
  wave: 1,
  ask: 2,
  minutes: 60,
  span: 120,
  candidates: [candidate('b', 1_000), candidate('c', 200), candidate('d', 600)],
};

/** A hub with this wave and one request of yesterday to look after, that answers proposals so. */
async function wake(proposing: { ok: boolean; retry?: boolean }): Promise<unknown[]> {
  const asked: unknown[] = [];
  const rows = {
    'help-wave': [{ id: `help:${request}:1`, about: wave }],
    'help-after': [{ id: `help:${request}:after`, about: { request } }],
  };
  const ask = (command: string, asks: { kind?: keyof typeof rows }) => {
    if (command === 'due:claim' && asks.kind)
      return Promise.resolve({ ok: true, value: { rows: rows[asks.kind].splice(0) } });
    asked.push([command, asks]);
    return Promise.resolve(command === 'help:propose' ? proposing : { ok: true, value: {} });
  };
  const connection = { ask, close: () => undefined } as unknown as BotConnection;
  await helpMatcher.wake({ connection, place: {} as Place, log: () => undefined });
  return asked;
}

const choice = ['help:propose', { request, wave: 1, candidates: ['c'.repeat(24), 'd'.repeat(24)] }];
const after = [
  ['help:follow-up', { request }],
  ['due:done', { id: `help:${request}:after`, outcome: 'posted' }],
];

test('the bot asks the best of a wave, says that it did, and looks after yesterday', async () => {
  expect(await wake({ ok: true })).toEqual([
    choice,
    ['due:done', { id: `help:${request}:1`, outcome: 'posted' }],
    ...after,
  ]);
});

test('what the hub cannot do now comes back; nothing is called done', async () => {
  expect(await wake({ ok: false, retry: true })).toEqual([choice, ...after]);
});

test('what is not there any more is done', async () => {
  expect(await wake({ ok: false })).toEqual([
    choice,
    ['due:done', { id: `help:${request}:1`, outcome: 'nothing' }],
    ...after,
  ]);
});
