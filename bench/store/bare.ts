import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { deserialize, serialize, type Document } from 'bson';
import type { Entry } from './entries.ts';

/** The store asked without a driver, so that its own share shows: messages are put together by hand, one per line at a time. */
export class Bare {
  readonly #lines: Line[];

  static async open(uri: string, lines: number): Promise<Bare> {
    const path = decodeURIComponent(/^mongodb:\/\/(.*)\/\?/.exec(uri)![1]!);
    return new Bare(await Promise.all(Array.from({ length: lines }, () => Line.open(path))));
  }

  constructor(lines: Line[]) {
    this.#lines = lines;
  }

  ping(times: number): Promise<unknown> {
    return Promise.all(this.#lines.slice(0, times).map((line) => line.ask({ ping: 1 })));
  }

  async last50(size: number, channel: string): Promise<Entry[]> {
    const query = { find: `entries${size}`, filter: { channel }, sort: { seq: -1 }, limit: 50 };
    const { cursor } = await this.#lines[0]!.ask(query);
    return (cursor as { firstBatch: Entry[] }).firstBatch;
  }

  insertEach(size: number, entries: Entry[]): Promise<unknown> {
    const insert = (entry: Entry): Document => ({ insert: `entries${size}`, documents: [entry] });
    return Promise.all(entries.map((entry, i) => this.#lines[i]!.ask(insert(entry))));
  }

  close(): void {
    for (const line of this.#lines) line.end();
  }
}

/** One connection: a question, then its answer. */
class Line {
  readonly #socket: Socket;
  #come: Buffer = Buffer.alloc(0);
  #answered: (answer: Document) => void = () => undefined;

  static async open(path: string): Promise<Line> {
    const socket = connect(path);
    await once(socket, 'connect');
    return new Line(socket);
  }

  constructor(socket: Socket) {
    this.#socket = socket.on('data', (bytes: Buffer) => this.#take(bytes));
  }

  ask(command: Document): Promise<Document> {
    const body = serialize({ ...command, $db: 'bench' });
    const message = Buffer.alloc(21 + body.length);
    message.writeInt32LE(message.length, 0);
    message.writeInt32LE(2013, 12);
    message.set(body, 21);
    this.#socket.write(message);
    return new Promise((answered) => (this.#answered = answered));
  }

  end(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    this.#come = this.#come.length ? Buffer.concat([this.#come, bytes]) : bytes;
    if (this.#come.length < 4 || this.#come.length < this.#come.readInt32LE(0)) return;
    const answer = deserialize(this.#come.subarray(21));
    this.#come = Buffer.alloc(0);
    if (answer['ok'] !== 1 || answer['writeErrors']) throw new Error(JSON.stringify(answer));
    this.#answered(answer);
  }
}
