import type { Config } from '#config';
import { largestFrame } from '#config/limits.ts';
import { personById } from '#models/person.ts';
import { standing } from '#models/session.ts';
import { Server } from 'socket.io';
import type { AnswerOne } from './answer.ts';
import { addressOf, asPerson, callerOf, isForAnother, isForeign, type Caller } from './door.ts';
import { personRoom, sessionRoom, type HubServer, type HubSocket } from './rooms.ts';
import type { Welcome } from './welcome.ts';

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
export function openDoor(io: HubServer, hub: { config: Config; welcome: Welcome; answer: AnswerOne }) {
  const callers = new Map<string, Caller>();

  io.use((socket, next) => {
    callerOf(hub.config, socket.request.headers, addressOf(hub.config, socket.request)).then(
      (caller) => {
        if (isForAnother(socket.handshake.auth, caller)) return next(new Error('REAUTHENTICATE'));
        callers.set(socket.id, caller);
        next();
      },
      () => next(new Error('UNAVAILABLE')),
    );
  });

  io.on('connection', (socket) => {
    greet(socket, callers.get(socket.id)!);
    socket.on('disconnect', () => callers.delete(socket.id));
    socket.onAny((name: unknown, ...given: unknown[]) => {
      const reply = given.at(-1);
      const caller = callers.get(socket.id);
      if (!caller) return;
      void hub.answer(hub.welcome(caller, socket), String(name), given[0]).then((answer) => {
        if (typeof reply === 'function') (reply as (answer: unknown) => void)(answer);
      });
    });
  });

  io.on('changed', (person) => void refresh(person));

  return {
    refresh,

    /** Hangs up on whoever's session ended elsewhere, should that hub's word have been lost. */
    async recheck(): Promise<void> {
      const sessions = [...callers].flatMap(([id, { session }]) => (session ? [{ id, session }] : []));
      const valid = new Set(await standing([...new Set(sessions.map(({ session }) => session))]));
      for (const { id, session } of sessions) {
        if (valid.has(session)) continue;
        const socket = io.sockets.sockets.get(id);
        socket?.emit('ended', 'signed-out');
        socket?.disconnect(true);
      }
    },
  };

  /** Rights and names are taken from the database again, for every connection of this person here. */
  async function refresh(id: string): Promise<void> {
    const person = await personById(id);
    if (!person) return;
    for (const [socketId, caller] of callers) {
      if (caller.person?._id !== id) continue;
      const renewed = { ...caller, ...asPerson(person) };
      callers.set(socketId, renewed);
      const socket = io.sockets.sockets.get(socketId);
      if (socket && renewed.author) socket.data.author = renewed.author;
    }
  }
}

export type Door = ReturnType<typeof openDoor>;

function greet(socket: HubSocket, caller: Caller): void {
  if (caller.author) socket.data.author = caller.author;
  // Before anything else: what is told to a person must reach a connection from its first moment.
  void socket.join([
    ...(caller.person ? [personRoom(caller.person._id)] : []),
    ...(caller.session ? [sessionRoom(caller.session)] : []),
  ]);
}
