import type { z } from 'zod';

/** What others than the feature that tells a fact need to know of it: unread counts, notices, search and order derive from this. */
export type FactTraits<Field extends string = string> = {
  /** It changes an entry that stands in the same channel, and is no news of its own: nobody counts it as unread. */
  amends?: true;
  /** The field with the number of the entry it is about: refused by the log when that one was taken back. */
  about?: Field;
  /** It takes that entry back, and its words are erased. */
  removes?: true;
  /** Who may be told of it beyond the channel: its members, or the one whose inbox it stands in; nobody when it is left out. */
  notify?: 'members' | 'owner';
  /** The fields that hold words somebody may look for. */
  text: readonly Field[];
  /** Somebody said it in his own words, and others may report it. */
  reportable?: true;
};

/** Keeps the exact schema of a fact's body, so that both sides' types are derived from it. */
export const fact = <Body extends z.ZodType>(
  body: Body,
  traits: FactTraits<keyof z.output<Body> & string>,
): FactTraits & { body: Body } => ({ body, ...traits });
