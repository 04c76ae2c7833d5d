import { clock } from '#config/clock.ts';
import { channelKinds } from '#contract/channel-kinds.ts';
import { kindOf } from '#contract/ids.ts';
import * as memberships from '#models/channel/membership.ts';
import * as logs from '#models/log.ts';
import * as people from '#models/person/person.ts';
import { channelRoom, hereRoom, personRoom, type HubServer } from './rooms.ts';

/** Who belongs to which channel, in the database and on every open connection. */
export class Members {
  readonly #io: HubServer;

  constructor(io: HubServer) {
    this.#io = io;
  }

  /** Makes somebody a member; all their connections, on every hub, receive these channels at once. */
  async add(person: string, channels: string[]): Promise<void> {
    await people.markChanged(person);
    // Joined before the head is read: what is said in between is announced, and counts as unread.
    this.#io.in(personRoom(person)).socketsJoin(channels.map(channelRoom));
    const heads = await logs.heads(channels);
    await memberships.add(
      person,
      channels.map((id) => ({ id, read: startOf(id, heads[id]!) })),
      clock.now(),
    );
  }

  /** Ends membership; no connection of theirs receives these channels any more. */
  async remove(person: string, channels: string[]): Promise<void> {
    if (channels.length === 0) return;
    await people.markChanged(person);
    await memberships.remove(person, channels);
    const rooms = channels.flatMap((id) => [channelRoom(id), hereRoom(id)]);
    this.#io.in(personRoom(person)).socketsLeave(rooms);
  }
}

function startOf(channel: string, head: number): number {
  const kind = kindOf(channel);
  return kind && channelKinds[kind].unreadFromStart ? 0 : head;
}
