import type { Socket } from 'node:net';
import { asBuffer } from './bson.ts';
import { perform } from './commands/index.ts';
import { CommandError, nameOf } from './errors.ts';
import type { Failure } from './fail-point.ts';
import type { Store } from './store.ts';
import { wholeNumber, type Document } from './values.ts';
import { answer, Framer, isSilent, parse, requestIdOf, type Request } from './wire.ts';

/** Serves one client: messages in, answers out, each command in its turn. */
export function serve(store: Store, socket: Socket, connection: number): void {
  const framer = new Framer();
  socket.on('data', (chunk) => {
    try {
      for (const message of framer.push(asBuffer(chunk as Buffer)))
        receive(store, socket, connection, message);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      socket.destroy();
    }
  });
  // A client that goes away in the middle of a message is no fault of the store.
  socket.on('error', () => socket.destroy());
}

function receive(store: Store, socket: Socket, connection: number, message: Buffer): void {
  let request: Request;
  try {
    request = parse(message);
  } catch (error) {
    // Where the message ends is known, so the next one can still be understood.
    if (!isSilent(message)) socket.write(answer({ id: requestIdOf(message), old: false }, refusal(error)));
    return;
  }
  const name = Object.keys(request.body)[0] ?? '';
  const failure = store.failPoints.take(name);
  const go = (): void => run(store, socket, connection, request, name, failure);
  if (failure?.blockMs) setTimeout(go, failure.blockMs);
  else go();
}

function run(
  store: Store,
  socket: Socket,
  connection: number,
  request: Request,
  name: string,
  failure: Failure | undefined,
): void {
  if (failure?.closeConnection) {
    socket.destroy();
    return;
  }
  const { body, lists, silent } = request;
  const send = (reply: Uint8Array | Error): void => {
    if (!silent && !socket.destroyed)
      socket.write(answer(request, reply instanceof Error ? refusal(reply) : reply));
  };
  if (failure?.error) return send(failure.error);
  const call = { store, name, db: String(body['$db'] ?? ''), body, lists, connection };
  store.committer.run(perform(call, failure?.more), wholeNumber(body['maxTimeMS']) || Infinity, send);
}

/** An error as the client sees it. */
function refusal(error: unknown): Document {
  const known =
    error instanceof CommandError
      ? error
      : new CommandError('InternalError', error instanceof Error ? error.message : String(error));
  return { ok: 0, errmsg: known.message, code: known.code, codeName: nameOf(known.code), ...known.details };
}
