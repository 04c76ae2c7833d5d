import { channelKinds } from '#contract/channel-kinds.ts';
import { kindOf } from '#contract/ids.ts';
import type { Config } from '#config';
import { clock } from '#config/clock.ts';
import type { Place } from '#config/place.ts';
import * as logs from '#models/log.ts';
import * as memberships from '#models/channel/membership.ts';
import * as people from '#models/person/person.ts';
import { hearable } from './access.ts';
import mongoose from 'mongoose';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Authors } from './authors.ts';
import type { Announcer } from './announcer.ts';
import type { Caller } from './authenticate.ts';
import { subscribe } from './subscribe.ts';
import type { Mailer } from './mailer.ts';
import type { Presence } from './presence.ts';
import { signInFirst } from './refusal.ts';
import { channelRoom, hereRoom, personRoom, type HubServer, type HubSocket } from './rooms.ts';
import type { NewFact, Visit } from './visit.ts';

/** Makes a visit of whoever comes through the door, with or without a connection of his own. */
export function createVisits(hub: {
  log: Logger;
  config: Config;
  place: Place;
  io: HubServer;
  crier: Announcer;
  authors: Authors;
  post: Mailer;
  presence: Presence;
  /** Takes a person's name and rights anew, here and on every other hub. */
  changed: (person: string) => void;
  hangUp: Visit['hangUp'];
}) {
  const { log, config, place, io, crier, authors, post, presence } = hub;

  /** What is told of one, or nothing when it is kept in a shape we do not know. */
  async function tellOne<One extends { _id: string }, Told>(
    shape: z.ZodType<Told>,
    one: One,
    tell: (one: One) => Told | Promise<Told>,
  ): Promise<Told[]> {
    try {
      const told = await tell(one);
      shape.parse(told);
      return [told];
    } catch (error) {
      if (!misfits.some((kind) => error instanceof kind)) throw error;
      log.error({ err: error, id: one._id }, 'one of a list cannot be told');
      return [];
    }
  }

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
      hear: (channels) => (socket ? subscribe(socket, caller, channels) : hearable(caller, channels)),
      async admit(person, channels) {
        await people.markChanged(person);
        // Joined before the head is read: what is said in between is told, and counts as unread.
        io.in(personRoom(person)).socketsJoin(channels.map(channelRoom));
        const now = await logs.heads(channels);
        await memberships.add(
          person,
          channels.map((id) => ({ id, read: startOf(id, now[id]!) })),
          clock.now(),
        );
      },
      async dismiss(person, channels) {
        if (channels.length === 0) return;
        await people.markChanged(person);
        await memberships.remove(person, channels);
        io.in(personRoom(person)).socketsLeave(channels.flatMap((id) => [channelRoom(id), hereRoom(id)]));
      },
      authors: (ids) => authors.of(ids),
      entries: (kept) => crier.entries(kept, caller.author?.id),
      async each(shape, all, tell) {
        const told = await Promise.all(all.map((one) => tellOne(shape, one, tell)));
        return told.flat(1);
      },
      async here(channel) {
        if (socket && caller.author) await presence.open(channel, socket, caller.author);
        return presence.of(channel);
      },
      typing(channel) {
        const told = { channel, who: this.author };
        (socket ?? io).volatile.to(channelRoom(channel)).emit('typing', told);
      },
      changed: hub.changed,
      hangUp: hub.hangUp,
      mail: (...mail) => post.send(...mail),
      mails: () => post.kept(),
    };
  };
}

export type CreateVisit = ReturnType<typeof createVisits>;

/** What is thrown over something that is kept in another shape: when it is told, or asked about in the database. */
const misfits = [TypeError, RangeError, z.ZodError, mongoose.Error.CastError];

/** A newcomer finds what was said before, not marked as unread; a channel made for him is unread from its first entry. */
const startOf = (channel: string, head: number) => {
  const kind = kindOf(channel);
  return kind && channelKinds[kind].unreadFromStart ? 0 : head;
};
