import { HelpAfter, HelpWave } from '#contract/help/wave.ts';
import type { Bot } from '../engine/bot.ts';
import { forEachDue, outcomeOf } from '../engine/due-work.ts';
import { best } from './score.ts';

/**
 * Chooses whom to ask for help, and asks afterwards how it went. It knows candidates by pseudonym only; the hub says who may
 * be asked at all, and tells people. Killed at any point, the row comes back and the hub knows who was asked already.
 */
export const helpMatcher: Bot = {
  name: 'help-matcher',
  about:
    'Brengt wie hulp zoekt en wie wil helpen bij elkaar. Namen geeft hij pas door als jullie allebei ja zeggen.',
  async wake({ connection }) {
    await forEachDue(connection, 'help-wave', async ({ about }) => {
      const wave = HelpWave.parse(about);
      const { request, wave: number } = wave;
      return outcomeOf(
        await connection.ask('help:propose', { request, wave: number, candidates: best(wave) }),
      );
    });
    await forEachDue(connection, 'help-after', async ({ about }) =>
      outcomeOf(await connection.ask('help:follow-up', HelpAfter.parse(about))),
    );
  },
};
