import { asBuffer, decode, encode } from '../value/bson.ts';
import type { Store } from '../store.ts';
import { keptAs, type Diary } from './diary.ts';

/**
 * Holds the documents of a store against the diaries of those who wrote them, and lets the diaries go on from there.
 * Gives what is wrong: what is lost, unless the end of it may be, what is half written, and what nobody wrote.
 */
export function differencesFrom(diaries: readonly Diary[], store: Store, mayLose: boolean): string[] {
  const wrong: string[] = [];
  const versions = new Map(diaries.map(({ writer }) => [writer, new Map<string, number>()]));
  for (const bytes of documentsIn(store)) {
    const { _id, version } = decode(bytes);
    const id = String(_id);
    const of = versions.get(id.split('#')[0]!);
    if (!of) wrong.push(`${id}: nobody wrote it`);
    else if (!encode({ ...keptAs(id, Number(version)) }).equals(bytes)) wrong.push(`${id}: half written`);
    else of.set(id, Number(version));
  }
  const differences = diaries.map((diary) => diary.settle(versions.get(diary.writer)!, mayLose));
  return [...wrong, ...differences.filter((difference) => difference !== undefined)];
}

function documentsIn(store: Store): Buffer[] {
  const collection = store.catalog.find('crash', 'kept');
  if (!collection) return [];
  return store.sqlite.all<{ d: Uint8Array }>(`SELECT d FROM c${collection.id}`).map(({ d }) => asBuffer(d));
}
