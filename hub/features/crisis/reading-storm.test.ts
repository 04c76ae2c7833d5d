import { rates } from '#config/limits.ts';
import type { CommandName } from '#contract';
import { expect, test } from 'vitest';
import type { Caller } from '../../visit/authenticate.ts';
import { createRates } from '../../visit/rate.ts';

const callers: Caller[] = [
  { who: 'resident', id: 'henk', locale: 'nl' },
  { who: 'officer', id: 'karin', locale: 'nl' },
  { who: 'guest', id: 'guest 192.0.2.1', locale: 'nl' },
];

test.each(callers)('a $who who read more than he may still reads the situation', async (caller) => {
  const count = createRates(undefined, 'a secret');
  const storm = async (command: CommandName, times: number) => {
    for (let time = 0; time < times; time += 1) await count(caller, command);
  };
  const most = rates[caller.who === 'guest' ? 'guest' : 'person']!.points;
  await expect(storm('channel:list', most + 1)).rejects.toThrow();
  await expect(count(caller, 'channel:open')).rejects.toThrow();
  await storm('crisis:situation', 200);
  await storm('place:get', 200);
});
