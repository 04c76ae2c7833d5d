import type { ClientToServerEvents, ServerToClientEvents } from '#contract';
import type { Author } from '#contract/shapes.ts';
import type { Server, Socket } from 'socket.io';

/** What hubs tell each other. */
type BetweenHubs = { changed: (person: string) => void };

/** What a connection carries. Hubs see it of each other's connections, so it holds no more than neighbours may know. */
type Carried = { author?: Author; here?: { channel: string; at: number } };

export type HubServer = Server<ClientToServerEvents, ServerToClientEvents, BetweenHubs, Carried>;
export type HubSocket = Socket<ClientToServerEvents, ServerToClientEvents, BetweenHubs, Carried>;

/** Rooms are named here and nowhere else; no connection ever names one itself. */
export const channelRoom = (channel: string) => `channel:${channel}`;
export const personRoom = (person: string) => `person:${person}`;
export const sessionRoom = (session: string) => `session:${session}`;
export const hereRoom = (channel: string) => `here:${channel}`;

/** The channels a connection hears. */
export const channelsHeard = (rooms: Iterable<string>): string[] =>
  [...rooms].filter((room) => room.startsWith('channel:')).map((room) => room.slice('channel:'.length));
