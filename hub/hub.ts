import type { Config } from '#config';
import type { Place } from '#config/place.ts';
import type { Story } from '#config/story.ts';
import type { RequestHandler } from 'express';
import { createServer, type Server } from 'node:http';
import type { Logger } from 'pino';
import { createDispatcher, type Dispatch } from './dispatch.ts';
import { createAuthors, type Authors } from './visit/authors.ts';
import { channelsOfPlace } from './features/channel/of-place.ts';
import { createAnnouncer } from './visit/announcer.ts';
import type { Caller } from './visit/authenticate.ts';
import { Heartbeat } from './wire/heartbeat.ts';
import { listen, portOf } from './wire/listen.ts';
import { Mailer } from './visit/mailer.ts';
import { createMetrics, type Metrics } from './visit/metrics.ts';
import { Members } from './visit/members.ts';
import { Presence } from './visit/presence.ts';
import { createRates } from './visit/rate.ts';
import { connectRedis, type Redis } from './wire/redis.ts';
import type { HubServer, TellHubs } from './visit/rooms.ts';
import { createSockets, Connections } from './wire/sockets.ts';
import { playStory } from './story.ts';
import { Sweeper } from './sweep.ts';
import { createWeb, type WebParts } from './wire/web.ts';
import { createVisits, type CreateVisit } from './visit/create.ts';

/** How long a stop waits for what is under way. */
const drainMs = 10_000;

type Parts = { config: Config; place: Place; log: Logger };

/** Makes what renders the client. */
type Pages = (http: Server) => Promise<RequestHandler>;

/**
 * The hub as a value: everything is put together here and nowhere else. The database must be connected.
 * @param options.pages without it the hub answers commands only
 */
export async function createHub({ pages, ...parts }: Parts & { pages?: Pages }): Promise<Hub> {
  const hub = new Hub(parts);
  await hub.open(pages);
  return hub;
}

export class Hub {
  readonly config: Config;
  readonly http = createServer();
  readonly io: HubServer;
  readonly visit: CreateVisit;
  readonly dispatch: Dispatch;
  readonly #place: Place;
  readonly #log: Logger;
  readonly #redis: Redis | undefined;
  readonly #authors: Authors = createAuthors();
  readonly #metrics: Metrics;
  readonly #mail: Mailer;
  readonly #connections: Connections;
  readonly #sweeper: Sweeper;
  #heartbeat: Heartbeat | undefined;
  #isDraining = false;

  constructor({ config, place, log }: Parts) {
    this.config = config;
    this.#place = place;
    this.#log = log;
    this.io = createSockets(config);
    this.#redis = connectRedis(config, log, this.io);
    this.#metrics = createMetrics(() => this.io.engine.clientsCount);
    this.#mail = new Mailer(config, log);
    this.visit = this.#createVisits();
    this.dispatch = this.#createDispatcher(createRates(this.#redis, config.secret));
    const forget = (person: string) => void this.#authors.forget(person);
    this.#connections = new Connections(this.io, {
      config,
      visit: this.visit,
      dispatch: this.dispatch,
      forget,
    });
    this.#sweeper = new Sweeper(this.visit(nobody), channelsOfPlace(place), log);
  }

  /** Everything runs, and nobody comes in yet. */
  async open(pages?: Pages): Promise<void> {
    this.http.on('request', createWeb(this.#web(), await pages?.(this.http)));
    this.io.attach(this.http);
    this.io.on('changed', (person) => this.#authors.forget(person));
    await this.#redis?.met();
    await this.#sweeper.start();
    const several = this.#redis !== undefined;
    this.#heartbeat = new Heartbeat(this.io, this.#connections, { log: this.#log, several });
  }

  readonly port = (): number => portOf(this.http);

  /** Lives through a story before anybody comes in; its people are not held to the rates of typing fingers. */
  playStory(story: Story): Promise<void> {
    const dispatch = this.#createDispatcher(() => Promise.resolve());
    return playStory(story, { place: this.#place, visit: this.visit, dispatch });
  }

  /** @throws {Error} when the port is in use, with what to do */
  listen(): Promise<number> {
    return listen(this.http, this.config);
  }

  /** Stops taking new work, lets what is under way finish, tells everybody to come back later. */
  async close(): Promise<void> {
    this.#isDraining = true;
    this.#heartbeat?.stop();
    const swept = this.#sweeper.stop();
    this.io.local.emit('ended', 'restart');
    this.http.close();
    await Promise.race([
      Promise.all([this.dispatch.settled(), swept]),
      new Promise((resolve) => setTimeout(resolve, drainMs).unref()),
    ]);
    // What was answered in this turn is still on its way out.
    await new Promise(setImmediate);
    await this.#mail.close();
    await this.io.close();
    this.http.closeAllConnections();
    this.#redis?.close();
  }

  #createVisits(): CreateVisit {
    return createVisits({
      config: this.config,
      place: this.#place,
      log: this.#log,
      io: this.io,
      announcer: createAnnouncer(this.io, this.#authors, this.#metrics),
      authors: this.#authors,
      mail: this.#mail,
      members: new Members(this.io),
      presence: new Presence(this.io, this.#tellHubs),
      sessions: {
        personChanged: (person) => this.#personChanged(person),
        disconnect: (session, person) => this.#disconnect(session, person),
      },
    });
  }

  #createDispatcher(count: ReturnType<typeof createRates>): Dispatch {
    return createDispatcher({ log: this.#log, metrics: this.#metrics, count });
  }

  #web(): WebParts {
    return {
      config: this.config,
      log: this.#log,
      metrics: this.#metrics,
      visit: this.visit,
      dispatch: this.dispatch,
      draining: () => this.#isDraining,
      degraded: () => (this.#redis && !this.#redis.answers() ? ['redis'] : []),
    };
  }

  readonly #tellHubs: TellHubs = (name, ...told) => {
    if (this.#redis) this.io.serverSideEmit(name, ...told);
  };

  #personChanged(person: string): void {
    this.#authors.forget(person);
    void this.#connections.refresh(person);
    this.#tellHubs('changed', person);
  }

  /** The lines of a session end here; other hubs look whose still stand, so that no session is ever named to them. */
  #disconnect(session: string, person: string): void {
    this.#connections.disconnect(session);
    this.#tellHubs('changed', person);
  }
}

/** What a hub does of itself, it does in the name of whoever began it. */
const nobody: Caller = { who: 'guest', id: 'hub', locale: 'nl' };
