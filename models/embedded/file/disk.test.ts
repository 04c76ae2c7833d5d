import { deserialize } from 'bson';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { perform } from '../commands/index.ts';
import { CommandError } from '../errors.ts';
import type { Steps } from '../flow.ts';
import { inconsistencies } from '../testing/consistency.ts';
import { DirectStore } from '../testing/direct-store.ts';
import { encode } from '../value/bson.ts';
import type { Document } from '../value/values.ts';

let direct: DirectStore;
beforeEach(() => {
  direct = new DirectStore();
});
afterEach(() => direct.end());

/** Sends a command the way a client does: it is answered after its turn is on the disk. */
async function send(body: Document, documents: Document[] = []): Promise<Document | Error> {
  const lists = new Map([['documents', documents.map(encode)]]);
  const call = {
    store: direct.store,
    name: Object.keys(body)[0]!,
    db: 'test',
    body: { ...body, $db: 'test' },
    lists,
    connection: 1,
  };
  const answer = await done(perform(call));
  return answer instanceof Error ? answer : deserialize(answer);
}

const done = <T>(work: Steps<T>): Promise<T | Error> =>
  new Promise((settle) => direct.store.committer.run(work, Infinity, settle));

const some = (from: number, count: number): Document[] =>
  Array.from({ length: count }, (_, i) => ({ _id: from + i, a: from + i, text: 'x'.repeat(2000) }));

test('when the disk is full a write is refused, what was there stays, and later it goes on', async () => {
  await send({ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a' }] });
  await send({ insert: 'c' }, some(0, 50));
  const { page_count: pages } = direct.store.sqlite.get<{ page_count: number }>('PRAGMA page_count')!;
  direct.store.sqlite.all(`PRAGMA max_page_count = ${pages + 5}`);
  const refused = await send({ insert: 'c' }, some(100, 500));
  expect(refused).toBeInstanceOf(CommandError);
  expect((refused as CommandError).message).toContain('the disk is full. Make room');
  expect(inconsistencies(direct.store)).toEqual([]);
  // An ordered batch that is cut off leaves its beginning, as everywhere.
  const { n } = (await send({ count: 'c', query: { _id: { $gte: 100 } } })) as { n: number };
  expect(await send({ count: 'c', query: { _id: { $lt: 100 + n } } })).toMatchObject({ n: 50 + n });
  direct.store.sqlite.all('PRAGMA max_page_count = 1000000');
  expect(await send({ insert: 'c' }, some(100 + n, 500))).toMatchObject({ n: 500 });
  expect(inconsistencies(direct.store)).toEqual([]);
});

test('an index whose building was cut off by a full disk is gone', async () => {
  await send({ insert: 'c' }, some(0, 3000));
  const { page_count: pages } = direct.store.sqlite.get<{ page_count: number }>('PRAGMA page_count')!;
  direct.store.sqlite.all(`PRAGMA max_page_count = ${pages + 3}`);
  expect(await send({ createIndexes: 'c', indexes: [{ key: { text: 1 }, name: 'text' }] })).toBeInstanceOf(
    CommandError,
  );
  direct.store.sqlite.all('PRAGMA max_page_count = 1000000');
  await send({ ping: 1 });
  expect(direct.collection().indexes.map(({ name }) => name)).toEqual(['_id_']);
  expect(await send({ createIndexes: 'c', indexes: [{ key: { text: 1 }, name: 'text' }] })).toMatchObject({
    numIndexesAfter: 2,
  });
  expect(inconsistencies(direct.store)).toEqual([]);
});

test('a fault of ours in the middle of writing undoes that turn', async () => {
  await send({ insert: 'c' }, some(0, 2));
  const broken = function* (): Steps<Document> {
    direct.store.sqlite.run('DELETE FROM c1 WHERE r = 1');
    yield;
    throw new TypeError('a bug');
  };
  const answer = await done(broken());
  expect((answer as Error).message).toBe('internal error: a bug');
  expect(await send({ count: 'c', query: { _id: { $gte: 0 } } })).toMatchObject({ n: 2 });
});
