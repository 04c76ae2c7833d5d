import mongoose from 'mongoose';
import { describe, expect, test } from 'vitest';
import { lastKnown } from './last-known.ts';

const noon = new Date('2021-07-18T12:00:00Z');

/** A database that answers when it is told to. */
function slowDatabase(longest?: number) {
  const asked: { answer: (value: string) => void; fail: (error: Error) => void }[] = [];
  const read = () =>
    new Promise<string>((answer, fail) => {
      asked.push({ answer, fail });
    });
  return { asked, known: lastKnown(read, () => noon, longest) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('what is last known', () => {
  test('is read once for all who ask while it is being read, and anew for whoever came after it began', async () => {
    const { asked, known } = slowDatabase();
    const [first, second, third] = [known(), known(), known()];
    expect(asked).toHaveLength(1);
    asked[0]?.answer('calm');
    expect(await first).toEqual({ value: 'calm', at: noon });
    await turn();
    expect(asked).toHaveLength(2);
    asked[1]?.answer('danger');
    expect(await Promise.all([second, third])).toMatchObject([{ value: 'danger' }, { value: 'danger' }]);
  });

  test('is given when the database fails or does not answer', async () => {
    const { asked, known } = slowDatabase();
    const first = known();
    asked[0]?.answer('danger');
    await first;
    await turn();
    const failing = known();
    asked[1]?.fail(new mongoose.mongo.MongoNetworkError('gone'));
    expect(await failing).toMatchObject({ value: 'danger' });
    await turn();
    expect(await known()).toMatchObject({ value: 'danger' });
  });

  test('is asked for anew when a question was never answered', async () => {
    const { asked, known } = slowDatabase(20);
    await expect(known()).rejects.toThrow('did not answer');
    await turn();
    const again = known();
    expect(asked).toHaveLength(2);
    asked[1]?.answer('calm');
    expect(await again).toMatchObject({ value: 'calm' });
  });

  test('does not hide a mistake of ours, and is not made up when nothing was ever read', async () => {
    const { asked, known } = slowDatabase();
    const never = known();
    asked[0]?.fail(new mongoose.mongo.MongoNetworkError('gone'));
    await expect(never).rejects.toThrow('gone');
    await turn();
    const first = known();
    asked[1]?.answer('danger');
    await first;
    await turn();
    const wrong = known();
    asked[2]?.fail(new TypeError('our mistake'));
    await expect(wrong).rejects.toThrow('our mistake');
  });
});
