import type { Config } from '#config';
import type { Place } from '#config/place.ts';
import type { Story } from '#config/story.ts';
import type { RequestHandler } from 'express';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { createDispatcher } from './dispatch.ts';
import { createAuthors } from './visit/authors.ts';
import { channelsOfPlace } from './features/channel/of-place.ts';
import { createAnnouncer } from './visit/announcer.ts';
import type { Caller } from './visit/authenticate.ts';
import { startHeartbeat } from './wire/heartbeat.ts';
import { createMailer } from './visit/mailer.ts';
import { createMetrics } from './visit/metrics.ts';
import { Members } from './visit/members.ts';
import { createPresence } from './visit/presence.ts';
import { createRates } from './visit/rate.ts';
import { connectRedis } from './wire/redis.ts';
import type { TellHubs } from './visit/rooms.ts';
import { createSockets, acceptConnections } from './wire/sockets.ts';
import { playStory } from './story.ts';
import { startSweep } from './sweep.ts';
import { createWeb } from './wire/web.ts';
import { createVisits } from './visit/create.ts';

/** How long a stop waits for what is under way. */
const drainMs = 10_000;

/**
 * The hub as a value: everything is put together here and nowhere else. The database must be connected.
 * @param pages makes what renders the client; without it the hub answers commands only
 */
export async function createHub(options: {
  config: Config;
  place: Place;
  log: Logger;
  pages?: (http: Server) => Promise<RequestHandler>;
}) {
  const { config, place, log } = options;
  const http = createServer();
  const io = createSockets(config);
  const redis = connectRedis(config, log, io);
  const tellHubs: TellHubs = (name, ...told) => {
    if (redis) io.serverSideEmit(name, ...told);
  };
  const metrics = createMetrics(() => io.engine.clientsCount);
  const authors = createAuthors();
  const announcer = createAnnouncer(io, authors, metrics);
  const mail = createMailer(config, log);
  const presence = createPresence(io, tellHubs);
  const members = new Members(io);
  const sessions = { personChanged, disconnect };
  const visit = createVisits({
    log,
    config,
    place,
    io,
    announcer,
    authors,
    mail,
    members,
    presence,
    sessions,
  });
  const dispatch = createDispatcher({ log, metrics, count: createRates(redis, config.secret) });
  const connections = acceptConnections(io, { config, visit, dispatch });
  let draining = false;

  const port = () => (http.address() as AddressInfo).port;
  const parts = { config, log, metrics, visit, dispatch, draining: () => draining, degraded };
  http.on('request', createWeb(parts, await options.pages?.(http)));
  io.attach(http);
  io.on('changed', (person) => authors.forget(person));
  await redis?.met();
  const sweep = await startSweep(visit(nobody), channelsOfPlace(place), log);
  const heartbeat = startHeartbeat(io, connections, log, redis !== undefined);

  return {
    http,
    io,
    config,
    visit,
    dispatch,
    port,

    /** Lives through a story before anybody comes in; its people are not held to the rates of typing fingers. */
    playStory: (story: Story) =>
      playStory(story, { place, visit, dispatch: createDispatcher({ log, metrics, count: uncounted }) }),

    /** @throws {Error} when the port is in use, with what to do */
    listen: () =>
      new Promise<number>((resolve, reject) => {
        http.once('error', (error) => reject(cannotListen(config, error)));
        http.listen(config.port, config.host, () => resolve(port()));
      }),

    /** Stops taking new work, lets what is under way finish, tells everybody to come back later. */
    async close(): Promise<void> {
      draining = true;
      heartbeat.stop();
      const swept = sweep.stop();
      io.local.emit('ended', 'restart');
      http.close();
      await Promise.race([
        Promise.all([dispatch.settled(), swept]),
        new Promise((resolve) => setTimeout(resolve, drainMs).unref()),
      ]);
      await mail.close();
      await io.close();
      http.closeAllConnections();
      redis?.close();
    },
  };

  function personChanged(person: string): void {
    authors.forget(person);
    void connections.refresh(person);
    tellHubs('changed', person);
  }

  /** The lines of a session end here; other hubs look whose still stand, so that no session is ever named to them. */
  function disconnect(session: string, person: string): void {
    connections.disconnect(session);
    tellHubs('changed', person);
  }

  /** What this hub goes on without for now. */
  function degraded(): string[] {
    return redis && !redis.answers() ? ['redis'] : [];
  }
}

export type Hub = Awaited<ReturnType<typeof createHub>>;

/** What a hub does of itself, it does in the name of whoever began it. */
const nobody: Caller = { who: 'guest', id: 'hub', locale: 'nl' };

const uncounted = () => Promise.resolve();

function cannotListen({ host, port }: Config, error: NodeJS.ErrnoException): Error {
  const why = {
    EADDRINUSE: `Port ${port} is in use, perhaps by another Brink. Stop that one, or choose another: PORT=${port + 1} bin/start`,
    EACCES: `Port ${port} is not for ordinary users. Choose one from 1024: PORT=3000`,
    EADDRNOTAVAIL: `HOST=${host} is no address of this machine. Choose one that is, or 0.0.0.0 for all of them.`,
    ENOTFOUND: `HOST=${host} is a name that nobody knows. Choose an address of this machine, or 0.0.0.0 for all of them.`,
  }[error.code ?? ''];
  return why ? new Error(why) : error;
}
