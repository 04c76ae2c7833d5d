import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../test/support/database.ts';
import { Log } from './entry.ts';
import { append, TakenBack } from './log.ts';
import { erase, eraseRest } from './removal.ts';

let database: Awaited<ReturnType<typeof openDatabase>>;

beforeAll(async () => {
  database = await openDatabase();
});
afterAll(() => database.close());

const say = (channel: string, type: string, body: object, key: string = randomUUID()) =>
  append(channel, { author: 'anja', key, type: type as 'message:posted', body });

/** Everything that is kept of a channel, as a thief of the database would read it. */
const kept = async (channel: string) => JSON.stringify(await Log.find({ channel }).lean());

test.each([
  ['changed', 'message:edited', { of: 1, text: 'Het geheim' }],
  ['reacted to', 'message:reacted', { of: 1, reaction: '👍', on: true }],
  ['answered', 'message:posted', { replyTo: 1, text: 'Dat geheim?' }],
])('a message that was taken back meanwhile is not %s any more', async (how, type, body) => {
  const channel = `late-${type.replace(':', '-')}-${how.length}`;
  await say(channel, 'message:posted', { text: 'Het geheim' });
  await say(channel, 'message:removed', { of: 1 });
  await erase(channel, 1);
  await expect(say(channel, type, body)).rejects.toThrow(TakenBack);
  expect(await Log.countDocuments({ channel })).toBe(2);
  expect(await kept(channel)).not.toContain('geheim');
});

test('whatever comes together with a removal, in whatever order, leaves no words', async () => {
  const change = fc.constantFrom('message:edited', 'message:removed');
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), fc.nat(8), async (changes, place) => {
      const channel = `group-${randomUUID()}`;
      await say(channel, 'message:posted', { text: 'geheim' });
      const wishes = changes.toSpliced(place, 0, 'message:removed');
      await Promise.allSettled(
        wishes.map(async (type) => {
          await say(channel, type, { of: 1, ...(type === 'message:edited' && { text: 'geheim' }) });
          if (type === 'message:removed') await erase(channel, 1);
        }),
      );
      expect(await kept(channel)).not.toContain('geheim');
    }),
    { numRuns: 15 },
  );
});

test('a change that stands already is answered with what stands, also after the removal', async () => {
  const channel = 'twin';
  const post = { text: 'Het geheim' };
  const posted = await say(channel, 'message:posted', post, 'first-words');
  const edited = await say(channel, 'message:edited', { of: 1, text: 'Iets anders' }, 'other-words');
  await say(channel, 'message:removed', { of: 1 });
  await erase(channel, 1);
  expect((await say(channel, 'message:posted', post, 'first-words')).seq).toBe(posted.seq);
  const again = await say(channel, 'message:edited', { of: 1, text: 'Iets anders' }, 'other-words');
  expect([again.seq, again.body]).toEqual([edited.seq, null]);
});

test('nothing is left from which the words could be guessed', async () => {
  const channel = 'guess';
  const { hash } = await say(channel, 'message:posted', { text: 'ja' });
  await say(channel, 'message:removed', { of: 1 });
  await erase(channel, 1);
  expect(await kept(channel)).not.toContain(hash);
});

test('what a hub that died had taken back and not erased, the next one erases', async () => {
  const channel = 'cut-off';
  await say(channel, 'message:posted', { text: 'Het geheim' });
  await say(channel, 'message:edited', { of: 1, text: 'Het grote geheim' });
  await say(channel, 'message:posted', { text: 'Dit blijft' });
  await say(channel, 'message:removed', { of: 1 });
  await eraseRest();
  expect(await kept(channel)).not.toContain('geheim');
  expect(await kept(channel)).toContain('Dit blijft');
  expect(await kept(channel)).not.toContain('erases');
});

test('looking for removals never walks through the whole log', async () => {
  const plan = async (filter: object) =>
    JSON.stringify(await Log.collection.find(filter).explain('queryPlanner'));
  const removals = { channel: 'cut-off', type: 'message:removed', 'body.of': { $in: [1, 2] } };
  expect(await plan(removals)).toContain('"body.of":1');
  expect(await plan({ erases: { $gte: 1 } })).toContain('"erases":1');
});
