import type { Config } from '#config';
import type { Place } from '#config/place.ts';
import type { Entry, Fact, FactName } from '#contract';
import type { Author, Posted } from '#contract/shapes.ts';
import type { StoredEntry } from '#models/log.ts';
import type { Person } from '#models/person/person.ts';
import type { z } from 'zod';
import type { Caller } from './authenticate.ts';
import type { KeptMail, Mailer } from './mailer.ts';

/** A fact to be saved and told. Its key makes it happen once; the author is the asker unless said otherwise. */
export type NewFact<Name extends FactName = FactName> = {
  type: Name;
  body: Fact<Name>;
  key: string;
  author?: Author;
};

/** All that a feature may touch while it carries out one wish. */
export type Visit = {
  readonly caller: Caller;
  readonly config: Config;
  readonly place: Place;
  /** The asker. Refuses whoever has no account. */
  readonly person: Person;
  /** The asker as others see him. Refuses guests. */
  readonly author: Author;
  /** Saves a fact in a channel's log, tells everybody there, and says where it stands. The one way in which anything is told. */
  append<Name extends FactName>(channel: string, fact: NewFact<Name>): Promise<Posted>;
  /**
   * The asker's connection hears his channels from here on, and of these the public ones. Gives all of them. Over plain HTTP
   * there is no connection, and nothing else happens.
   */
  hear(channels: string[]): Promise<string[]>;
  /** Makes somebody a member; all his connections, on every hub, hear these channels at once. */
  admit(person: string, channels: string[]): Promise<void>;
  /** Ends membership; no connection of his hears these channels any more. */
  dismiss(person: string, channels: string[]): Promise<void>;
  /** The speakers with these ids, as others see them. */
  authors(ids: Iterable<string>): Promise<Map<string, Author>>;
  /** Entries as they travel. */
  entries(kept: StoredEntry[]): Promise<Entry[]>;
  /**
   * What is told of each, in the shape of the contract. One of which that cannot be told, since it is kept in a shape we do
   * not know, is left out and logged: it does not take the others with it.
   */
  each<One extends { _id: string }, Told>(
    shape: z.ZodType<Told>,
    all: One[],
    tell: (one: One) => Told | Promise<Told>,
  ): Promise<Told[]>;
  /** Says that the asker has this channel open, and who else has. */
  here(channel: string): Promise<Author[]>;
  /** Volatile news for those who hear a channel. */
  typing(channel: string): void;
  /** Every hub forgets what it remembers of a person's name and rights. */
  changed(person: string): void;
  /** Ends the connections of a session of this person, on every hub. */
  hangUp(session: string, person: string): void;
  /** Sends a mail; see Post. */
  mail: Mailer['send'];
  /** The mails a demo kept. */
  mails(): KeptMail[];
};
