import { villagesCovered, type Feed, type Place } from '#config/place.ts';
import { levelOf, languageOf, type CapAlert, type CapInfo } from '#contract/crisis/cap.ts';
import type { Draft, Version } from '#models/crisis/version.ts';
import { referenceTo } from './cap-header.ts';
import { villagesConcerned } from './notices.ts';
import { isSaidAgain, repeats } from './repeats.ts';

type Area = Version['areas'][number];

/** What a message of others says here: its own words, for the villages of this place that it speaks of. */
export type CapVersion = {
  /** Of the most serious of what it says. */
  title: string;
  titleEn?: string | undefined;
  source: string;
  areas: Area[];
  /** When the last of it ends. */
  expires?: Date | undefined;
  reason: string;
  reasonEn: string;
};

/**
 * Reads a message for this place: in each village what is said of it, Dutch when it has it, with its English beside it. Of
 * several things said of one village the most serious counts; the level is never higher than it says.
 */
export function wordsOf(place: Place, feed: Feed, alert: CapAlert): CapVersion {
  const covering = alert.infos.map((info) => ({ info, villages: coveredBy(place, info) }));
  const areas = place.areas.flatMap(({ id }) => {
    const said = covering.filter(({ villages }) => villages.has(id)).map(({ info }) => info);
    return said.length > 0 ? [areaOf(id, alert, said)] : [];
  });
  const main = inTongue(alert.infos, 'nl')[0] ?? alert.infos[0];
  const source = main?.senderName ?? feed.name;
  const [gravest] = areas.toSorted((one, other) => (other.level ?? 0) - (one.level ?? 0));
  const { title = main ? titleOf(main) : source, titleEn, language } = gravest?.relayed ?? {};
  const ends = areas.map(({ relayed }) => Date.parse(relayed?.expires ?? ''));
  return {
    title,
    ...(titleEn && { titleEn }),
    ...(language && { language }),
    source,
    areas,
    ...(ends.length > 0 && { expires: new Date(Math.max(...ends)) }),
    ...withdrawn(source),
  };
}

/**
 * The version that a message becomes. It is shown when it is newer than what people see, says something else, holds still (or
 * ends what they see by saying that its time is over), and nothing that replaces it came before it.
 */
export function draftOf(
  alert: CapAlert,
  taken: CapVersion,
  before: Version[],
  { now, overtaken }: { now: Date; overtaken: boolean },
): Omit<Draft, 'author' | 'key' | 'hash'> {
  const areas = alert.msgType === 'Cancel' ? [] : taken.areas;
  const named = areas.map(({ area }) => area);
  const gone = villagesConcerned(before).filter((village) => !named.includes(village));
  const hasPassed = areas.length > 0 && taken.expires !== undefined && taken.expires <= now;
  const endsNothing = alert.msgType === 'Alert' || villagesConcerned(before).length === 0;
  const draft = {
    kind: areas.length === 0 ? ('cancel' as const) : ('update' as const),
    title: taken.title,
    ...(taken.titleEn && { titleEn: taken.titleEn }),
    cap: headerOf(alert),
    sentAt: new Date(alert.sent),
    areas,
    gone,
    ...(areas.length > 0 && taken.expires && { expires: taken.expires }),
    ...(gone.length > 0 && { reason: taken.reason, reasonEn: taken.reasonEn }),
    source: taken.source,
  };
  if (!overtaken && !hasPassed && repeats(draft, before, now)) return { ...draft, state: 'repeated' };
  const late =
    overtaken || (hasPassed && endsNothing) || isOlder(alert, before) || isSaidAgain(alert, before, now);
  return { ...draft, state: late ? 'archived' : 'shown' };
}

/** Its header, as it came. */
const headerOf = ({
  identifier,
  sender,
  sent,
  status,
  msgType,
  references,
  infos,
}: CapAlert): Version['cap'] => ({
  identifier,
  sender,
  sent,
  status: status === 'Exercise' ? 'Exercise' : 'Actual',
  msgType: msgType === 'Cancel' || msgType === 'Update' ? msgType : 'Alert',
  references: references.map(referenceTo).join(' '),
  ...(infos[0]?.expires && { expires: infos[0].expires }),
});

/** Whether people see something newer. What names the message they see came after it, whatever its own time says. */
function isOlder(alert: CapAlert, before: Version[]): boolean {
  const newest = before.findLastIndex(({ state }) => state === 'shown');
  if (newest < 0) return false;
  const seen = before.slice(newest).filter(({ state }) => state !== 'archived');
  const names = alert.references.map(({ identifier }) => identifier);
  if (seen.some(({ cap }) => names.includes(cap.identifier))) return false;
  return seen.some(({ sentAt }) => Date.parse(alert.sent) <= sentAt.getTime());
}

/** What is said to one village, out of all that covers it. */
function areaOf(village: string, alert: CapAlert, said: CapInfo[]): Area {
  const [main] = [inTongue(said, 'nl'), inTongue(said, 'en'), said].flatMap(gravestFirst) as [CapInfo];
  const level = levelOf(main);
  const tongue = languageOf(main.language);
  const english = inTongue(said, 'en').find((info) => levelOf(info) === level);
  const beside = tongue === 'en' ? undefined : english;
  return {
    area: village,
    level,
    text: textOf(main),
    ...(beside && { textEn: textOf(beside) }),
    ...(main.instruction && { instruction: main.instruction }),
    ...(beside?.instruction && { instructionEn: beside.instruction }),
    relayed: {
      title: titleOf(main),
      ...(beside && { titleEn: titleOf(beside) }),
      ...(tongue !== 'nl' && { language: main.language.trim().replaceAll('_', '-') }),
      ...timesOf(alert, main),
      ...((main.shortened || beside?.shortened) && main.web && { link: main.web }),
    },
  };
}

/** Nobody can say today what holds the day after tomorrow: what has no end is taken to hold for a day. */
const endlessMs = 24 * 3_600_000;

function timesOf({ sent }: CapAlert, { onset, effective, expires }: CapInfo) {
  const starts = onset ?? effective;
  const begins = starts && Date.parse(starts) > Date.parse(sent) ? new Date(starts).toISOString() : undefined;
  if (expires) return { ...(begins && { begins }), expires: new Date(expires).toISOString() };
  const end = new Date(Date.parse(begins ?? sent) + endlessMs).toISOString();
  return { ...(begins && { begins }), expires: end, endUnknown: true };
}

const coveredBy = (place: Place, { areas }: CapInfo): Set<string> =>
  new Set(
    areas.flatMap((area) => [...(area.villages ?? []), ...villagesCovered(place, area).map(({ id }) => id)]),
  );

const titleOf = ({ headline, event }: CapInfo) => headline ?? event;
const textOf = ({ description, headline, event }: CapInfo) => description ?? headline ?? event;

const inTongue = (infos: CapInfo[], tongue: string) =>
  infos.filter(({ language }) => languageOf(language) === tongue);

const gravestFirst = (infos: CapInfo[]) => infos.toSorted((one, other) => levelOf(other) - levelOf(one));

const withdrawn = (source: string) => ({
  reason: `${source} heeft dit bericht ingetrokken, of noemt dit dorp niet meer.`,
  reasonEn: `${source} has withdrawn this message, or no longer names this village.`,
});
