import type { Socket } from 'node:net';
import { perform } from './commands/index.ts';
import { CommandError, nameOf } from './errors.ts';
import type { Failure } from './fail-point.ts';
import type { Store } from './store.ts';
import { wholeNumber, type Document } from './value/values.ts';
import { Line } from './wire/line.ts';
import { strangersMessageBytes, type SignIn } from './wire/sign-in.ts';
import { answer, Framer, isSilent, maxMessageBytes, parse, requestIdOf, type Request } from './wire/wire.ts';

/** One client: who he is, and the line to him. */
interface Client {
  store: Store;
  socket: Socket;
  connection: number;
  signIn: SignIn | undefined;
}

/** Serves one client: messages in, answers out, each command in its turn. With `signIn` he has to sign in first. */
export function serve(store: Store, socket: Socket, connection: number, signIn?: SignIn): void {
  const client = { store, socket, connection, signIn };
  const framer = new Framer();
  const line = new Line(socket, (message, done) => receive(client, message, done));
  socket.on('data', (chunk: Buffer) => {
    framer.longest = isStranger(signIn) ? strangersMessageBytes : maxMessageBytes;
    try {
      for (const message of framer.push(chunk)) line.take(message);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      socket.destroy();
    }
  });
  socket.on('close', () => store.release(connection));
  // A client that goes away in the middle of a message is no fault of the store.
  socket.on('error', () => socket.destroy());
}

function receive(client: Client, message: Buffer, done: () => void): void {
  const { store, socket } = client;
  let request: Request;
  try {
    request = parse(message);
  } catch (error) {
    // Where the message ends is known, so the next one can still be understood.
    if (!isSilent(message)) socket.write(answer({ id: requestIdOf(message), old: false }, refusal(error)));
    return done();
  }
  const name = Object.keys(request.body)[0] ?? '';
  const failure = store.failPoints.take(name);
  const go = (): void => run(client, request, name, failure, done);
  if (failure?.blockMs) setTimeout(go, failure.blockMs);
  else go();
}

function run(
  client: Client,
  request: Request,
  name: string,
  failure: Failure | undefined,
  done: () => void,
): void {
  const { store, socket, connection, signIn } = client;
  if (failure?.closeConnection) {
    socket.destroy();
    return;
  }
  const { body, lists, silent } = request;
  const send = (reply: Uint8Array | Error): void => {
    if (!silent && !socket.destroyed)
      socket.write(answer(request, reply instanceof Error ? refusal(reply) : reply));
    if (signIn?.isSpent) socket.end();
    // Who asks and asks and never listens fills our memory, not his.
    else if (isStranger(signIn) && socket.writableLength > strangersMessageBytes) socket.destroy();
    done();
  };
  if (failure?.error) return send(failure.error);
  const call = {
    store,
    name,
    db: typeof body['$db'] === 'string' ? body['$db'] : '',
    body,
    lists,
    connection,
    signIn,
  };
  store.committer.run(perform(call, failure?.more), timeOf(body), send);
}

const isStranger = (signIn: SignIn | undefined): boolean => signIn !== undefined && signIn.user === undefined;

/** How long a command may take, in ms; what makes no sense is refused when its turn comes. */
const timeOf = (body: Document): number => Math.max(0, wholeNumber(body['maxTimeMS']) ?? 0) || Infinity;

/** An error as the client sees it. */
function refusal(error: unknown): Document {
  const known =
    error instanceof CommandError
      ? error
      : new CommandError('InternalError', error instanceof Error ? error.message : String(error));
  return { ok: 0, errmsg: known.message, code: known.code, codeName: nameOf(known.code), ...known.details };
}
