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

/** Opens the door: from here on connections are greeted, and whatever they ask is answered in one place. */
export function acceptConnections(
  io: HubServer,
  hub: { config: Config; visit: CreateVisit; dispatch: Dispatch },
) {
  // Weak, since a connection that goes before it is greeted is never said goodbye to either.
  const callers = new WeakMap<HubSocket, Caller>();

  io.use((socket, next) => {
    authenticate(hub.config, socket.request.headers, addressOf(hub.config, socket.request)).then(
      (caller) => {
        if (isForAnother(socket.handshake.auth, caller)) return next(new Error('REAUTHENTICATE'));
        callers.set(socket, caller);
        // The adapter answers other hubs with this when it is asked for connections; nobody here needs it again.
        Object.assign(socket.handshake, { headers: {}, address: '', auth: {}, query: {}, url: '' });
        next();
      },
      () => next(new Error('UNAVAILABLE')),
    );
  });

  io.on('connection', (socket) => {
    greet(socket, callers.get(socket)!);
    // Its session may have ended before it could be told so. When the database does not say, the next beat asks again.
    hangUpOnEnded([socket]).catch(() => undefined);
    socket.onAny((name: unknown, ...given: unknown[]) => {
      const reply = given.at(-1);
      const caller = callers.get(socket)!;
      void hub.dispatch(hub.visit(caller, socket), String(name), given[0]).then((answer) => {
        if (typeof reply === 'function') (reply as (answer: unknown) => void)(answer);
      });
    });
  });

  io.on('changed', (person) => void refresh(person));

  return {
    refresh,

    /** Does what another hub's word would have done, should it have been lost: ended sessions, changed rights and channels. */
    async recheck(): Promise<void> {
      await hangUpOnEnded(connections());
      const changed = new Set(await people.changedSince(new Date(Date.now() - lookBackMs)));
      const here = new Set(connections().map((socket) => callers.get(socket)?.person?._id));
      for (const person of here) if (person && changed.has(person)) await refresh(person);
    },

    /** Ends the lines of a session here. */
    disconnect(session: string): void {
      for (const socket of connections()) if (callers.get(socket)?.session === session) signOut(socket);
    },
  };

  function connections(): HubSocket[] {
    return [...io.sockets.sockets.values()];
  }

  async function hangUpOnEnded(sockets: HubSocket[]): Promise<void> {
    const held = sockets.flatMap((socket) => {
      const session = callers.get(socket)?.session;
      return session ? [{ socket, session }] : [];
    });
    if (held.length === 0) return;
    const valid = new Set(await sessions.active([...new Set(held.map(({ session }) => session))]));
    for (const { socket, session } of held) if (!valid.has(session)) signOut(socket);
  }

  function signOut(socket: HubSocket): void {
    socket.emit('ended', 'signed-out');
    // The asker may be on this line, and is owed his answer first.
    setImmediate(() => socket.disconnect(true));
  }

  /** Sessions, rights, names and channels are taken from the database again, for every connection of this person here. */
  async function refresh(id: string): Promise<void> {
    const own = connections().filter((socket) => callers.get(socket)?.person?._id === id);
    await hangUpOnEnded(own);
    const person = own.length > 0 ? await people.byId(id) : null;
    if (!person) return;
    for (const socket of own) {
      const renewed = { ...callers.get(socket)!, ...asPerson(person) };
      callers.set(socket, renewed);
      if (channelsHeard(socket.rooms).length > 0) await subscribe(socket, renewed, []);
    }
  }
}

export type Connections = ReturnType<typeof acceptConnections>;

function greet(socket: HubSocket, caller: Caller): void {
  // Before anything else: what is told to a person must reach a connection from its first moment.
  if (caller.person) void socket.join(personRoom(caller.person._id));
}
