import type { Author } from '#contract/shapes.ts';
import { channelLookedAt, hereRoom, type HubServer, type HubSocket, type TellHubs } from './rooms.ts';

/** Somebody has a channel open when he said so within this time. */
const hereMs = 45_000;

/**
 * Who has which channel open, on whichever hub. Each hub keeps the whole list and tells the others what changes on its own
 * lines: where, and who as neighbours see him. A lost word costs a name for as long as it takes to be said again, and a hub
 * that is alone has its own people.
 */
export function createPresence(io: HubServer, tellHubs: TellHubs) {
  const channels = new Map<string, Map<string, { author: Author; at: number }>>();
  let swept = Date.now();

  io.on('here', note);
  io.on('gone', forget);
  // A line leaves this room when it is cut, when its person is sent away, and when he opens another channel.
  io.of('/').adapter.on('leave-room', (room: string, line: string) => {
    const channel = channelLookedAt(room);
    if (channel === undefined) return;
    forget(channel, line);
    tellHubs('gone', channel, line);
  });

  return {
    /** This line has this channel open, and no other any more. */
    async open(channel: string, socket: HubSocket, author: Author): Promise<void> {
      for (const room of socket.rooms)
        if (channelLookedAt(room) !== undefined && room !== hereRoom(channel)) await socket.leave(room);
      await socket.join(hereRoom(channel));
      if (!socket.connected) return;
      note(channel, socket.id, author);
      tellHubs('here', channel, socket.id, author);
    },

    /** Who has it open, each once. */
    of(channel: string): Author[] {
      const since = Date.now() - hereMs;
      const present = [...(channels.get(channel)?.values() ?? [])].filter(({ at }) => at >= since);
      return [...new Map(present.map(({ author }) => [author.id, author])).values()];
    },
  };

  function note(channel: string, line: string, author: Author): void {
    if (Date.now() - swept > hereMs) sweep();
    const lines = channels.get(channel) ?? new Map<string, { author: Author; at: number }>();
    channels.set(channel, lines.set(line, { author, at: Date.now() }));
  }

  function forget(channel: string, line: string): void {
    const lines = channels.get(channel);
    lines?.delete(line);
    if (lines?.size === 0) channels.delete(channel);
  }

  /** Lines of a hub that died: nobody says that they are gone. */
  function sweep(): void {
    swept = Date.now();
    for (const [channel, lines] of channels)
      for (const [line, { at }] of lines) if (at < swept - hereMs) forget(channel, line);
  }
}

export type Presence = ReturnType<typeof createPresence>;
