import { clock } from '#config/clock.ts';
import { ownConfig, type Config } from '#config';
import { readPlace } from '#config/place.ts';
import { readStory, type Story } from '#config/story.ts';
import { connect } from '#models/database/connect.ts';
import { join } from 'node:path';
import { pino } from 'pino';
import { createHub } from './hub.ts';
import { pagesAsBuilt, pagesFromSources } from './wire/pages.ts';

try {
  await start(ownConfig());
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}

async function start(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel });
  const place = readPlace(new URL(`../config/places/${config.place}.json`, import.meta.url));
  if (config.clock) clock.set(new Date(config.clock));
  const database = await connect({
    uri: config.mongodbUri,
    directory: join(config.dataDir, 'store'),
    database: config.database,
    evenSilent: (why) => console.error(`${why.message} Until then people read what is known without it.`),
  });
  const hub = await createHub({ config, place, log, pages: config.dev ? pagesFromSources : pagesAsBuilt });
  const stop = async () => {
    await hub.close();
    await database.close();
    process.exit(0);
  };
  // One forgotten await must not end everybody's evening.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'nobody caught this'));
  process.once('SIGTERM', () => void stop());
  process.once('SIGINT', () => void stop());
  if (config.demo) await hub.playStory(storyOf(config));
  const port = await hub.listen();
  log.info(`listens on http://${config.host}:${port}`);
  console.log(`${place.brand.name} is there: open ${config.publicUrl}`);
}

function storyOf({ place }: Config): Story {
  return readStory(new URL(`../config/places/${place}.story.json`, import.meta.url));
}
