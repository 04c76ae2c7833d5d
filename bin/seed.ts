import { ownConfig } from '#config';
import { readPlace } from '#config/place.ts';
import { readStory } from '#config/story.ts';
import { connect } from '#models/database/connect.ts';
import * as people from '#models/person/person.ts';
import { join } from 'node:path';
import { pino } from 'pino';
import { createHub } from '../hub/hub.ts';

/** Tells the demo story into the store of this configuration, as bin/seed. A started demo does the same by itself. */
const config = ownConfig();
const place = readPlace(new URL(`../config/places/${config.place}.json`, import.meta.url));
const story = readStory(new URL(`../config/places/${config.place}.story.json`, import.meta.url));
try {
  const database = await connect({
    uri: config.mongodbUri,
    directory: join(config.dataDir, 'store'),
    database: config.database,
  });
  const hub = await createHub({ config, place, log: pino({ level: 'warn' }) });
  await hub.playStory(story);
  console.log(`${story.steps.length} steps of the story stand, by ${(await people.inDemo()).length} people.`);
  await hub.close();
  await database.close();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
