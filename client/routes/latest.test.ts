import type { Channel } from '#contract/channel/index.ts';
import type { Entry } from '#contract';
import { expect, test } from 'vitest';
import { latestOn, livelyOf, newestFirst } from './latest.ts';

const channel = (id: string, head: number, isPublic = true): Channel => ({
  id,
  kind: 'village',
  name: id,
  public: isPublic,
  speak: false,
  head,
});
const mook = channel('village-mook', 3);
const author = { id: 'sanne', name: 'Sanne', role: 'resident' } as const;
const line = { channel: mook.id, author, at: '2021-07-18T10:00:00Z' };
const said = (seq: number, text: string, at = line.at): Entry => ({
  ...line,
  at,
  seq,
  id: `e${seq}`,
  type: 'message:posted',
  body: { text },
});
const page = (...entries: Entry[]) => ({ entries, head: entries.length, more: false, activities: [] });

test('the front page shows what was said last, not who pressed a heart', () => {
  const heart: Entry = {
    ...line,
    seq: 2,
    id: 'e2',
    type: 'message:reacted',
    body: { of: 1, reaction: '❤️', on: true },
  };
  expect(latestOn(mook, page(said(1, 'Goedemorgen'), heart))?.entry.body?.text).toBe('Goedemorgen');
});

test('words that were taken back are not shown', () => {
  const gone: Entry = { ...line, seq: 3, id: 'e3', type: 'message:removed', body: { of: 2 } };
  expect(latestOn(mook, page(said(1, 'Goedemorgen'), said(2, 'Vergissing'), gone))?.entry.seq).toBe(1);
});

test('a channel without words shows nothing', () => {
  expect(latestOn(mook, page())).toBeUndefined();
});

test('closed and silent channels stay off the front page; the busiest comes first', () => {
  const channels = [channel('a', 2), channel('b', 0), channel('c', 9, false), channel('d', 5)];
  expect(livelyOf(channels).map(({ id }) => id)).toEqual(['d', 'a']);
});

test('the newest word stands on top', () => {
  const early = latestOn(mook, page(said(1, 'eerst', '2021-07-18T08:00:00Z')));
  const late = latestOn(mook, page(said(1, 'laatst', '2021-07-18T09:00:00Z')));
  expect(newestFirst([early, undefined, late]).map(({ entry }) => entry.body?.text)).toEqual([
    'laatst',
    'eerst',
  ]);
});
