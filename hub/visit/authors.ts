import { bots, speakerOf, type BotName } from '#config/bots.ts';
import type { Author } from '#contract/shapes.ts';
import * as people from '#models/person/person.ts';
import { authorOf } from './authenticate.ts';

/** Who somebody is to others, remembered so that a page of a log asks the database once per speaker. */
export function createAuthors() {
  const known = new Map<string, Author>();
  const ours = new Map<string, Author>(
    (Object.keys(bots) as BotName[]).map((bot) => [bots[bot].id, speakerOf(bot)]),
  );

  return {
    async of(ids: Iterable<string>): Promise<Map<string, Author>> {
      const asked = new Set(ids);
      const unknown = [...asked].filter((id) => !known.has(id) && !ours.has(id));
      if (unknown.length > 0)
        for (const person of await people.byIds(unknown)) known.set(person._id, authorOf(person));
      if (known.size > mostKnown) known.clear();
      return new Map([...asked].map((id) => [id, ours.get(id) ?? known.get(id) ?? somebody(id)]));
    },
    forget: (id: string) => known.delete(id),
  };
}

export type Authors = ReturnType<typeof createAuthors>;

const mostKnown = 20_000;

/** Who spoke has left; what was said still has its place. */
const somebody = (id: string): Author => ({ id, name: '…', role: 'resident' });
