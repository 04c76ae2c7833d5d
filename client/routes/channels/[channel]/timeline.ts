import type { Entry } from '#contract';
import { atOf, type Line, type ShownMessage } from '#lib/chat/fold.ts';
import { dayKey } from '#lib/place/time.ts';

/** What stands under each other in a conversation. `id` stays the same for as long as the row is the same. */
export type Row =
  | { kind: 'day'; id: string; at: string }
  | { kind: 'unread'; id: string; count: number }
  | { kind: 'said'; id: string; said: ShownMessage; isOwn: boolean; follows: boolean }
  | { kind: 'card'; id: string; entry: Entry; isBroken: boolean };

/** Who speaks on within this time needs no name again. */
const onMs = 5 * 60_000;

/**
 * Puts day lines and the line of what is unread between what was said.
 * @param view.me who looks; a guest has read nothing and misses nothing
 * @param view.read the last number this person had read when the page was opened
 * @param view.isSilent kinds of entries that stand for nothing by themselves
 */
export function rowsOf(
  lines: Line[],
  view: { me: string | undefined; read: number | undefined; isSilent: (type: string) => boolean },
): Row[] {
  const shown = lines.filter((line) => line.kind === 'said' || !view.isSilent(line.entry.type));
  const unread = shown.filter((line) => isUnread(line, view));
  const rows: Row[] = [];
  let before: Line | undefined;
  for (const line of shown) {
    const isNewDay = !before || dayKey(atOf(before)) !== dayKey(atOf(line));
    const isFirstUnread = line === unread[0];
    if (isNewDay) rows.push({ kind: 'day', id: `day-${dayKey(atOf(line))}`, at: atOf(line) });
    if (isFirstUnread) rows.push({ kind: 'unread', id: 'unread', count: unread.length });
    rows.push(rowOf(line, view.me, !isNewDay && !isFirstUnread && speaksOn(before, line)));
    before = line;
  }
  return rows;
}

/** News of others after what this person had read. */
function isUnread(line: Line, { me, read }: { me: string | undefined; read: number | undefined }): boolean {
  return me !== undefined && read !== undefined && authorOf(line).id !== me && (seqOf(line) ?? 0) > read;
}

/** The number of what stands in a row; none for what is on its way. */
export const seqOf = (line: Line): number | undefined => (line.kind === 'said' ? line.seq : line.entry.seq);

const authorOf = (line: Line) => (line.kind === 'said' ? line.author : line.entry.author);

function rowOf(line: Line, me: string | undefined, follows: boolean): Row {
  if (line.kind === 'other') {
    const { entry, isBroken = false } = line;
    return { kind: 'card', id: `m-${entry.seq}`, entry, isBroken };
  }
  const id = line.key ?? `m-${line.seq}`;
  return { kind: 'said', id, said: line, isOwn: line.author.id === me, follows };
}

function speaksOn(before: Line | undefined, line: Line): boolean {
  if (before?.kind !== 'said' || line.kind !== 'said') return false;
  return before.author.id === line.author.id && Date.parse(line.at) - Date.parse(before.at) < onMs;
}
