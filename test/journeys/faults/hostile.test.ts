import fc from 'fast-check';
import { commands } from '#contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openNeighbourhood, type Neighbour, type Neighbourhood } from '../../support/neighbourhood.ts';

let place: Neighbourhood;
let anja: Neighbour;
let troll: Neighbour;

beforeAll(async () => {
  // A troll is held to the rates of people; what is tried here is what comes before and after them.
  place = await openNeighbourhood();
  anja = await place.arrive('Anja', 'maaskade');
  troll = await place.arrive('Rob', 'stationsstraat');
});
afterAll(() => place.close());

/** Whatever was tried: the hub answers, and nothing stands that was not said. */
async function allIsWell(): Promise<void> {
  expect((await anja.get('person:me', {})).me?.name).toBe('Anja');
  expect((await anja.get('log:page', { channel: 'street-maaskade' })).head).toBe(0);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
}

/** Says something that the types would not let us say. */
const say = (name: string, ...words: unknown[]) =>
  (troll.socket as unknown as { emit: (name: string, ...words: unknown[]) => void }).emit(name, ...words);

const answerTo = (name: string, ...words: unknown[]) =>
  new Promise<{ ok: boolean; code?: string; message?: string }>((resolve) => say(name, ...words, resolve));

test('an unknown command is answered, and so is one that every object has', async () => {
  for (const name of ['no:such', 'constructor', 'toString', '__proto__', '']) {
    expect(await answerTo(name, {})).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  }
  await allIsWell();
});

test('whatever is asked in whatever shape, the answer is a refusal with a sentence', async () => {
  const names = fc.constantFrom(...Object.keys(commands).filter((name) => name.startsWith('message:')));
  const nonsense = fc.oneof(fc.jsonValue(), fc.constantFrom(...traps));
  await fc.assert(
    fc.asyncProperty(names, nonsense, async (name, asks) => {
      const answer = await answerTo(name, asks);
      expect(answer.ok).toBe(false);
      expect(['INVALID', 'RATE_LIMITED', 'NOT_FOUND']).toContain(answer.code);
      expect(answer.message).toMatch(/\w/);
    }),
    { numRuns: 150 },
  );
  await allIsWell();
});

test('who asks without waiting for an answer, or without asking anything, breaks nothing', async () => {
  say('message:post');
  say('message:post', null);
  say('message:post', { channel: 'street-maaskade' }, 'no function');
  say('log:sync', () => 'a function and nothing else');
  await allIsWell();
});

test('who says too much loses his line, and only his', async () => {
  const lost = new Promise((resolve) => troll.socket.once('disconnect', resolve));
  say('message:post', { channel: 'street-maaskade', key: 'too-much', text: 'x'.repeat(40_000) });
  await lost;
  await allIsWell();
});

test('operators of the database are words like any other, and no words of a command', async () => {
  const guest = place.guest();
  const operators = [{ $ne: null }, { $gt: '' }, { $where: '1' }, { $regex: '.*' }];
  for (const channel of operators) {
    const asks = { channel } as unknown as { channel: string };
    expect(await guest.ask('log:page', asks)).toMatchObject({ ok: false, code: 'INVALID' });
    expect(await guest.ask('channel:open', asks)).toMatchObject({ ok: false, code: 'INVALID' });
  }
  await allIsWell();
});

const traps: unknown[] = [
  JSON.parse('{"__proto__":{"polluted":true},"channel":"street-maaskade","key":"a-key-of-rob","text":"x"}'),
  { channel: 'street-maaskade', key: 'a-key-of-rob', text: 'niet mijn straat' },
  {
    channel: 'street-maaskade',
    key: 'a-key-of-rob',
    seq: 1,
    text: 'x',
    reaction: '👍',
    on: true,
    reason: 'x',
  },
  { channel: { $ne: 1 }, key: { $gt: '' }, text: ['x'] },
  { channel: '../../etc', key: 'a-key-of-rob', text: '\u0000\u202e' },
  Array.from({ length: 500 }, () => []),
];
