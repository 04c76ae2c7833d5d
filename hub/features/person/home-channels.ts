import { channelKinds } from '#contract/channel-kinds.ts';
import { kindOf } from '#contract/ids.ts';
import * as channels from '#models/channel/channel.ts';
import * as memberships from '#models/channel/membership.ts';
import * as people from '#models/person/person.ts';
import type { Person } from '#models/person/person.ts';
import { channelsOfPerson, inbox } from '../channel/of-place.ts';
import type { Visit } from '../../visit/visit.ts';

/**
 * Makes somebody a member where he lives and nowhere else, and opens the inbox and the themes of whoever is new; the old
 * channels are gone before the new ones open. Safe to do again, and to do twice at once: whoever wrote last looks whether
 * the address is still the one he wrote for.
 */
export async function joinHomeChannels(
  visit: Pick<Visit, 'members' | 'place'>,
  person: Person,
): Promise<void> {
  const isNew = person.unsettled === 'new';
  for (let now: Person | null = person; now; now = await movedSince(now)) {
    const wanted = channelsOfPerson(visit.place, now);
    await channels.ensureChannels([inbox(now._id)]);
    const own = (await memberships.ofPerson(now._id)).map(({ channel }) => channel);
    await visit.members.remove(
      now._id,
      own.filter((channel) => has(channel, 'followsAddress') && !wanted.includes(channel)),
    );
    await visit.members.add(
      now._id,
      wanted.filter((channel) => isNew || !has(channel, 'forNewcomers')),
    );
    await people.markSettled(now);
  }
}

/** A channel that no kind of ours is, is nobody's home. */
const has = (channel: string, trait: 'followsAddress' | 'forNewcomers'): boolean => {
  const kind = kindOf(channel);
  return kind !== undefined && channelKinds[kind][trait];
};

async function movedSince({ _id, street, village }: Person): Promise<Person | null> {
  const now = await people.byId(_id);
  return now?.street === street && now?.village === village ? null : now;
}
