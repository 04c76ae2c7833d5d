import { z } from 'zod';
import { asKept, isVisible } from './typed-text.ts';

/** Shapes that several features speak of. Everything here is what travels over the wire, so instants are ISO strings. */

export const PersonId = z.string().min(1).max(64);
export const ChannelId = z
  .string()
  .max(96)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a channel is named like street-maaskade');
export const AreaId = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an area is named like maaskade');

/** Made by the asker, once per intent and kept over every retry, so that a wish is carried out once. */
export const Key = z.string().min(8).max(200);

/** The number of an entry in its channel's log: 1, 2, 3 … without holes. */
export const Seq = z.int().min(1);
export const Cursor = z.int().min(0);

export const Instant = z.iso.datetime({ offset: true });
export const Locale = z.enum(['nl', 'en']);
export type Locale = z.output<typeof Locale>;

export const Role = z.enum(['resident', 'connector', 'officer', 'organisation', 'admin', 'bot']);
export type Role = z.output<typeof Role>;

/** Whoever knocks: a role, or a guest without an account. */
export const Who = z.enum(['guest', ...Role.options]);
export type Who = z.output<typeof Who>;

export const guests: Who[] = [...Who.options];
export const people: Who[] = ['resident', 'connector', 'officer', 'organisation', 'admin'];
export const members: Who[] = [...people, 'bot'];

/** A speaker as others see him: never an address. */
export const Author = z.object({ id: PersonId, name: z.string(), role: Role });
export type Author = z.output<typeof Author>;

/** What tells the asker where his entry stands. */
export const Posted = z.object({ seq: Seq, id: z.string(), at: Instant });
export type Posted = z.output<typeof Posted>;

/**
 * Text somebody typed, as it is kept (typed-text.ts).
 * @param longest in UTF-16 code units, counted as it is kept
 */
export const Text = (longest: number) =>
  z.string().overwrite(asKept).min(1).max(longest).refine(isVisible, 'there is nothing to see in it');
