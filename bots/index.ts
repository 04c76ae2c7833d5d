import { ownConfig, type Config } from '#config';
import { readPlace } from '#config/place.ts';
import { pino } from 'pino';
import { agenda } from './agenda/index.ts';
import { crisisRelay } from './crisis-relay/index.ts';
import type { Bot } from './engine/bot.ts';
import { openConnection } from './engine/connection.ts';
import { startSchedule } from './engine/schedule.ts';
import { helpMatcher } from './help-matcher/index.ts';

/** Every bot of this installation: a new one adds its line here. */
const bots: Bot[] = [agenda, helpMatcher, crisisRelay];

try {
  start(ownConfig());
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

function start(config: Config): void {
  const log = pino({ level: config.logLevel });
  const place = readPlace(new URL(`../config/places/${config.place}.json`, import.meta.url));

  const running = bots.map((bot) => {
    const line = openConnection(config.hubUrl, config.secret, bot.name);
    const rounds = startSchedule(bot, config.wake, { line, place, log: (text) => log.info(text) });
    return { line, rounds };
  });

  const stop = async () => {
    await Promise.all(running.map(({ rounds }) => rounds.stop()));
    for (const { line } of running) line.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
}
