import { inboxOf } from '#contract/ids.ts';
import { villageOf } from '#config/place.ts';
import type { Asked, Gets } from '#contract';
import type { Channel } from '#models/channel/channel.ts';
import type { StoredEntry } from '#models/log.ts';
import * as people from '#models/person/person.ts';
import type { Person } from '#models/person/person.ts';
import { forbidden, type Sentence } from '../../visit/refusal.ts';
import type { Visit } from '../../visit/visit.ts';

/**
 * Brings a report to those who can do something about it, and says who they are. Never to whoever it is about, nor to the
 * reporter alone.
 * @throws {Refusal} FORBIDDEN when there is nobody to read it, with what to do instead
 */
export async function report(
  visit: Visit,
  { channel, said }: { channel: Channel; said: StoredEntry },
  { key, seq, reason }: Asked<'message:report'>,
): Promise<Gets<'message:report'>> {
  const { readers, people } = await readersOf(visit, channel, said);
  for (const { _id } of people) {
    const body = { channel: channel._id, of: seq, reason };
    await visit.announce(inboxOf(_id), { type: 'message:reported', key, body });
  }
  return { readers };
}

/** The connectors of the village, and when there are none those who speak for the municipality. */
async function readersOf(visit: Visit, { area }: Channel, { author }: StoredEntry) {
  const { place, person } = visit;
  const others = (all: Person[]) => all.filter(({ _id }) => _id !== author && _id !== person._id);
  // What is said to the whole place, or between two, is of no village: then it is the reporter's.
  const village = villageOf(place, area ?? '')?.id ?? person.village;
  const areas = village === undefined ? [place.id] : [village, place.id];
  const connectors = others((await Promise.all(areas.map(people.connectorsOf))).flat());
  if (connectors.length > 0) return { readers: 'connectors' as const, people: connectors };
  const officers = others(await people.officersOf(areas));
  if (officers.length > 0) return { readers: 'municipality' as const, people: officers };
  throw forbidden(nobody);
}

const nobody: Sentence = {
  nl: 'Er is hier nu niemand die je melding kan lezen. Bel de gemeente. Is er gevaar? Bel 112.',
  en: 'There is nobody here now who can read your report. Call the municipality. Is there danger? Call 112.',
};
