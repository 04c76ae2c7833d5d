import type { Author } from '#contract/shapes.ts';
import { channelLookedAt, hereRoom, type HubServer, type HubSocket, type TellHubs } from './rooms.ts';

/** Somebody has a channel open when they said so within this time. */
const hereMs = 45_000;

/** One line that has a channel open: whose it is, and when it last said so. */
type Line = { author: Author; at: number };

/**
 * Who has which channel open, on whichever hub. Each hub keeps the whole list and tells the others what changes on its own
 * lines: where, and who as neighbours see them. A lost word costs a name for as long as it takes to be said again, and a hub
 * that is alone has its own people.
 */
export class Presence {
  readonly #tellHubs: TellHubs;
  readonly #channels = new Map<string, Map<string, Line>>();
  #swept = Date.now();

  constructor(io: HubServer, tellHubs: TellHubs) {
    this.#tellHubs = tellHubs;
    io.on('here', (channel, line, author) => this.#note(channel, line, author));
    io.on('gone', (channel, line) => this.#forget(channel, line));
    // A line leaves this room when it is cut, when its person is sent away, and when they open another channel.
    io.of('/').adapter.on('leave-room', (room: string, line: string) => this.#left(room, line));
  }

  /** This line has this channel open, and no other any more. */
  async open(channel: string, socket: HubSocket, author: Author): Promise<void> {
    for (const room of socket.rooms)
      if (channelLookedAt(room) !== undefined && room !== hereRoom(channel)) await socket.leave(room);
    await socket.join(hereRoom(channel));
    if (!socket.connected) return;
    this.#note(channel, socket.id, author);
    this.#tellHubs('here', channel, socket.id, author);
  }

  /** Who has it open, each once. */
  of(channel: string): Author[] {
    const since = Date.now() - hereMs;
    const present = [...(this.#channels.get(channel)?.values() ?? [])].filter(({ at }) => at >= since);
    return [...new Map(present.map(({ author }) => [author.id, author])).values()];
  }

  #left(room: string, line: string): void {
    const channel = channelLookedAt(room);
    if (channel === undefined) return;
    this.#forget(channel, line);
    this.#tellHubs('gone', channel, line);
  }

  #note(channel: string, line: string, author: Author): void {
    if (Date.now() - this.#swept > hereMs) this.#sweep();
    const lines = this.#channels.get(channel) ?? new Map<string, Line>();
    this.#channels.set(channel, lines.set(line, { author, at: Date.now() }));
  }

  #forget(channel: string, line: string): void {
    const lines = this.#channels.get(channel);
    lines?.delete(line);
    if (lines?.size === 0) this.#channels.delete(channel);
  }

  /** Lines of a hub that died: nobody says that they are gone. */
  #sweep(): void {
    this.#swept = Date.now();
    for (const [channel, lines] of this.#channels)
      for (const [line, { at }] of lines) if (at < this.#swept - hereMs) this.#forget(channel, line);
  }
}
