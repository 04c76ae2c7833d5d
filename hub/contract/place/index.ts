import { z } from 'zod';
import { command, Nothing } from '../command.ts';
import { AreaId, guests, Instant, PersonId, Role } from '../shapes.ts';

const Both = z.object({ nl: z.string(), en: z.string() });

const Area = z.object({
  id: AreaId,
  kind: z.enum(['municipality', 'village', 'street']),
  name: z.string(),
  parent: AreaId.optional(),
});

/** The municipality as everybody may know it. */
export const Place = z.object({
  id: z.string(),
  name: z.string(),
  timezone: z.string(),
  brand: z.object({ name: z.string(), colour: z.string(), ink: z.string(), accent: z.string() }),
  words: z.record(z.string(), Both),
  areas: z.array(Area),
});
export type Place = z.output<typeof Place>;

/** One of the ready-made people of the demo. */
export const DemoPerson = z.object({
  id: PersonId,
  name: z.string(),
  role: Role,
  about: Both,
  where: z.string(),
});

export const commands = {
  'place:get': command({
    about: 'The place: its name, its areas, its words; the hub’s clock; whether this is a demo.',
    may: guests,
    sameForAll: true,
    asks: Nothing,
    gets: z.object({ place: Place, now: Instant, demo: z.boolean() }),
  }),
  'demo:people': command({
    about: 'The ready-made people of the demo. Not there outside demo mode.',
    may: guests,
    asks: Nothing,
    gets: z.object({ people: z.array(DemoPerson) }),
  }),
  'demo:mails': command({
    about: 'The mails the demo would have sent, newest first. Not there outside demo mode.',
    may: guests,
    asks: Nothing,
    gets: z.object({
      mails: z.array(z.object({ to: z.string(), subject: z.string(), text: z.string(), at: Instant })),
    }),
  }),
};
