import type { Config } from '#config';
import { clock } from '#config/clock.ts';
import type { Place } from '#config/place.ts';
import type { Author } from '#contract/shapes.ts';
import { heads } from '#models/log.ts';
import { admit, dismiss } from '#models/membership.ts';
import { markChanged } from '#models/person.ts';
import { hearable } from './access.ts';
import type { Authors } from './authors.ts';
import type { Crier } from './crier.ts';
import type { Caller } from './door.ts';
import { hear } from './hearing.ts';
import type { Post } from './mail.ts';
import { signInFirst } from './refusal.ts';
import { channelRoom, hereRoom, personRoom, sessionRoom, type HubServer, type HubSocket } from './rooms.ts';
import type { NewFact, Visit } from './visit.ts';

/** Somebody has a channel open when he said so within this time. */
const hereMs = 45_000;

/** Makes a visit of whoever comes through the door, with or without a connection of his own. */
export function createWelcome(hub: {
  config: Config;
  place: Place;
  io: HubServer;
  crier: Crier;
  authors: Authors;
  post: Post;
  /** Takes a person's name and rights anew, here and on every other hub. */
  changed: (person: string) => void;
}) {
  const { config, place, io, crier, authors, post } = hub;

  return function welcome(caller: Caller, socket?: HubSocket): Visit {
    return {
      caller,
      config,
      place,
      get person() {
        if (!caller.person) throw signInFirst();
        return caller.person;
      },
      get author() {
        if (!caller.author) throw signInFirst();
        return caller.author;
      },
      append(channel: string, fact: NewFact) {
        return crier.append(channel, fact.author ?? this.author, fact);
      },
      hear: (channels) => (socket ? hear(socket, caller, channels) : hearable(caller, channels)),
      async admit(person, channels) {
        await markChanged(person);
        // Joined before the head is read: what is said in between is told, and counts as unread.
        io.in(personRoom(person)).socketsJoin(channels.map(channelRoom));
        const now = await heads(channels);
        await admit(
          person,
          channels.map((id) => ({ id, read: startOf(id, now[id]!) })),
          clock.now(),
        );
      },
      async dismiss(person, channels) {
        if (channels.length === 0) return;
        await markChanged(person);
        await dismiss(person, channels);
        io.in(personRoom(person)).socketsLeave(channels.flatMap((id) => [channelRoom(id), hereRoom(id)]));
      },
      authors: (ids) => authors.of(ids),
      entries: (kept) => crier.entries(kept, caller.author?.id),
      async here(channel) {
        if (socket) {
          socket.data.here = { channel, at: Date.now() };
          await socket.join(hereRoom(channel));
        }
        return hereNow(io, channel);
      },
      typing(channel) {
        const told = { channel, who: this.author };
        (socket ?? io).volatile.to(channelRoom(channel)).emit('typing', told);
      },
      changed: hub.changed,
      hangUp(session) {
        io.to(sessionRoom(session)).emit('ended', 'signed-out');
        // The asker may be on one of these lines, and is owed his answer first.
        setImmediate(() => io.in(sessionRoom(session)).disconnectSockets(true));
      },
      mail: (mail) => post.send(mail),
      mails: () => post.kept(),
    };
  };
}

export type Welcome = ReturnType<typeof createWelcome>;

/** A newcomer finds what was said before, not marked as unread; a channel made for him is unread from its first entry. */
const startOf = (channel: string, head: number) => (/^(direct|inbox)-/.test(channel) ? 0 : head);

async function hereNow(io: HubServer, channel: string): Promise<Author[]> {
  const sockets = await io.in(hereRoom(channel)).fetchSockets();
  const since = Date.now() - hereMs;
  const present = sockets.flatMap(({ data: { here, author } }) =>
    here?.channel === channel && here.at >= since && author ? [[author.id, author] as const] : [],
  );
  return [...new Map(present).values()];
}
