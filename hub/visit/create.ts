import type { Config } from '#config';
import type { Place } from '#config/place.ts';
import type { Author } from '#contract/shapes.ts';
import type { StoredEntry } from '#models/log.ts';
import mongoose from 'mongoose';
import type { Logger } from 'pino';
import { z } from 'zod';
import { hearable } from './access.ts';
import type { Announcer } from './announcer.ts';
import type { Caller } from './authenticate.ts';
import type { Authors } from './authors.ts';
import type { Mailer } from './mailer.ts';
import type { Members } from './members.ts';
import type { Presence } from './presence.ts';
import { signInFirst } from './refusal.ts';
import { channelRoom, type HubServer, type HubSocket } from './rooms.ts';
import { subscribe } from './subscribe.ts';
import type { NewFact, Sessions, Visit, VisitPresence } from './visit.ts';

/** What all visits of a hub share. */
type Parts = {
  log: Logger;
  config: Config;
  place: Place;
  io: HubServer;
  announcer: Announcer;
  authors: Authors;
  mail: Mailer;
  members: Members;
  presence: Presence;
  sessions: Sessions;
};

/** Makes the request context of whoever asks, with or without a connection of their own. */
export type CreateVisit = (caller: Caller, socket?: HubSocket) => Visit;

export const createVisits =
  (parts: Parts): CreateVisit =>
  (caller, socket) =>
    new HubVisit(parts, caller, socket);

class HubVisit implements Visit {
  readonly caller: Caller;
  readonly presence: VisitPresence;
  readonly #parts: Parts;
  readonly #socket: HubSocket | undefined;

  constructor(parts: Parts, caller: Caller, socket: HubSocket | undefined) {
    this.caller = caller;
    this.#parts = parts;
    this.#socket = socket;
    this.presence = {
      enter: (channel) => this.#enter(channel),
      typing: (channel) => this.#typing(channel),
    };
  }

  get config() {
    return this.#parts.config;
  }

  get place() {
    return this.#parts.place;
  }

  get members() {
    return this.#parts.members;
  }

  get sessions() {
    return this.#parts.sessions;
  }

  get mail() {
    return this.#parts.mail;
  }

  get person() {
    if (!this.caller.person) throw signInFirst();
    return this.caller.person;
  }

  get author() {
    if (!this.caller.author) throw signInFirst();
    return this.caller.author;
  }

  announce(channel: string, fact: NewFact) {
    return this.#parts.announcer.announce(channel, fact.author ?? this.author, fact);
  }

  subscribe(channels: string[]) {
    return this.#socket ? subscribe(this.#socket, this.caller, channels) : hearable(this.caller, channels);
  }

  authors(ids: Iterable<string>) {
    return this.#parts.authors.of(ids);
  }

  entries(stored: StoredEntry[]) {
    return this.#parts.announcer.entries(stored, this.caller.author?.id);
  }

  async each<Item extends { _id: string }, Shown>(
    shape: z.ZodType<Shown>,
    all: Item[],
    show: (item: Item) => Shown | Promise<Shown>,
  ): Promise<Shown[]> {
    const shown = await Promise.all(all.map((item) => this.#showOne(shape, item, show)));
    return shown.flat(1);
  }

  async #showOne<Item extends { _id: string }, Shown>(
    shape: z.ZodType<Shown>,
    item: Item,
    show: (item: Item) => Shown | Promise<Shown>,
  ): Promise<Shown[]> {
    try {
      const shown = await show(item);
      shape.parse(shown);
      return [shown];
    } catch (error) {
      if (!misfits.some((kind) => error instanceof kind)) throw error;
      this.#parts.log.error({ err: error, id: item._id }, 'one of a list cannot be shown');
      return [];
    }
  }

  async #enter(channel: string): Promise<Author[]> {
    const { presence } = this.#parts;
    if (this.#socket && this.caller.author) await presence.open(channel, this.#socket, this.caller.author);
    return presence.of(channel);
  }

  #typing(channel: string): void {
    const from = this.#socket ?? this.#parts.io;
    from.volatile.to(channelRoom(channel)).emit('typing', { channel, who: this.author });
  }
}

/** What is thrown over something that is stored in another shape: when it is shown, or asked about in the database. */
const misfits = [TypeError, RangeError, z.ZodError, mongoose.Error.CastError];
