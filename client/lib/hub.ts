import type { Answer, Asks, ClientToServerEvents, CommandName, Gets, ServerToClientEvents } from '#contract';
import { io, type Socket } from 'socket.io-client';

/** What the hub tells, and what the line itself does. */
export type Told = { [Name in keyof ServerToClientEvents]: Parameters<ServerToClientEvents[Name]>[0] } & {
  connect: undefined;
  disconnect: string;
};

/** The one line between this page and the hub. */
export type Hub = {
  /** Opens the line as whoever the cookie says; opened already, it is opened anew. */
  open: () => void;
  close: () => void;
  isOpen: () => boolean;
  /**
   * Asks the hub. Never rejects: eight seconds of silence and a lost line are answered UNAVAILABLE, so the same wish may be
   * tried again with the same key.
   */
  ask: <Name extends CommandName>(command: Name, asks: Asks<Name>) => Promise<Answer<Gets<Name>>>;
  /** Says that somebody is typing; it may get lost, and is not kept for later. */
  typing: (channel: string) => void;
  /** Hears what is told. Gives what ends it. */
  on: <Name extends keyof Told>(event: Name, hear: (told: Told[Name]) => void) => () => void;
};

type Line = Socket<ServerToClientEvents, ClientToServerEvents>;

/** An answer that takes longer will not come. */
const longestMs = 8_000;

/** @param connect makes the connection, without opening it */
export function createHub(connect: () => Line, patienceMs = longestMs): Hub {
  let made: Line | undefined;
  const ended = new Set<(why: Told['ended']) => void>();
  const line = () => (made ??= prepared(connect()));

  return {
    open: () => void line().disconnect().connect(),
    close: () => void made?.disconnect(),
    isOpen: () => made?.connected ?? false,
    ask: async (command, asks) => {
      const until = performance.now() + patienceMs;
      if (!(await isConnected(line(), patienceMs))) return unavailable;
      const answer = await reply(line(), command, asks, until - performance.now());
      // The session ended while there was no line to hear so.
      if (!answer.ok && answer.code === 'REAUTHENTICATE') ended.forEach((hear) => hear('signed-out'));
      return answer;
    },
    typing: (channel) => void line().volatile.emit('typing', { channel }, () => undefined),
    on: (event, hear) => {
      const listener = line() as unknown as Listener;
      const hearEnd = hear as (why: Told['ended']) => void;
      listener.on(event, hear);
      if (event === 'ended') ended.add(hearEnd);
      return () => {
        listener.off(event, hear);
        ended.delete(hearEnd);
      };
    },
  };
}

/** The hub of this page. Websocket first; where a network does not let that through, long polling. */
export const hub = createHub(() =>
  io({
    autoConnect: false,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    timeout: longestMs,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
  }),
);

const unavailable: Answer<never> = { ok: false, code: 'UNAVAILABLE', message: '', retry: true };

/** The hub hangs up when a session ends or a right changes; whoever is still here comes back as who he is now. */
function prepared(line: Line): Line {
  line.on('disconnect', (why) => {
    if (why === 'io server disconnect') setTimeout(() => line.connect(), 1_000);
  });
  return line;
}

async function reply<Name extends CommandName>(
  line: Line,
  command: Name,
  asks: Asks<Name>,
  patience: number,
): Promise<Answer<Gets<Name>>> {
  // The name and the shapes belong together by the contract; socket.io's types cannot follow a generic name.
  const emitter = line.timeout(Math.max(patience, 1)) as unknown as {
    emitWithAck: (name: Name, asks: Asks<Name>) => Promise<Answer<Gets<Name>>>;
  };
  try {
    return await emitter.emitWithAck(command, asks);
  } catch {
    return unavailable;
  }
}

/** Whether there is a line, now or within this time. */
function isConnected(line: Line, withinMs: number): Promise<boolean> {
  if (line.connected) return Promise.resolve(true);
  return new Promise((resolve) => {
    const end = (connected: boolean) => {
      clearTimeout(timer);
      line.off('connect', open);
      resolve(connected);
    };
    const open = () => end(true);
    const timer = setTimeout(() => end(false), withinMs);
    line.on('connect', open);
  });
}

type Listener = Record<
  'on' | 'off',
  <Name extends keyof Told>(event: Name, hear: (told: Told[Name]) => void) => void
>;
