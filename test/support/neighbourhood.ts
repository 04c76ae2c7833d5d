import { ownConfig } from '#config';
import { readPlace, villageOf } from '#config/place.ts';
import type { ClientToServerEvents, ServerToClientEvents } from '#contract';
import type { Me } from '#contract/person/index.ts';
import * as people from '#models/person/person.ts';
import type { NewPerson } from '#models/person/person.ts';
import * as sessions from '#models/person/session.ts';
import { clock } from '#config/clock.ts';
import { pino } from 'pino';
import { io, type Socket } from 'socket.io-client';
import { asPerson } from '../../hub/visit/authenticate.ts';
import { createHub, type Hub } from '../../hub/hub.ts';
import { pagesAsBuilt } from '../../hub/wire/pages.ts';
import { joinHomeChannels } from '../../hub/features/person/home-channels.ts';
import { openDatabase, ordinary } from './database.ts';
import { talk, type Talk } from './talk.ts';

/**
 * A place of its own for one test file: a database (database.ts), a hub on a free port, and people who move in.
 *
 *     const place = await openNeighbourhood();
 *     afterAll(() => place.close());
 *     const anja = await place.arrive('Anja', 'maaskade');
 *     await anja.get('message:post', { channel: 'street-maaskade', key: newKey(), text: 'Hoi' });
 *
 * With `pages` the built client is served too (npm run build first, as bin/test does); browser.ts looks at it.
 * @param options.env what differs from an ordinary hub, as `{ DEMO: '1' }`
 * @param options.server the address of a MongoDB of the test's own
 */
export async function openNeighbourhood(
  options: { pages?: boolean; env?: Record<string, string>; server?: string } = {},
) {
  const database = await openDatabase(options.server);
  // Which database it is has been decided; a demo, which refuses MONGODB_URI, is tried on it as well.
  const settings = {
    ...ordinary,
    DATA_DIR: database.directory,
    MONGODB_URI: '',
    MONGODB_DATABASE: database.name,
    ...options.env,
  };
  const config = ownConfig(settings);
  const place = readPlace(new URL(`../../config/places/${config.place}.json`, import.meta.url));
  const sockets = new Set<Socket>();
  const others = new Set<Hub>();
  let port = 0;
  let hub = await openHub();

  return {
    place,
    database: { uri: database.uri, name: database.name },
    get hub() {
      return hub;
    },
    url: `http://127.0.0.1:${port}`,
    arrive,
    guest: (): Talk => line(''),
    line,
    goAway,
    comeBack,

    /** Another hub of the same place, with other settings; it ends with the place. */
    async beside(env: Record<string, string>): Promise<Hub> {
      const other = await openHub(env);
      others.add(other);
      return other;
    },

    async close(): Promise<void> {
      for (const socket of sockets) socket.disconnect();
      await Promise.all([hub, ...others].map((one) => one.close()));
      await database.close();
    },
  };

  /** Somebody moves in, as after a mailed link: signed in, in the channels of where he lives and what he does. */
  async function arrive(name: string, street?: string, more: Partial<NewPerson> = {}): Promise<Neighbour> {
    const home = street === undefined ? {} : { street, village: villageOf(place, street)?.id };
    if (street !== undefined && !home.village) throw new Error(`there is no street ${street} in this place`);
    const { person } = await people.addPerson({ name, since: clock.now(), ...home, ...more });
    await joinHomeChannels({ members: hub.visit(asPerson(person)).members, place }, person);
    const { secret } = await sessions.start(person._id, 'a test');
    const cookie = `brink=${secret}`;
    const talking = line(cookie);
    const { me } = await talking.get('person:me', {});
    if (!me) throw new Error(`${name} is not recognised at the door`);
    return { ...talking, me, cookie };
  }

  /** A connection as a browser makes it, to this hub or another. Without a cookie it is a guest's. */
  function line(cookie: string, url = `http://127.0.0.1:${port}`): Talk {
    const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(url, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelayMax: 200,
      ...(cookie && { extraHeaders: { cookie } }),
    });
    sockets.add(socket);
    return talk(socket);
  }

  /** The hub stops, as for a new version; everybody's line is lost. */
  async function goAway(): Promise<void> {
    await hub.close();
  }

  /** A hub stands at the same address again. */
  async function comeBack(): Promise<void> {
    hub = await openHub();
  }

  async function openHub(instead?: Record<string, string>): Promise<Hub> {
    const log = pino({ level: config.logLevel });
    const pages = options.pages ? { pages: pagesAsBuilt } : {};
    const own = instead ? ownConfig({ ...settings, ...instead }) : { ...config, port };
    const opened = await createHub({ config: own, place, log, ...pages });
    const listening = await opened.listen();
    if (!instead) port = listening;
    return opened;
  }
}

export type Neighbourhood = Awaited<ReturnType<typeof openNeighbourhood>>;

/** Somebody with an account and a line of his own. `cookie` signs a browser in. */
export type Neighbour = Talk & { me: Me; cookie: string };
