import { z } from 'zod';
import { command, Nothing } from '../command.ts';
import { ChannelId, Instant } from '../shapes.ts';

/** Work that must happen at a time. The features of the hub write it, a bot claims it. */
export const DueKind = z.enum(['agenda-day', 'agenda-reminder', 'agenda-notice', 'help-wave', 'help-after']);
export type DueKind = z.output<typeof DueKind>;

export const DueRow = z.object({
  /** Deterministic; also the key of what the bot posts for it, so that people see it once. */
  id: z.string(),
  kind: DueKind,
  channel: ChannelId.optional(),
  dueAt: Instant,
  graceUntil: Instant,
  /** Everything the bot needs to write the text, as the feature of this kind describes it. */
  about: z.unknown(),
});
export type DueRow = z.output<typeof DueRow>;

export const commands = {
  'due:claim': command({
    about:
      'Take what is due of one kind, for half a minute. A row comes back to whoever asks next when it is not done by then.',
    may: ['bot'],
    asks: z.object({ kind: DueKind, limit: z.int().min(1).max(50).default(20) }),
    gets: z.object({ now: Instant, rows: z.array(DueRow) }),
  }),
  'due:done': command({
    about: 'This row is done, or nothing was to be said.',
    may: ['bot'],
    asks: z.object({ id: z.string().max(200), outcome: z.enum(['posted', 'nothing']) }),
    gets: Nothing,
  }),
};
