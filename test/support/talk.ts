import type { Answer, Asks, ClientToServerEvents, CommandName, Gets, ServerToClientEvents } from '#contract';
import type { Socket } from 'socket.io-client';

type Told = { [Name in keyof ServerToClientEvents]: Parameters<ServerToClientEvents[Name]>[0] };

/** One line to the hub, to ask and to listen. */
export type Talk = {
  socket: Socket<ServerToClientEvents, ClientToServerEvents>;
  /** Asks, and gives the answer as it came. */
  ask: <Name extends CommandName>(command: Name, asks: Asks<Name>) => Promise<Answer<Gets<Name>>>;
  /** Asks what must not be refused, and gives the value. Throws with the refusal. */
  get: <Name extends CommandName>(command: Name, asks: Asks<Name>) => Promise<Gets<Name>>;
  /** The next thing told that fits, from now on; listen before you cause it. Rejects after five seconds. */
  next: <Name extends keyof Told>(event: Name, fits?: (told: Told[Name]) => boolean) => Promise<Told[Name]>;
};

/** Makes a connection into something that reads well in a test. */
export function talk(socket: Talk['socket']): Talk {
  // The name and the shapes belong together by the contract; socket.io's types cannot follow a generic name.
  const emitter = (patience: number) =>
    socket.timeout(patience) as unknown as {
      emitWithAck<Name extends CommandName>(name: Name, asks: Asks<Name>): Promise<Answer<Gets<Name>>>;
    };
  const listener = socket as unknown as Listener;

  return {
    socket,
    ask: (command, asks) => emitter(5_000).emitWithAck(command, asks),
    async get(command, asks) {
      const answer = await emitter(5_000).emitWithAck(command, asks);
      if (!answer.ok) throw new Error(`${command} was refused: ${answer.code} ${answer.message}`);
      return answer.value;
    },
    next: (event, fits = () => true) =>
      new Promise((resolve, reject) => {
        const hear = (told: Told[typeof event]) => {
          if (!fits(told)) return;
          clearTimeout(timer);
          listener.off(event, hear);
          resolve(told);
        };
        const timer = setTimeout(() => {
          listener.off(event, hear);
          reject(new Error(`nobody told "${event}"`));
        }, 5_000);
        listener.on(event, hear);
      }),
  };
}

type Listener = Record<
  'on' | 'off',
  <Name extends keyof Told>(event: Name, hear: (told: Told[Name]) => void) => void
>;
