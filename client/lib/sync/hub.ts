import type { Answer, Asks, ClientToServerEvents, CommandName, Gets, ServerToClientEvents } from '#contract';
import { io, type Socket } from 'socket.io-client';

/** What the hub tells, and what the line itself does. */
export type Told = {
  [Name in keyof Omit<ServerToClientEvents, 'ended'>]: Parameters<ServerToClientEvents[Name]>[0];
} & {
  connect: undefined;
  disconnect: string;
  /** `other`: the cookie names somebody else than the page was made for. */
  ended: Ended;
};

type Ended = Parameters<ServerToClientEvents['ended']>[0] | 'other';

/** The one line between this page and the hub. */
export type Hub = {
  /**
   * Opens the line of this person, undefined for a guest; opened already, it is opened anew. The hub refuses it when the
   * cookie names another: nothing that one person wished is ever asked as somebody else.
   */
  open: (person: string | undefined) => void;
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
export function createHub(connect: () => Line, timeoutMs = longestMs): Hub {
  let made: Line | undefined;
  /** For whom the line was opened; undefined before that. */
  let speaker: string | null | undefined;
  const ended = new Set<(why: Ended) => void>();
  const end = (why: Ended) => ended.forEach((hear) => hear(why));
  const line = () => (made ??= prepared(connect(), () => end('other')));

  return {
    open(person) {
      speaker = person ?? null;
      line().auth = { as: speaker };
      line().disconnect().connect();
    },
    close: () => void made?.disconnect(),
    isOpen: () => made?.connected ?? false,
    ask: async (command, asks) => {
      const until = performance.now() + timeoutMs;
      const asker = speaker;
      if (!(await isConnected(line(), timeoutMs))) return unavailable;
      // While it waited for a line, the page became somebody else's.
      if (asker !== undefined && asker !== speaker) return notYours;
      const answer = await reply(line(), command, asks, until - performance.now());
      // The session ended while there was no line to hear so.
      if (!answer.ok && answer.code === 'REAUTHENTICATE') end('signed-out');
      return answer;
    },
    typing: (channel) => void line().volatile.emit('typing', { channel }, () => undefined),
    on: (event, hear) => {
      const listener = line() as unknown as Listener;
      const hearEnd = hear as (why: Ended) => void;
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
const notYours: Answer<never> = { ok: false, code: 'REAUTHENTICATE', message: '' };

/**
 * The hub hangs up when a session ends, and refuses who is not whom the cookie names or comes while it cannot look that up.
 * Neither is tried again by the line itself.
 * @param other the cookie names somebody else; said again at every try, until the page is that person's
 */
function prepared(line: Line, other: () => void): Line {
  let refusals = 0;
  const again = (ms: number) => setTimeout(() => line.active || line.connect(), ms);
  line.on('connect', () => void (refusals = 0));
  line.on('disconnect', (why) => {
    if (why === 'io server disconnect') again(1_000);
  });
  line.on('connect_error', ({ message }) => {
    if (line.active) return;
    again(Math.min(30_000, 1_000 * 2 ** refusals));
    refusals += 1;
    if (message === 'REAUTHENTICATE') other();
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
