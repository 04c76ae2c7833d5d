import type { Entry } from '#contract';
import type { Line } from '#lib/chat/fold.ts';
import { expect, test } from 'vitest';
import { rowsOf } from './timeline.ts';

const view = { me: 'wim', read: undefined, isSilent: () => false };

test('a day line stands before the first message of each day here, also around midnight', () => {
  const rows = rowsOf([said(1, '2021-07-14T21:59:00Z'), said(2, '2021-07-14T22:01:00Z')], view);
  expect(rows.map(({ kind, id }) => [kind, id])).toEqual([
    ['day', 'day-2021-07-14'],
    ['said', 'm-1'],
    ['day', 'day-2021-07-15'],
    ['said', 'm-2'],
  ]);
});

test('who speaks on is not named again, until five minutes or somebody else came between', () => {
  const rows = rowsOf(
    [
      said(1, '2021-07-15T10:00:00Z'),
      said(2, '2021-07-15T10:01:00Z'),
      said(3, '2021-07-15T10:07:00Z'),
      said(4, '2021-07-15T10:07:30Z', 'wim'),
      said(5, '2021-07-15T10:07:40Z'),
    ],
    view,
  );
  expect(rows.flatMap((row) => (row.kind === 'said' ? [row.follows] : []))).toEqual([
    false,
    true,
    false,
    false,
    false,
  ]);
});

test('one line tells from where on it is new, and how much of it is by others', () => {
  const lines = [said(1), said(2, undefined, 'wim'), said(3), said(4, undefined, 'wim'), said(5)];
  const rows = rowsOf(lines, { ...view, read: 1 });
  expect(rows.map(({ id }) => id)).toEqual(['day-2021-07-15', 'm-1', 'm-2', 'unread', 'm-3', 'm-4', 'm-5']);
  expect(rows[3]).toMatchObject({ count: 2 });
});

test('a guest has no unread line, nor has who read everything', () => {
  const isUnread = ({ kind }: { kind: string }) => kind === 'unread';
  expect(rowsOf([said(1)], { ...view, me: undefined, read: 0 }).some(isUnread)).toBe(false);
  expect(rowsOf([said(1)], { ...view, read: 1 }).some(isUnread)).toBe(false);
});

test('a message keeps its row when it comes back from the hub', () => {
  const [, waiting] = rowsOf([{ ...said(0, undefined, 'wim'), key: 'a-key' } as Line], view);
  const [, there] = rowsOf([{ ...said(7, undefined, 'wim'), key: 'a-key' } as Line], view);
  expect([waiting?.id, there?.id]).toEqual(['a-key', 'a-key']);
});

test('an entry that stands for nothing by itself has no row, and no day', () => {
  const silent: Line = {
    kind: 'other',
    entry: { type: 'poll:counted', at: '2021-07-15T10:00:00Z' } as unknown as Entry,
  };
  expect(rowsOf([silent], { ...view, isSilent: (type) => type === 'poll:counted' })).toEqual([]);
});

function said(seq: number, at = '2021-07-15T10:00:00Z', author = 'anja'): Line {
  return {
    kind: 'said',
    seq,
    author: { id: author, name: author, role: 'resident' },
    at,
    text: 'Hoi',
    isEdited: false,
    reactions: [],
  };
}
