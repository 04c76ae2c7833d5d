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
    const connection = openConnection(config.hubUrl, config.secret, bot.name);
    const schedule = startSchedule(bot, config.wake, { connection, place, log: (text) => log.info(text) });
    return { connection, schedule };
  });

  const stop = async () => {
    await Promise.all(running.map(({ schedule }) => schedule.stop()));
    for (const { connection } of running) connection.close();
    process.exit(0);
  };
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
}
