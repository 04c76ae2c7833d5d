import type { Asks } from '#contract';
import type { DueKind, DueRow } from '#contract/due/index.ts';
import type { z } from 'zod';
import type { BotConnection } from './connection.ts';

/** What a bot says for one row of due work. */
export type Words = Pick<Asks<'message:post'>, 'text' | 'en' | 'subject'>;

/** What became of a row: somebody heard of it, there was nothing to say, or it must come back later. */
type Outcome = 'posted' | 'nothing' | 'later';

/**
 * Claims what is due of one kind, does it, and reports it done, until nothing is due any more. Wherever this is cut off, the
 * row comes back after its lease. A row that must come back ends the round, in order that none overtakes it.
 */
export async function forEachDue(
  connection: BotConnection,
  kind: DueKind,
  act: (row: DueRow, now: Date) => Promise<Outcome>,
): Promise<void> {
  for (;;) {
    const claimed = await connection.ask('due:claim', { kind, limit: 20 });
    if (!claimed.ok || claimed.value.rows.length === 0) return;
    for (const row of claimed.value.rows) {
      const outcome = await act(row, new Date(claimed.value.now));
      if (outcome === 'later') return;
      await connection.ask('due:done', { id: row.id, outcome });
    }
  }
}

/**
 * Says what is due of one kind in the row's channel, under the row's id as key: people see it once.
 * @param brief the shape in which the hub tells what a row is about
 * @param write the words for a row; undefined when nothing is to be said
 */
export const processDueWork = <Brief extends z.ZodType>(
  connection: BotConnection,
  kind: DueKind,
  brief: Brief,
  write: (about: z.output<Brief>, now: Date) => Words | undefined,
): Promise<void> =>
  forEachDue(connection, kind, async ({ id, channel, about }, now) => {
    const words = write(brief.parse(about), now);
    if (!words || !channel) return 'nothing';
    const answer = await connection.ask('message:post', { channel, key: id, ...words });
    // CONFLICT means that it stood already, from an earlier try whose words were another minute's.
    return !answer.ok && answer.code === 'CONFLICT' ? 'posted' : outcomeOf(answer);
  });

/** A refusal that will not become a yes lets the row go: it must not keep those behind it waiting. */
export function outcomeOf(answer: { ok: boolean; retry?: boolean | undefined }): Outcome {
  if (answer.ok) return 'posted';
  return answer.retry ? 'later' : 'nothing';
}
