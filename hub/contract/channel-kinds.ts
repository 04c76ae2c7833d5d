import { z } from 'zod';

export const ChannelKind = z.enum([
  'street',
  'village',
  'theme',
  'interest',
  'group',
  'direct',
  'inbox',
  'crisis',
  'project',
]);
export type ChannelKind = z.output<typeof ChannelKind>;

type Traits = {
  /** Whoever has an account may become a member without being asked. */
  joinable: boolean;
  /** A member may leave; where one is a member by one's address or task, one stays. */
  leavable: boolean;
  /** Members speak there; otherwise only the hub does. */
  speak: boolean;
  /** Activities are announced and held there. */
  agenda: boolean;
  /** Stands in the directory. */
  listed: boolean;
  /** Read by neighbours alone: nobody is a member because he speaks for the municipality. */
  neighboursOnly: boolean;
  /** One is a member because one lives there, and no longer after moving. */
  followsAddress: boolean;
  /** Whoever is new in the place starts as a member. */
  forNewcomers: boolean;
  /** Made for its members: all of it is new to them. Elsewhere a newcomer finds what was said before as read. */
  unreadFromStart: boolean;
  /** Belongs to one person, and is read on a page of its own. */
  personal: boolean;
};

const none: Traits = {
  joinable: false,
  leavable: false,
  speak: true,
  agenda: false,
  listed: false,
  neighboursOnly: false,
  followsAddress: false,
  forNewcomers: false,
  unreadFromStart: false,
  personal: false,
};

/** What may be done in a channel of each kind. The one place where kinds differ; everything else asks for a trait. */
export const channelKinds: Record<ChannelKind, Traits> = {
  street: { ...none, agenda: true, listed: true, neighboursOnly: true, followsAddress: true },
  village: { ...none, agenda: true, listed: true, followsAddress: true },
  theme: { ...none, joinable: true, leavable: true, agenda: true, listed: true, forNewcomers: true },
  interest: { ...none, joinable: true, leavable: true, agenda: true, listed: true },
  group: { ...none, leavable: true, agenda: true, listed: true, neighboursOnly: true },
  direct: { ...none, neighboursOnly: true, unreadFromStart: true },
  inbox: { ...none, speak: false, unreadFromStart: true, personal: true },
  crisis: { ...none, joinable: true, leavable: true },
  project: { ...none, agenda: true, listed: true },
};

/** The kinds that have a trait. */
export const kindsWith = (trait: keyof Traits): ChannelKind[] =>
  ChannelKind.options.filter((kind) => channelKinds[kind][trait]);
