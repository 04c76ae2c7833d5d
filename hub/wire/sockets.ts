import type { Config } from '#config';
import { largestFrame } from '#config/limits.ts';
import * as people from '#models/person/person.ts';
import * as sessions from '#models/person/session.ts';
import { Server } from 'socket.io';
import { addressOf } from '../visit/address.ts';
import type { Dispatch } from '../dispatch.ts';
import { asPerson, authenticate, isForAnother, isForeign, type Caller } from '../visit/authenticate.ts';
import { subscribe } from '../visit/subscribe.ts';
import { channelsHeard, personRoom, type HubServer, type HubSocket } from '../visit/rooms.ts';
import type { CreateVisit } from '../visit/create.ts';

/** How long a change is looked at again, on every hub: longer than hubs' clocks differ, and than a change takes. */
const lookBackMs = 60_000;

/** The socket server; attached to the HTTP server only after the pages, since it takes its own requests out before them. */
export function createSockets(config: Config): HubServer {
  return new Server({
    maxHttpBufferSize: largestFrame,
    // D-13: a line that was cut silently is noticed within 18 seconds.
    pingInterval: 10_000,
    pingTimeout: 8_000,
    serveClient: false,
    allowRequest: (request, decide) => decide(null, !isForeign(config, request.headers)),
  });
}

/** The door stands open: connections are greeted, and whatever they ask is answered in one place. */
export class Connections {
  readonly #io: HubServer;
  readonly #hub: Parts;
  // Weak, since a connection that goes before it is greeted is never said goodbye to either.
  readonly #callers = new WeakMap<HubSocket, Caller>();

  constructor(io: HubServer, hub: Parts) {
    this.#io = io;
    this.#hub = hub;
    io.use((socket, next) => {
      void this.#recognise(socket).then(next, () => next(new Error('UNAVAILABLE')));
    });
    io.on('connection', (socket) => this.#accept(socket));
    io.on('changed', (person) => void this.refresh(person));
  }

  /** Sessions, rights, names and channels are taken from the database again, for every connection of this person here. */
  async refresh(id: string): Promise<void> {
    const own = this.#all().filter((socket) => this.#callers.get(socket)?.person?._id === id);
    await this.#hangUpOnEnded(own);
    const person = own.length > 0 ? await people.byId(id) : null;
    if (!person) return;
    for (const socket of own) {
      const renewed = { ...this.#callers.get(socket)!, ...asPerson(person) };
      this.#callers.set(socket, renewed);
      if (channelsHeard(socket.rooms).length > 0) await subscribe(socket, renewed, []);
    }
  }

  /** Does what another hub's word would have done, should it have been lost: ended sessions, changed names, rights and channels. */
  async recheck(): Promise<void> {
    await this.#hangUpOnEnded(this.#all());
    const changed = new Set(await people.changedSince(new Date(Date.now() - lookBackMs)));
    for (const person of changed) this.#hub.forget(person);
    const here = new Set(this.#all().map((socket) => this.#callers.get(socket)?.person?._id));
    for (const person of here) if (person && changed.has(person)) await this.refresh(person);
  }

  /** Ends the lines of a session here. */
  disconnect(session: string): void {
    for (const socket of this.#all()) if (this.#callers.get(socket)?.session === session) signOut(socket);
  }

  /** Learns who comes in, or gives why they may not. */
  async #recognise(socket: HubSocket): Promise<Error | undefined> {
    const { config } = this.#hub;
    const caller = await authenticate(config, socket.request.headers, addressOf(config, socket.request));
    if (isForAnother(socket.handshake.auth, caller)) return new Error('REAUTHENTICATE');
    this.#callers.set(socket, caller);
    // The adapter answers other hubs with this when it is asked for connections; nobody here needs it again.
    Object.assign(socket.handshake, { headers: {}, address: '', auth: {}, query: {}, url: '' });
    return undefined;
  }

  #accept(socket: HubSocket): void {
    greet(socket, this.#callers.get(socket)!);
    // Its session may have ended before it could be told so. When the database does not say, the next beat asks again.
    this.#hangUpOnEnded([socket]).catch(() => undefined);
    socket.onAny((name: unknown, ...given: unknown[]) => {
      const reply = given.at(-1);
      const caller = this.#callers.get(socket)!;
      void this.#hub.dispatch(this.#hub.visit(caller, socket), String(name), given[0]).then((answer) => {
        if (typeof reply === 'function') (reply as (answer: unknown) => void)(answer);
      });
    });
  }

  #all(): HubSocket[] {
    return [...this.#io.sockets.sockets.values()];
  }

  async #hangUpOnEnded(sockets: HubSocket[]): Promise<void> {
    const held = sockets.flatMap((socket) => {
      const session = this.#callers.get(socket)?.session;
      return session ? [{ socket, session }] : [];
    });
    if (held.length === 0) return;
    const valid = new Set(await sessions.active([...new Set(held.map(({ session }) => session))]));
    for (const { socket, session } of held) if (!valid.has(session)) signOut(socket);
  }
}

type Parts = {
  config: Config;
  visit: CreateVisit;
  dispatch: Dispatch;
  /** Takes a person's name from the database again when it is next shown. */
  forget: (person: string) => void;
};

function greet(socket: HubSocket, caller: Caller): void {
  // Before anything else: what is told to a person must reach a connection from its first moment.
  if (caller.person) void socket.join(personRoom(caller.person._id));
}

function signOut(socket: HubSocket): void {
  socket.emit('ended', 'signed-out');
  // The asker may be on this line, and is owed their answer first.
  setImmediate(() => socket.disconnect(true));
}
