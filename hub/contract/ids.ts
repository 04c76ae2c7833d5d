import { ChannelKind } from './channel-kinds.ts';

/** How channels are named: their kind, and what they are the channel of. Nobody else puts such a name together or takes it apart. */
export const channelOf = (kind: ChannelKind, name: string): string => `${kind}-${name}`;

export const streetChannel = (street: string): string => channelOf('street', street);
export const villageChannel = (village: string): string => channelOf('village', village);
export const themeChannel = (theme: string): string => channelOf('theme', theme);
export const inboxOf = (person: string): string => channelOf('inbox', person);
export const directChannel = (name: string): string => channelOf('direct', name);

/** Where exercises are held. */
export const exerciseChannel = channelOf('crisis', 'exercises');

/** The kind that a channel's name begins with; undefined when there is no such kind. */
export const kindOf = (channel: string): ChannelKind | undefined =>
  ChannelKind.options.find((kind) => channel.startsWith(`${kind}-`));

/** Whose inbox this is. */
export const ownerOfInbox = (channel: string): string => channel.slice(inboxOf('').length);
