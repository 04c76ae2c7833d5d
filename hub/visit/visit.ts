import type { Config } from '#config';
import type { Place } from '#config/place.ts';
import type { Entry, Fact, FactName } from '#contract';
import type { Author, Posted } from '#contract/shapes.ts';
import type { StoredEntry } from '#models/log.ts';
import type { Person } from '#models/person/person.ts';
import type { z } from 'zod';
import type { Caller } from './authenticate.ts';
import type { Mailer } from './mailer.ts';
import type { Members } from './members.ts';

/** A fact to be saved and announced. Its key makes it happen once; the author is the asker unless said otherwise. */
export type NewFact<Name extends FactName = FactName> = {
  type: Name;
  body: Fact<Name>;
  key: string;
  author?: Author;
};

/** The request context: who asks, where, and all that a feature may touch while it carries out one command. */
export type Visit = {
  readonly caller: Caller;
  readonly config: Config;
  readonly place: Place;
  /** The asker. Refuses whoever has no account. */
  readonly person: Person;
  /** The asker as others see them. Refuses guests. */
  readonly author: Author;
  readonly members: Members;
  readonly presence: VisitPresence;
  readonly sessions: Sessions;
  readonly mail: Pick<Mailer, 'send' | 'kept'>;

  /** Saves a fact in a channel's log, sends it to everybody there, and says where it stands. The one way in which anything is told. */
  announce<Name extends FactName>(channel: string, fact: NewFact<Name>): Promise<Posted>;
  /**
   * From here on the asker's connection receives what is announced in their channels, and of these the public ones. Returns
   * all of them. Over plain HTTP there is no connection, and nothing else happens.
   */
  subscribe(channels: string[]): Promise<string[]>;
  /** The speakers with these ids, as others see them. */
  authors(ids: Iterable<string>): Promise<Map<string, Author>>;
  /** Entries as they travel. */
  entries(stored: StoredEntry[]): Promise<Entry[]>;
  /**
   * What is shown of each, in the shape of the contract. One that cannot be shown, since it is stored in a shape we do not
   * know, is left out and logged: it does not take the others with it.
   */
  each<Item extends { _id: string }, Shown>(
    shape: z.ZodType<Shown>,
    all: Item[],
    show: (item: Item) => Shown | Promise<Shown>,
  ): Promise<Shown[]>;
};

/** Who is in a channel right now; nothing of it is stored. */
export type VisitPresence = {
  /** Says that the asker has this channel open, and returns who else has. */
  enter(channel: string): Promise<Author[]>;
  /** Tells those in a channel that the asker is typing. */
  typing(channel: string): void;
};

/** What signed-in people may still do on their open connections, on every hub. */
export type Sessions = {
  /** Every hub forgets what it remembers of a person's name and rights. */
  personChanged(person: string): void;
  /** Ends the connections of a session of this person. */
  disconnect(session: string, person: string): void;
};
