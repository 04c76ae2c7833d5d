import type { Entry } from '#contract';
import type { Author, Posted } from '#contract/shapes.ts';
import * as logs from '#models/log.ts';
import type { StoredEntry } from '#models/log.ts';
import type { Authors } from './authors.ts';
import type { Metrics } from './metrics.ts';
import { channelRoom, personRoom, type HubServer } from './rooms.ts';
import { withReported } from './reported.ts';
import type { NewFact } from './visit.ts';

/**
 * Saves a fact, then tells it: to everybody who hears the channel, on every hub, the author's own tabs included; only those
 * tabs get the key. A retry of something that stands already is told again, since the first telling may have been lost.
 */
export function createAnnouncer(io: HubServer, authors: Authors, metrics: Metrics) {
  return {
    async announce(channel: string, author: Author, fact: NewFact): Promise<Posted> {
      const kept = await logs.append(channel, {
        author: author.id,
        key: fact.key,
        type: fact.type,
        body: fact.body,
      });
      tell(io, entryOf(await withReported(kept, authors), author), kept.key);
      metrics.told(fact.type);
      return { seq: kept.seq, id: kept._id, at: kept.at.toISOString() };
    },

    /** Entries as they travel to this asker, with their authors; with the key where he is the author. */
    async entries(kept: StoredEntry[], asker: string | undefined): Promise<Entry[]> {
      const known = await authors.of(kept.map(({ author }) => author));
      const whole = await Promise.all(kept.map((one) => withReported(one, authors)));
      return whole.map((one) => {
        const entry = entryOf(one, known.get(one.author)!);
        return one.author === asker ? { ...entry, key: one.key } : entry;
      });
    },
  };
}

export type Announcer = ReturnType<typeof createAnnouncer>;

function tell(io: HubServer, entry: Entry, key: string): void {
  const own = personRoom(entry.author.id);
  io.to(channelRoom(entry.channel)).except(own).emit('entry', entry);
  io.to(own).emit('entry', { ...entry, key });
}

/** What was stored was checked by the schema of its type before; its shape is not checked again. */
const entryOf = ({ _id, channel, seq, type, at, body }: StoredEntry, author: Author) =>
  ({ channel, seq, id: _id, type, author, at: at.toISOString(), body: body as unknown }) as Entry;
