import { CommandError, failedToParse } from '../errors.ts';
import { asBuffer, checkBson, decode, encode, maxDepth } from '../value/bson.ts';
import type { Document } from '../value/values.ts';

/** The longest message that is read, in bytes, as MongoDB announces it. */
export const maxMessageBytes = 48_000_000;
const headerBytes = 16;
const opReply = 1;
const opQuery = 2004;
const opMessage = 2013;

/** One request off the wire. `lists` holds the documents that came beside the command, undecoded. */
export interface Request {
  id: number;
  /** The old form, in which a driver's very first hello comes; it wants its answer in the old form. */
  old: boolean;
  /** The client does not want an answer. */
  silent: boolean;
  body: Document;
  lists: Map<string, Buffer[]>;
}

/** Cuts a stream into messages. A length no message can have throws; the connection is then of no more use. */
export class Framer {
  #chunks: Buffer[] = [];
  #size = 0;
  /** The longest message that is taken now, in bytes. */
  longest = maxMessageBytes;

  /** Takes bytes as they came, gives the messages that are now whole. */
  *push(chunk: Buffer): Generator<Buffer> {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    for (let wanted = this.#wanted(); wanted <= this.#size; wanted = this.#wanted()) {
      const all = this.#chunks.length === 1 ? this.#chunks[0]! : Buffer.concat(this.#chunks, this.#size);
      this.#size -= wanted;
      this.#chunks = this.#size ? [all.subarray(wanted)] : [];
      yield all.subarray(0, wanted);
    }
  }

  #wanted(): number {
    if (this.#size < headerBytes) return headerBytes;
    if (this.#chunks[0]!.length < 4) this.#chunks = [Buffer.concat(this.#chunks, this.#size)];
    const wanted = this.#chunks[0]!.readInt32LE(0);
    if (wanted < headerBytes || wanted > this.longest) throw failedToParse('no message has this length');
    return wanted;
  }
}

/** The number by which the client finds the answer to this message. */
export const requestIdOf = (message: Buffer): number => message.readInt32LE(4);

/** Whether the client wants no answer to this message, be it understood or not. */
export const isSilent = (message: Buffer): boolean =>
  message.length >= 20 &&
  message.readInt32LE(12) === opMessage &&
  (message.readUInt32LE(16) & moreToCome) !== 0;

/** Reads one whole message; refuses what is broken or not understood. */
export function parse(message: Buffer): Request {
  const id = requestIdOf(message);
  switch (message.readInt32LE(12)) {
    case opMessage:
      return parseMessage(id, message);
    case opQuery:
      return parseQuery(id, message);
  }
  throw failedToParse(`messages of kind ${message.readInt32LE(12)} are not understood`);
}

const checksumPresent = 1;
const moreToCome = 2;
const exhaustAllowed = 1 << 16;

function parseMessage(id: number, message: Buffer): Request {
  const flags = message.length >= 20 ? message.readUInt32LE(16) : 0xffff;
  if (flags & 0xffff & ~(checksumPresent | moreToCome) || flags & ~(0xffff | exhaustAllowed))
    throw failedToParse('the message carries flags that are not understood');
  const end = message.length - (flags & checksumPresent ? 4 : 0);
  const request: Request = { id, old: false, silent: isSilent(message), body: {}, lists: new Map() };
  let bodies = 0;
  for (let at = 20; at < end;) {
    const kind = message[at]!;
    const size = at + 5 <= end ? message.readInt32LE(at + 1) : -1;
    if (size < 5 || at + 1 + size > end) throw failedToParse('a section runs past its message');
    const section = message.subarray(at + 1, at + 1 + size);
    if (kind === 0) request.body = (bodies++, readBody(section));
    else if (kind === 1) readList(section, request.lists);
    else throw failedToParse(`sections of kind ${kind} are not understood`);
    at += 1 + size;
  }
  if (bodies !== 1) throw failedToParse('a message holds exactly one command');
  return request;
}

/** `insert` keeps its documents as the bytes they came in: what is stored is what was sent. */
function readBody(section: Buffer): Document {
  checkBson(section, 2 * maxDepth);
  const isInsert = section.toString('latin1', 5, 12) === 'insert\0';
  return decode(section, isInsert ? { documents: true } : undefined);
}

function readList(section: Buffer, lists: Map<string, Buffer[]>): void {
  const zero = section.indexOf(0, 4);
  if (zero < 0) throw failedToParse('a section has no name');
  const name = section.toString('utf8', 4, zero);
  if (lists.has(name)) throw failedToParse(`section ${name} came twice`);
  const documents: Buffer[] = [];
  for (let at = zero + 1; at < section.length;) {
    const size = at + 4 <= section.length ? section.readInt32LE(at) : -1;
    if (size < 5 || at + size > section.length) throw failedToParse('a document runs past its section');
    const document = section.subarray(at, at + size);
    checkBson(document, 2 * maxDepth);
    documents.push(document);
    at += size;
  }
  lists.set(name, documents);
}

/** OP_QUERY: flags, collection name, skip, count, then the command. */
function parseQuery(id: number, message: Buffer): Request {
  const zero = message.indexOf(0, 20);
  const at = zero + 9;
  if (zero < 0 || at + 5 > message.length) throw failedToParse('the query is cut short');
  const namespace = message.toString('utf8', 20, zero);
  if (!namespace.endsWith('.$cmd'))
    throw new CommandError('CommandNotSupported', 'queries in the old form are not understood');
  const size = message.readInt32LE(at);
  if (size < 5 || at + size > message.length) throw failedToParse('the query is cut short');
  const body = readBody(message.subarray(at, at + size));
  const inner = body['$query'] as Document | undefined;
  return {
    id,
    old: true,
    silent: false,
    body: { ...(inner ?? body), $db: namespace.slice(0, -5) },
    lists: new Map(),
  };
}

let lastId = 0;

/** An answer as a whole message, in the form in which was asked. */
export function answer(request: { id: number; old: boolean }, reply: Document | Uint8Array): Buffer {
  const body = reply instanceof Uint8Array ? asBuffer(reply) : encode(reply);
  const head = Buffer.alloc(request.old ? 36 : 21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE((lastId = (lastId + 1) & 0x7fffffff), 4);
  head.writeInt32LE(request.id, 8);
  head.writeInt32LE(request.old ? opReply : opMessage, 12);
  if (request.old) {
    head.writeInt32LE(8, 16); // AwaitCapable
    head.writeInt32LE(1, 32);
  }
  return Buffer.concat([head, body]);
}
