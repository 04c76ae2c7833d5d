import {
  villageChannel,
  streetChannel,
  themeChannel,
  channelOf,
  inboxOf,
  exerciseChannel,
} from '#contract/ids.ts';
import type { ChannelKind } from '#contract/channel-kinds.ts';
import { villageOf, villagesOf, type Place, type Topic } from '#config/place.ts';
import type { Channel } from '#models/channel/channel.ts';
import type { Person } from '#models/person/person.ts';

/** The channels a place file asks for: one per village, street, theme and interest. */
export function channelsOfPlace(place: Place): Channel[] {
  const areas = place.areas.flatMap(({ id, kind, name }): Channel[] => {
    if (kind === 'municipality') return [];
    const both = { nl: name, en: name };
    return [
      {
        _id: channelOf(kind, id),
        kind,
        name: both,
        area: id,
        public: kind === 'village',
        posting: 'everyone',
      },
    ];
  });
  return [
    ...areas,
    exercises(place),
    ...topics(place, 'theme', place.themes),
    ...topics(place, 'interest', place.interests),
  ];
}

/** For officers and connectors, and for whoever takes part and joins it. */
const exercises = (place: Place): Channel => ({
  _id: exerciseChannel,
  kind: 'crisis',
  name: { nl: 'Oefeningen', en: 'Exercises' },
  about: {
    nl: 'Hier oefent de gemeente. Niets in dit kanaal is echt. Oefen je mee? Word dan lid.',
    en: 'Here the municipality practises. Nothing in this channel is real. Do you take part? Then join.',
  },
  area: place.id,
  public: false,
  posting: 'officers',
});

const topics = (place: Place, kind: ChannelKind, all: Topic[]): Channel[] =>
  all.map(({ id, name, about, ...topic }) => ({
    _id: channelOf(kind, id),
    kind,
    name,
    about,
    area: place.id,
    public: topic.public,
    posting: topic.posting,
  }));

export const inbox = (person: string): Channel => ({
  _id: inboxOf(person),
  kind: 'inbox',
  name: { nl: 'Voor jou', en: 'For you' },
  public: false,
  posting: 'officers',
});

/** The channels somebody belongs to by where he lives and what he does. */
export function channelsOfPerson(place: Place, person: Person): string[] {
  const villages = new Set([...person.areas, person.village].flatMap((area) => villagesIn(place, area)));
  return [
    inboxOf(person._id),
    ...(person.street ? [streetChannel(person.street)] : []),
    ...[...villages].map(villageChannel),
    ...place.themes.map(({ id }) => themeChannel(id)),
  ];
}

/** Who speaks for the municipality is in all its villages; who speaks for a village or lives there, in that one. */
function villagesIn(place: Place, area: string | undefined): string[] {
  if (area === undefined) return [];
  if (area === place.id) return villagesOf(place).map(({ id }) => id);
  return [villageOf(place, area)?.id].filter((id) => id !== undefined);
}
