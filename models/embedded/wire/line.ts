import type { Socket } from 'node:net';

/** How much of its answers a client may leave unread before nothing more is read from it, in bytes. */
const mostUnread = 1024 * 1024;

/**
 * The line of one client, on which one request is dealt with after the other, as MongoDB does. A client that asks on and
 * on is read no faster than it is answered, and one that does not listen is not read from: neither fills our memory.
 */
export class Line {
  readonly #socket: Socket;
  readonly #handle: (message: Buffer, done: () => void) => void;
  #waiting: Buffer[] = [];
  #busy = false;
  #dealing = false;

  /** `handle` deals with one message and calls `done` when that is over, answered or not. */
  constructor(socket: Socket, handle: (message: Buffer, done: () => void) => void) {
    this.#socket = socket;
    this.#handle = handle;
    socket.on('drain', () => this.#next());
  }

  /** A message has come. */
  take(message: Buffer): void {
    this.#waiting.push(message);
    if (this.#waiting.length > 1 || this.#busy) this.#socket.pause();
    this.#next();
  }

  #next(): void {
    // A message that is refused at once is done before its handling returns.
    if (this.#dealing) return;
    this.#dealing = true;
    while (!this.#busy && this.#waiting.length > 0 && this.#socket.writableLength <= mostUnread) {
      this.#busy = true;
      this.#handle(this.#waiting.shift()!, () => {
        this.#busy = false;
        this.#next();
      });
    }
    this.#dealing = false;
    if (this.#busy || this.#waiting.length > 0) return;
    if (this.#socket.writableLength > mostUnread) this.#socket.pause();
    else if (this.#socket.isPaused()) this.#socket.resume();
  }
}
