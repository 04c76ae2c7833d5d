import type { Asks } from '#contract';
import type { DueKind } from '#contract/due/index.ts';
import type { z } from 'zod';
import type { BotConnection } from './connection.ts';

/** What a bot says for one row of due work. */
export type Words = Pick<Asks<'message:post'>, 'text' | 'en' | 'subject'>;

/**
 * Works off what is due of one kind: claims it, says it in the row's channel under the row's id as key, reports it done.
 * Wherever this is cut off, the row comes back after its lease and the key makes people see it once.
 * @param brief the shape in which the hub tells what a row is about
 * @param write the words for a row; undefined when nothing is to be said
 */
export async function processDueWork<Brief extends z.ZodType>(
  line: BotConnection,
  kind: DueKind,
  brief: Brief,
  write: (about: z.output<Brief>, now: Date) => Words | undefined,
): Promise<void> {
  for (;;) {
    const claimed = await line.ask('due:claim', { kind, limit: 20 });
    if (!claimed.ok || claimed.value.rows.length === 0) return;
    for (const row of claimed.value.rows) {
      const words = write(brief.parse(row.about), new Date(claimed.value.now));
      const outcome = words && row.channel ? await say(line, row.channel, row.id, words) : 'nothing';
      if (outcome === 'later') return;
      await line.ask('due:done', { id: row.id, outcome });
    }
  }
}

/**
 * Whether it stands now. CONFLICT means that it stood already, from an earlier try whose words were another minute's. A
 * refusal that will not become a yes lets the row go: it must not keep those behind it waiting.
 */
async function say(
  line: BotConnection,
  channel: string,
  key: string,
  words: Words,
): Promise<'posted' | 'nothing' | 'later'> {
  const answer = await line.ask('message:post', { channel, key, ...words });
  if (answer.ok || answer.code === 'CONFLICT') return 'posted';
  return answer.retry ? 'later' : 'nothing';
}
