import type { ClientToServerEvents, ServerToClientEvents } from '#contract';
import type { Author } from '#contract/shapes.ts';
import type { Server, Socket } from 'socket.io';

/** What hubs tell each other: no more than neighbours may know, and nothing that lets anybody in. */
type BetweenHubs = {
  changed: (person: string) => void;
  here: (channel: string, line: string, author: Author) => void;
  gone: (channel: string, line: string) => void;
};

/** One word to all other hubs; nothing where there are none. */
export type TellHubs = <Name extends keyof BetweenHubs>(
  name: Name,
  ...told: Parameters<BetweenHubs[Name]>
) => void;

export type HubServer = Server<ClientToServerEvents, ServerToClientEvents, BetweenHubs>;
export type HubSocket = Socket<ClientToServerEvents, ServerToClientEvents, BetweenHubs>;

/** Rooms are named here and nowhere else; no connection ever names one itself. */
export const channelRoom = (channel: string) => `channel:${channel}`;
export const personRoom = (person: string) => `person:${person}`;
export const hereRoom = (channel: string) => `here:${channel}`;
export const channelLookedAt = (hereRoom: string): string | undefined =>
  hereRoom.startsWith('here:') ? hereRoom.slice('here:'.length) : undefined;

/** The channels a connection hears. */
export const channelsHeard = (rooms: Iterable<string>): string[] =>
  [...rooms].filter((room) => room.startsWith('channel:')).map((room) => room.slice('channel:'.length));
