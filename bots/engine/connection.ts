import type { BotName } from '#config/bots.ts';
import { botKey } from '#config/secret.ts';
import type { Answer, Asks, ClientToServerEvents, CommandName, Gets, ServerToClientEvents } from '#contract';
import { io, type Socket } from 'socket.io-client';

/** A bot's connection to the hub: authenticated as everybody's, with the same contract. */
export type BotConnection = {
  /** Asks the hub. Never throws: silence and a lost line are answered as UNAVAILABLE, to be tried again with the same key. */
  ask<Name extends CommandName>(command: Name, asks: Asks<Name>): Promise<Answer<Gets<Name>>>;
  close(): void;
};

const timeoutMs = 8_000;

/**
 * @param hubUrl where the hub is
 * @param secret of the installation, from which the bot's key is derived
 */
export function openConnection(hubUrl: string, secret: string, bot: BotName): BotConnection {
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(hubUrl, {
    transports: ['websocket'],
    extraHeaders: { authorization: `Bearer ${bot}:${botKey(secret, bot)}` },
    reconnectionDelayMax: 5_000,
  });

  return {
    ask: (command, asks) => reply(socket, command, asks),
    close: () => void socket.disconnect(),
  };
}

async function reply<Name extends CommandName>(
  socket: Socket<ServerToClientEvents, ClientToServerEvents>,
  command: Name,
  asks: Asks<Name>,
): Promise<Answer<Gets<Name>>> {
  try {
    // The name and the shapes belong together by the contract; socket.io's types cannot follow a generic name.
    const emitter = socket.timeout(timeoutMs) as unknown as {
      emitWithAck(name: Name, asks: Asks<Name>): Promise<Answer<Gets<Name>>>;
    };
    return await emitter.emitWithAck(command, asks);
  } catch {
    return { ok: false, code: 'UNAVAILABLE', message: 'the hub did not answer', retry: true };
  }
}
