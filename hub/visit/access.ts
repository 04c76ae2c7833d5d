import { channelKinds } from '#contract/channel-kinds.ts';
import * as channels from '#models/channel/channel.ts';
import type { Channel } from '#models/channel/channel.ts';
import * as dueWork from '#models/due-work.ts';
import * as memberships from '#models/channel/membership.ts';
import type { Membership } from '#models/channel/membership.ts';
import type { Caller } from './authenticate.ts';
import { forbidden, missing } from './refusal.ts';

/** The permission is the query: what somebody may not read is not found, whether it exists or not. */
export async function readable(caller: Caller, id: string): Promise<Channel> {
  const channel = await channels.byId(id);
  if (!channel || !(await mayRead(caller, channel))) throw missing();
  return channel;
}

/**
 * A channel in which the asker may speak. A bot may speak only with a row of due work it holds: where the row is about, and
 * for that alone.
 * @param key of what will be said; a bot's is the id of its row
 */
export async function speakable(caller: Caller, id: string, key: string): Promise<Channel> {
  if (caller.bot) return speakableByBot(caller, id, key);
  const channel = await readable(caller, id);
  if (!(await maySpeak(caller, channel))) throw notHere();
  return channel;
}

/** All channels of a member, and of those asked for also the public ones. */
export async function hearable({ person }: Caller, asked: string[]): Promise<string[]> {
  const own = person ? (await memberships.ofPerson(person._id)).map(({ channel }) => channel) : [];
  const others = [...new Set(asked)].filter((channel) => !own.includes(channel));
  const found = others.length > 0 ? await channels.byIds(others) : [];
  return [...own, ...found.filter((channel) => channel.public).map(({ _id }) => _id)];
}

/** Whether this person may speak in a channel he can read. */
export async function maySpeak(caller: Caller, channel: Channel): Promise<boolean> {
  if (!caller.person) return false;
  return speaksAs(caller, channel, await memberships.find(channel._id, caller.person._id));
}

/** Whether somebody may speak in a channel as the member they are, or are not. */
export function speaksAs(caller: Caller, { kind, posting }: Channel, member: Membership | null): boolean {
  if (member === null || !channelKinds[kind].speak) return false;
  return posting !== 'officers' || ['officer', 'admin'].includes(caller.who);
}

async function mayRead(caller: Caller, channel: Channel): Promise<boolean> {
  if (channel.public) return true;
  return caller.person !== undefined && (await memberships.find(channel._id, caller.person._id)) !== null;
}

async function speakableByBot(caller: Caller, id: string, key: string): Promise<Channel> {
  const channel = await channels.byId(id);
  const row = await dueWork.leaseOf(key, caller.id);
  if (!channel || row?.channel !== id) throw missing();
  return channel;
}

const notHere = () =>
  forbidden({
    nl: 'Je kunt hier lezen, maar niet schrijven. Word eerst lid van dit kanaal.',
    en: 'You can read here, but not write. Join this channel first.',
  });
