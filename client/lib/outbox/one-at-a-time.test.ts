import { expect, test } from 'vitest';
import { oneAtATime } from './one-at-a-time.ts';

test('what is asked for again and again while it runs, runs once more and no two at once', async () => {
  let running = 0;
  const seen: number[] = [];
  const work = oneAtATime(async () => {
    seen.push(++running);
    await Promise.resolve();
    running -= 1;
  });
  await Promise.all([work(), work(), work()]);
  expect(seen).toEqual([1, 1]);
  await work();
  expect(seen).toEqual([1, 1, 1]);
});

test('work that fails once can be asked for again', async () => {
  let times = 0;
  const work = oneAtATime(async () => {
    times += 1;
    if (times === 1) throw new Error('no line');
  });
  await expect(work()).rejects.toThrow('no line');
  await work();
  expect(times).toBe(2);
});
