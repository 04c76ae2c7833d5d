import { afterEach, expect, test } from 'vitest';
import { CrashRounds } from './testing/crash-rounds.ts';
import { Diary, randomFrom } from './testing/diary.ts';
import { damages } from './testing/left-log.ts';

const rounds = 100;
const tornLogs = 24;
const seed = Date.now() & 0x7fffffff;
let crashes: CrashRounds | undefined;

afterEach(() => {
  crashes?.end();
  crashes = undefined;
});

test('after being killed in the middle of writing, nothing acknowledged is lost and nothing is half written', async () => {
  crashes = new CrashRounds(randomFrom(seed));
  for (let round = 0; round < rounds; round++) {
    if (round % 10 === 0) crashes.startAfresh();
    expect(await crashes.kill(), `seed ${seed}`).toEqual([]);
  }
  expect(crashes.acknowledged).toBeGreaterThan(rounds * 20);
  // What is hit often enough even where others use the machine. `bin/chaos store` says how often the others are.
  const { beforeAnswer, inIndex, inStart } = crashes.hits;
  for (const times of [beforeAnswer, inIndex, inStart]) expect(times).toBeGreaterThan(0);
}, 300_000);

test('a log torn in any way, of a new store or an older one, loses whole writes from its end and nothing else', async () => {
  crashes = new CrashRounds(randomFrom(seed));
  // Each way in turn, and as many rounds that each of them meets new stores and older ones.
  for (let round = 0; round < tornLogs; round++) {
    if (round % (damages.length - 1) === 0) crashes.startAfresh();
    expect(await crashes.tear(), `seed ${seed}`).toEqual([]);
  }
  expect(crashes.torn).toBeGreaterThan(tornLogs / 2);
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
