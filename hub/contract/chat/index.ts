import { z } from 'zod';
import { command } from '../command.ts';
import { fact } from '../fact.ts';
import { maxMessageLength } from '../limits.ts';
import { Author, ChannelId, Key, members, people, Posted, Seq, Text } from '../shapes.ts';

/** The six quick reactions; a closed list keeps the log free of markup and the screen readable aloud. */
export const Reaction = z.enum(['👍', '❤️', '😂', '😮', '😢', '🙏']);
export type Reaction = z.output<typeof Reaction>;

/** A page of this place that a message speaks of; the client makes a link and the fitting buttons of it. */
export const Subject = z.object({
  kind: z.enum(['activity', 'request', 'incident']),
  id: z.string().max(100),
});

export const MessageText = Text(maxMessageLength);

const at = { channel: ChannelId, key: Key };
const of = { ...at, seq: Seq };

export const commands = {
  'message:post': command({
    about: 'Say something in a channel. A bot may add the English of its words and the page they are about.',
    may: members,
    asks: z.object({
      ...at,
      text: MessageText,
      replyTo: Seq.optional(),
      en: MessageText.optional(),
      subject: Subject.optional(),
    }),
    gets: Posted,
  }),
  'message:edit': command({
    about: 'Change the words of your own message, within the time the place allows.',
    may: people,
    asks: z.object({ ...of, text: MessageText }),
    gets: Posted,
  }),
  'message:remove': command({
    about: 'Take your own message back; a connector may take back any message in his villages.',
    may: people,
    asks: z.object(of),
    gets: Posted,
  }),
  'message:react': command({
    about: 'Put a reaction under a message, or take it away.',
    may: people,
    asks: z.object({ ...of, reaction: Reaction, on: z.boolean() }),
    gets: Posted,
  }),
  'message:report': command({
    about:
      'Tell the connectors of the village, or when there are none those who speak for the municipality, that a message is not ' +
      'all right, and why. They read the message too; its author hears nothing. Refused when there is nobody to read it.',
    may: people,
    asks: z.object({ ...of, reason: Text(1000) }),
    gets: z.object({ readers: z.enum(['connectors', 'municipality']) }),
  }),
};

export const facts = {
  'message:posted': fact(
    z.object({
      text: z.string(),
      replyTo: Seq.optional(),
      en: z.string().optional(),
      subject: Subject.optional(),
    }),
    { about: 'replyTo', notify: 'members', text: ['text', 'en'], reportable: true },
  ),
  'message:edited': fact(z.object({ of: Seq, text: z.string() }), {
    amends: true,
    about: 'of',
    text: ['text'],
  }),
  'message:removed': fact(z.object({ of: Seq }), { amends: true, about: 'of', removes: true, text: [] }),
  'message:reacted': fact(z.object({ of: Seq, reaction: Reaction, on: z.boolean() }), {
    amends: true,
    about: 'of',
    text: [],
  }),
  /** Only in the inboxes of those who look at it. */
  'message:reported': fact(
    z.object({
      channel: ChannelId,
      of: Seq,
      reason: z.string(),
      /** The message, as long as it was not taken back. Looked up for whoever reads it, and kept nowhere else. */
      said: z.object({ author: Author, text: z.string() }).optional(),
      /** Whether the reader may open the channel. */
      mayOpen: z.boolean().optional(),
    }),
    { notify: 'owner', text: ['reason'] },
  ),
};
