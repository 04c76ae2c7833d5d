import { expect, test } from 'vitest';
import { CrashRounds } from './testing/crash-rounds.ts';
import { Diary, randomFrom } from './testing/diary.ts';

const rounds = 16;
const seed = Date.now() & 0x7fffffff;

test('after being killed in the middle of writing, nothing acknowledged is lost and nothing is half written', async () => {
  const random = randomFrom(seed);
  const crashes = new CrashRounds(random);
  try {
    for (let round = 0; round < rounds; round++)
      expect(await (round % 8 === 7 ? crashes.killAtStart() : crashes.kill()), `seed ${seed}`).toEqual([]);
    expect(crashes.acknowledged).toBeGreaterThan(rounds * 20);
  } finally {
    crashes.end();
  }
}, 300_000);

test('a log torn off at any byte loses whole writes from the end and nothing else', async () => {
  const random = randomFrom(seed);
  for (let round = 0; round < 5; round++) {
    const crashes = new CrashRounds(random);
    try {
      expect(await crashes.tear(), `seed ${seed}`).toEqual([]);
    } finally {
      crashes.end();
    }
  }
}, 120_000);

test('a diary notices what is lost, made up, or done without what came before it', () => {
  const written = (): Diary => {
    const diary = new Diary('w');
    // An insert each time: nothing is there yet when the first is begun, and 0 chooses another one.
    for (let i = 0; i < 3; i++) diary.begin(() => 0);
    diary.acknowledge();
    diary.acknowledge();
    return diary;
  };
  const found = (...ids: number[]) => new Map(ids.map((id) => [`w#${id}`, 0]));
  expect(written().settle(found(0, 1), false)).toBeUndefined();
  expect(written().settle(found(0, 1, 2), false)).toBeUndefined();
  expect(written().settle(found(0), true)).toBeUndefined();
  expect(written().settle(found(0), false)).toContain('2 of 3 acts acknowledged');
  for (const wrong of [found(0, 2), found(0, 1, 2, 3), new Map([['w#0', 1]])])
    expect(written().settle(wrong, true)).toContain('is there');
});
