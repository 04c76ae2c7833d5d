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
  return { asked, ...lastKnown(read, () => noon, longest) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('what is last known', () => {
  test('is read once for all who ask while it is being read, and anew for whoever came after it began', async () => {
    const { asked, known } = slowDatabase();
    const [first, second, third] = [known(), known(), known()];
    expect(asked).toHaveLength(1);
    asked[0]?.answer('calm');
    expect(await first).toEqual({ value: 'calm', at: noon, isLate: false });
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
    expect(await failing).toMatchObject({ value: 'danger', isLate: true });
    await turn();
    expect(await known()).toMatchObject({ value: 'danger', isLate: true });
  });

  test('is not waited for by whoever comes when the database has been silent for a while', async () => {
    const { asked, known } = slowDatabase();
    const first = known();
    asked[0]?.answer('danger');
    await first;
    await turn();
    await known();
    const started = process.hrtime.bigint();
    for (let visitor = 0; visitor < 50; visitor += 1) {
      expect(await known()).toMatchObject({ value: 'danger', isLate: true });
    }
    // Each waiting his turn, fifty would take eight seconds.
    expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(4_000);
    expect(asked).toHaveLength(2);
  });

  test('is looked at again by whoever just said something', async () => {
    const { asked, known, look } = slowDatabase();
    const looking = look();
    asked[0]?.answer('danger');
    await looking;
    await turn();
    const silent = known();
    expect(await silent).toMatchObject({ value: 'danger', isLate: true });
  });

  test('is asked for anew when a question was never answered', async () => {
    const { asked, known } = slowDatabase(20);
    expect(await known()).toBeUndefined();
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
    expect(await never).toBeUndefined();
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
