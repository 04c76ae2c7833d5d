import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clock } from '#config/clock.ts';
import { readConfig } from '#config';
import { botKey } from '#config/secret.ts';
import { readPlace, type Place } from '#config/place.ts';
import type { Answer, Asks, CommandName, Entry, Gets } from '#contract';
import type { Role } from '#contract/shapes.ts';
import { connect } from '#models/connect.ts';
import { welcome } from '#models/person.ts';
import { startSession } from '#models/session.ts';
import { pino } from 'pino';
import { io } from 'socket.io-client';
import { asPerson } from '../../hub/door.ts';
import { settleIn } from '../../hub/features/session.ts';
import { createHub, type Hub } from '../../hub/hub.ts';

type Someone = { role?: Role; street?: string; village?: string; areas?: string[] };

/** Somebody with a line of his own to the hub. */
export type Visitor = {
  ask<Name extends CommandName>(command: Name, asks: Asks<Name>): Promise<Answer<Gets<Name>>>;
  /** Everything told to him so far. */
  heard: Entry[];
  /** The first entry told to him that fits, also when it came before. */
  hears(fits: (entry: Entry) => boolean): Promise<Entry>;
  /** What a browser of his shows at the door. */
  cookie: string;
};

/** A hub with a store of its own, on a free port, for the crisis of a test. */
export async function openCrisisHub(
  change: (place: Place) => Place = (place) => place,
  pages?: Parameters<typeof createHub>[0]['pages'],
) {
  const directory = mkdtempSync(join(tmpdir(), 'brink-crisis-'));
  const config = readConfig({ DATA_DIR: directory, PORT: '0', LOG_LEVEL: 'silent' });
  const place = change(readPlace(new URL('../../config/places/mook-en-middelaar.json', import.meta.url)));
  const database = await connect({
    uri: config.mongodbUri,
    directory: join(directory, 'store'),
    database: config.database,
  });
  const hub = await createHub({ config, place, log: pino({ level: 'silent' }), ...(pages && { pages }) });
  const port = await hub.listen();
  const url = `http://127.0.0.1:${port}`;
  const leave: (() => void)[] = [];

  return {
    url,
    place,
    config,
    arrive: async (name: string, someone: Someone = {}): Promise<Visitor> => {
      const cookie = await moveIn(hub, place, name, someone);
      return visitor(url, leave, { cookie });
    },
    guest: () => visitor(url, leave, {}),
    bot: (name: string) =>
      visitor(url, leave, { authorization: `Bearer ${name}:${botKey(config.secret, name)}` }),
    async close() {
      for (const go of leave) go();
      await hub.close();
      await database.close();
      rmSync(directory, { recursive: true });
    },
  };
}

export type CrisisHub = Awaited<ReturnType<typeof openCrisisHub>>;

async function moveIn(hub: Hub, place: Place, name: string, someone: Someone): Promise<string> {
  const { person } = await welcome({ name, since: clock.now(), ...someone });
  await settleIn({ ...hub.welcome(asPerson(person)), place }, person);
  const { secret } = await startSession(person._id, 'test');
  return `brink=${secret}`;
}

async function visitor(
  url: string,
  leave: (() => void)[],
  headers: Record<string, string>,
): Promise<Visitor> {
  const socket = io(url, { transports: ['websocket'], extraHeaders: headers, forceNew: true });
  leave.push(() => socket.disconnect());
  const heard: Entry[] = [];
  const waiting = new Set<(entry: Entry) => void>();
  socket.on('entry', (entry: Entry) => {
    heard.push(entry);
    for (const look of waiting) look(entry);
  });
  const ask: Visitor['ask'] = (command, asks) => socket.timeout(8_000).emitWithAck(command, asks);
  await ask('log:sync', { cursors: {} });
  return {
    ask,
    heard,
    cookie: headers.cookie ?? '',
    hears: (fits) =>
      new Promise((resolve) => {
        const look = (entry: Entry) => {
          if (!fits(entry)) return;
          waiting.delete(look);
          resolve(entry);
        };
        const known = heard.find(fits);
        if (known) resolve(known);
        else waiting.add(look);
      }),
  };
}
