import cron from 'node-cron';
import type { Bot, BotContext } from './bot.ts';

/**
 * Wakes a bot by the clock. Cron only wakes: what is due is the hub's to say, so a missed or doubled tick changes nothing.
 * @param when a cron line with seconds
 */
export function startSchedule(bot: Bot, when: string, context: BotContext): { stop(): Promise<void> } {
  let round: Promise<void> = Promise.resolve();
  const task = cron.schedule(when, () => (round = wake(bot, context)), { name: bot.name, noOverlap: true });
  round = wake(bot, context);
  return {
    async stop() {
      await task.stop();
      await round;
    },
  };
}

async function wake(bot: Bot, context: BotContext): Promise<void> {
  try {
    await bot.wake(context);
  } catch (error) {
    // One bad round must not end the bot; the next one starts from what the hub says is due.
    context.log(`${bot.name} could not finish its round: ${(error as Error).message}`);
  }
}
