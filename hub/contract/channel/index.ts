import { z } from 'zod';
import { ChannelKind } from '../channel-kinds.ts';
import { command, Nothing } from '../command.ts';
import { AreaId, Author, ChannelId, Cursor, guests, people, Seq } from '../shapes.ts';

/** What somebody wants to be told of a channel: all that is new, or nothing; he can read it either way. */
export const Involvement = z.enum(['everything', 'nothing']);
export type Involvement = z.output<typeof Involvement>;

export const Channel = z.object({
  id: ChannelId,
  kind: ChannelKind,
  name: z.string(),
  nameEn: z.string().optional(),
  about: z.string().optional(),
  aboutEn: z.string().optional(),
  area: AreaId.optional(),
  public: z.boolean(),
  /** Whether the asker may speak here. */
  speak: z.boolean(),
  /** Only when the asker is a member. */
  member: z.object({ read: Cursor, unread: z.int().min(0), involvement: Involvement }).optional(),
  head: Cursor,
});
export type Channel = z.output<typeof Channel>;

const which = z.object({ channel: ChannelId });

export const commands = {
  'channel:list': command({
    about:
      'Your channels with what is unread; with `all` also those you could join. A guest gets the public ones.',
    may: guests,
    asks: z.object({ all: z.boolean().optional() }),
    gets: z.object({ channels: z.array(Channel) }),
  }),
  'channel:open': command({
    about: 'One channel, as you may see it.',
    may: guests,
    asks: which,
    gets: z.object({ channel: Channel }),
  }),
  'channel:join': command({
    about: 'Become a member of an interest or theme channel.',
    may: people,
    asks: which,
    gets: z.object({ channel: Channel }),
  }),
  'channel:leave': command({
    about: 'Stop being a member. Your street, your village and your inbox stay.',
    may: people,
    asks: which,
    gets: Nothing,
  }),
  'channel:read': command({
    about: 'You have read up to and including this entry.',
    may: people,
    asks: which.extend({ seq: Seq }),
    gets: Nothing,
  }),
  'channel:involve': command({
    about: 'Hear everything, only what names you, or nothing of a channel.',
    may: people,
    asks: which.extend({ involvement: Involvement }),
    gets: Nothing,
  }),
  presence: command({
    about: 'I have this channel open; who else has?',
    may: people,
    asks: which,
    gets: z.object({ here: z.array(Author) }),
  }),
  typing: command({
    about: 'I am typing here. Volatile: no answer is owed, and none may come.',
    may: people,
    asks: which,
    gets: Nothing,
  }),
};
