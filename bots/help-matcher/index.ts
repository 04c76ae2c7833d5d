import { HelpAfter, HelpWave } from '#contract/help/wave.ts';
import type { DueKind, DueRow } from '#contract/due/index.ts';
import type { Bot } from '../engine/bot.ts';
import type { BotConnection } from '../engine/connection.ts';
import { best } from './score.ts';

/**
 * Chooses whom to ask for help, and asks afterwards how it went. It knows candidates by pseudonym only; the hub says who may
 * be asked at all, and tells people. Killed at any point, the row comes back and the hub knows who was asked already.
 */
export const helpMatcher: Bot = {
  name: 'help-matcher',
  about:
    'Brengt wie hulp zoekt en wie wil helpen bij elkaar. Namen geeft hij pas door als jullie allebei ja zeggen.',
  async wake({ line }) {
    await forEach(line, 'help-wave', async ({ about }) => {
      const wave = HelpWave.parse(about);
      const { request, wave: number } = wave;
      return line.ask('help:propose', { request, wave: number, candidates: best(wave) });
    });
    await forEach(line, 'help-after', ({ about }) => line.ask('help:follow-up', HelpAfter.parse(about)));
  },
};

/** Works off what is due. What cannot be done now comes back; what is not there any more is done. */
async function forEach(
  line: BotConnection,
  kind: DueKind,
  work: (row: DueRow) => Promise<{ ok: boolean; retry?: boolean | undefined }>,
): Promise<void> {
  for (;;) {
    const claimed = await line.ask('due:claim', { kind, limit: 20 });
    if (!claimed.ok || claimed.value.rows.length === 0) return;
    for (const row of claimed.value.rows) {
      const answer = await work(row);
      if (!answer.ok && answer.retry) return;
      await line.ask('due:done', { id: row.id, outcome: answer.ok ? 'posted' : 'nothing' });
    }
  }
}
