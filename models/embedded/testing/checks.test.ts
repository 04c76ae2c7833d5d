import { afterEach, beforeEach, expect, test } from 'vitest';
import { encode } from '../value/bson.ts';
import type { Collection } from '../file/catalog.ts';
import { encodeKey } from '../value/key.ts';
import { inconsistencies } from './consistency.ts';
import { Diary, keptAs } from './diary.ts';
import { DirectStore } from './direct-store.ts';
import { differencesFrom } from './held.ts';

let direct: DirectStore;
let diary: Diary;
let kept: Collection;

/** A writer has put four documents into a store, in an index too, and all of it was acknowledged. */
beforeEach(() => {
  direct = new DirectStore();
  const { catalog } = direct.store;
  kept = catalog.findOrCreate('crash', 'kept');
  catalog.finishIndex(catalog.addIndex(kept, { v: 2, key: { nth: 1 }, name: 'nth_1', unique: true }));
  diary = new Diary('w');
  write(4);
});
afterEach(() => direct.end());

function write(count: number): void {
  for (let i = 0; i < count; i++) {
    const [id] = diary.begin(() => 0).ids;
    direct.store.rows.insert(kept, encode({ ...keptAs(id!, 0) }));
    diary.acknowledge();
  }
}

/** Changes something behind the store's back. `c` is the table of the documents, `x` that of the index. */
function tamper(sql: string, ...values: (Uint8Array | number)[]): void {
  const [c, x] = [`c${kept.id}`, `x${kept.indexes[1]!.id}`];
  direct.store.sqlite.run(sql.replace(/\bc\b/, c).replace(/\bx\b/g, x), ...values);
}

const different = (mayLose = false): string[] => differencesFrom([diary], direct.store, mayLose);

test('nothing is said of a store in which everything is right', () => {
  expect(inconsistencies(direct.store)).toEqual([]);
  expect(different()).toEqual([]);
});

test('an index key that is missing, made up or of a wrong row is seen', () => {
  tamper('DELETE FROM x WHERE r = 2');
  expect(inconsistencies(direct.store)).toEqual([expect.stringMatching(/the key .*:2 is missing/)]);
  tamper('INSERT INTO x VALUES (?, 3)', encodeKey(1));
  expect(inconsistencies(direct.store)).toContain('nth_1: a key too many for row 3');
  expect(inconsistencies(direct.store)).toContain('nth_1: should be marked multikey');
});

test('two documents with one key in a unique index are seen', () => {
  tamper('UPDATE c SET d = ? WHERE r = 2', encode({ ...keptAs('w#0', 0), _id: 'w#1' }));
  tamper('UPDATE x SET k = (SELECT k FROM x WHERE r = 1) WHERE r = 2');
  expect(inconsistencies(direct.store)).toEqual(['nth_1: a key twice']);
});

test('a document that was changed without its keys, or has another _id than its key says, is seen', () => {
  tamper('UPDATE c SET d = ? WHERE r = 2', encode({ ...keptAs('w#1', 0), nth: 9 }));
  expect(inconsistencies(direct.store)).toHaveLength(2);
  tamper('UPDATE c SET d = ? WHERE r = 2', encode({ ...keptAs('w#1', 0), _id: 'w#9' }));
  expect(inconsistencies(direct.store)).toEqual(['kept: a wrong _id key']);
});

test('a count that is not that of the documents is seen', () => {
  kept.count++;
  expect(inconsistencies(direct.store)).toEqual(['kept: 4 documents, counted 5']);
});

test('a document of which a part is of another version, or that nobody wrote, is seen', () => {
  tamper('UPDATE c SET d = ? WHERE r = 2', encode({ ...keptAs('w#1', 0), version: 1 }));
  expect(different()).toContain('w#1: half written');
  tamper('UPDATE c SET d = ? WHERE r = 2', encode({ ...keptAs('v#1', 0) }));
  expect(different()).toContain('v#1: nobody wrote it');
});

test('an acknowledged document that is lost is seen', () => {
  tamper('DELETE FROM c WHERE r = 4');
  expect(different()).toEqual([expect.stringContaining('4 of 4 acts acknowledged')]);
});

test('when the log was torn the end may be lost, but neither the middle nor what was there before', () => {
  tamper('DELETE FROM c WHERE r = 4');
  expect(different(true)).toEqual([]);
  write(3);
  tamper('DELETE FROM c WHERE r = 5');
  expect(different(true)).toEqual([expect.stringContaining('w: {')]);
  write(1);
  tamper('DELETE FROM c WHERE r = 1');
  expect(different(true)).toEqual([expect.stringContaining('w: {')]);
});
