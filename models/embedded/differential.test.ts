import fc from 'fast-check';
import { mongo } from 'mongoose';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { codes, CommandError } from './errors.ts';
import { planFor } from './plan/plan.ts';
import { compileFilter } from './query/match.ts';
import { someDocument, someFilter, someIndex } from './testing/arbitrary.ts';
import { inconsistencies } from './testing/consistency.ts';
import {
  answerIn,
  commandFor,
  fill,
  holdBeside,
  refuseDifference,
  type Answer,
} from './testing/differences.ts';
import { DirectStore } from './testing/direct-store.ts';
import { someScene, type Question, type Scene } from './testing/questions.ts';
import type { Document } from './value/values.ts';

let direct: DirectStore;

beforeEach(() => {
  direct = new DirectStore();
});
afterEach(() => direct.end());

test('whatever is asked, a collection with indexes answers as one where every document is tried', () => {
  let asked = 0;
  fc.assert(
    fc.property(someScene, (scene) => {
      asked += holdBeside(direct, scene);
    }),
    { numRuns: 300 },
  );
  expect(asked).toBeGreaterThan(3000);
}, 60_000);

test('what is asked that way is answered by an index often enough', () => {
  let byIndex = 0;
  fc.assert(
    fc.property(someScene, ({ documents, indexes, questions }) => {
      fill(direct, documents, indexes);
      for (const { rest } of questions) {
        const filter = compileFilter((rest['filter'] ?? {}) as Document);
        if (planFor(direct.store.scanner, direct.collection(), { filter }).kind !== 'table') byIndex++;
      }
    }),
    { numRuns: 50 },
  );
  expect(byIndex).toBeGreaterThan(50);
});

test('the check sees a key that is missing, an answer too many, and another order', () => {
  fill(direct, [{ a: 1 }, { a: 2 }], [{ key: { a: 1 } }]);
  const [, index] = direct.collection().indexes;
  direct.store.sqlite.run(`DELETE FROM x${index!.id} WHERE r = 1`);
  expect(inconsistencies(direct.store)).toEqual([expect.stringContaining('is missing')]);
  const question: Question = { kind: 'find', rest: {}, sort: { _id: 1 } };
  const found = (...ids: number[]): Answer => ({ found: ids.map((_id) => ({ _id })) });
  const check = (one: Answer, other: Answer) => () => refuseDifference(question, one, other);
  expect(check(found(1, 2), found(1, 2))).not.toThrow();
  // Three lines: what was asked, and the two answers.
  for (const other of [found(1, 2, 3), found(2, 1), { code: 2 }])
    expect(check(found(1, 2), other)).toThrow(/^.*\n.*\n.*$/);
});

test('an index made afterwards is the same as one that was there from the start', () => {
  fc.assert(
    fc.property(
      someDocument,
      someDocument,
      someIndex,
      someFilter,
      (one, other, { key, ...options }, filter) => {
        fill(direct, [one, other], []);
        const before = direct.find(filter);
        try {
          direct.run({ createIndexes: 'c', indexes: [{ key, name: 'late', ...options }] });
        } catch (error) {
          expect(error).toBeInstanceOf(CommandError);
        }
        expect(inconsistencies(direct.store)).toEqual([]);
        refuseDifference(
          { kind: 'find', rest: { filter } },
          { found: before },
          { found: direct.find(filter) },
        );
      },
    ),
    { numRuns: 150 },
  );
});

/** With MONGODB_URI everything is asked there as well, byte by byte or error code by error code. */
const mongodbUri = inject('mongodbUri');

test.each(mongodbUri ? [mongodbUri] : [])(
  'MongoDB gives the same answers',
  async (uri) => {
    const client = await new mongo.MongoClient(uri).connect();
    const db = client.db(`differential-${process.pid}`);
    try {
      await fc.assert(
        fc.asyncProperty(someScene, (scene) => holdBesideMongo(db, scene)),
        { numRuns: 200 },
      );
    } finally {
      await db.dropDatabase();
      await client.close();
    }
  },
  600_000,
);

/** Answers with the types they have. A command does not take over what its client was told. */
const typed = { promoteValues: false, bsonRegExp: true };

async function holdBesideMongo(db: mongo.Db, { documents, indexes, questions }: Scene): Promise<void> {
  fill(direct, documents, indexes);
  await db.collection('c').drop();
  await db.command({ createIndexes: 'c', indexes: indexes.map((index, i) => ({ ...index, name: `i${i}` })) });
  await copyTo(db);
  for (const question of questions) {
    const command = commandFor(question, 'c', false);
    const [own, theirs] = [
      await answerOf(() => direct.run(command)),
      await answerOf(() => db.command(command, typed)),
    ];
    // What is refused here as not supported cannot be compared; what failed half-way may have changed anything.
    if (!('code' in own) || own.code !== codes.CommandNotSupported) refuseDifference(question, own, theirs);
    if ('code' in own) await copyTo(db);
  }
}

async function copyTo(db: mongo.Db): Promise<void> {
  await db.collection('c').deleteMany({});
  const all = direct.find({});
  if (all.length > 0) await db.command({ insert: 'c', documents: all });
}

async function answerOf(ask: () => Document | Promise<Document>): Promise<Answer> {
  try {
    return { found: answerIn(await ask()) };
  } catch (error) {
    if (error instanceof CommandError || error instanceof mongo.MongoServerError)
      return { code: Number(error.code) };
    throw error;
  }
}
