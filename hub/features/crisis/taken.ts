import { villagesCovered, type Feed, type Place } from '#config/place.ts';
import { levelOf, type CapAlert, type CapInfo } from '#contract/cap.ts';
import type { Draft, Version } from '#models/version.ts';
import { referenceTo } from './cap-header.ts';
import { villagesConcerned } from './notices.ts';

/** What a message of others says here: its own words, for the villages of this place that it speaks of. */
export type Taken = {
  title: string;
  titleEn?: string | undefined;
  source: string;
  areas: Version['areas'];
  expires?: Date | undefined;
  /** Of the words, when they are not Dutch. */
  language?: string | undefined;
  reason: string;
  reasonEn: string;
};

/** Reads a message for this place: Dutch when it has it, with its English beside it; the level never higher than it says. */
export function wordsOf(place: Place, feed: Feed, alert: CapAlert): Taken {
  const [first] = alert.infos;
  const main = inLanguage(alert, 'nl') ?? first;
  const english = inLanguage(alert, 'en');
  const source = main?.senderName ?? feed.name;
  if (!main) return { title: source, source, areas: [], ...withdrawn(source) };
  const beside = english && english !== main ? english : undefined;
  return {
    title: titleOf(main),
    ...(beside && { titleEn: titleOf(beside) }),
    source,
    areas: areasOf(place, main, beside),
    ...(main.expires && { expires: new Date(main.expires) }),
    ...(main === english || !isDutch(main) ? { language: main.language } : {}),
    ...withdrawn(source),
  };
}

/**
 * The version that a message becomes. It is shown when it is newer than what people see, holds still, and nothing that replaces
 * it came before it.
 */
export function draftOf(
  alert: CapAlert,
  taken: Taken,
  before: Version[],
  { now, overtaken }: { now: Date; overtaken: boolean },
): Omit<Draft, 'author' | 'key' | 'hash'> {
  const sentAt = new Date(alert.sent);
  const isCancel = alert.msgType === 'Cancel';
  const areas = isCancel ? [] : taken.areas;
  const named = areas.map(({ area }) => area);
  const gone = villagesConcerned(before).filter((village) => !named.includes(village));
  const hasPassed = !isCancel && taken.expires !== undefined && taken.expires <= now;
  const late = overtaken || hasPassed || isOlder(alert, before);
  return {
    kind: areas.length === 0 ? 'cancel' : 'update',
    state: late ? 'archived' : 'shown',
    cap: {
      identifier: alert.identifier,
      sender: alert.sender,
      sent: alert.sent,
      status: alert.status === 'Exercise' ? 'Exercise' : 'Actual',
      msgType: isCancel ? 'Cancel' : alert.msgType === 'Update' ? 'Update' : 'Alert',
      references: alert.references.map(referenceTo).join(' '),
      ...(alert.infos[0]?.expires && { expires: alert.infos[0].expires }),
    },
    sentAt,
    areas,
    gone,
    ...(areas.length > 0 && taken.expires && { expires: taken.expires }),
    ...(gone.length > 0 && { reason: taken.reason, reasonEn: taken.reasonEn }),
    source: taken.source,
    ...(taken.language && { language: taken.language }),
  };
}

function isOlder(alert: CapAlert, before: Version[]): boolean {
  const newest = before.filter(({ state }) => state === 'shown').at(-1);
  if (!newest) return false;
  const names = alert.references.map(({ identifier }) => identifier);
  const later = Date.parse(alert.sent) - newest.sentAt.getTime();
  return later < 0 || (later === 0 && !names.includes(newest.cap.identifier));
}

function areasOf(place: Place, main: CapInfo, beside: CapInfo | undefined): Version['areas'] {
  const level = levelOf(main);
  const villages = new Set(main.areas.flatMap((area) => villagesCovered(place, area).map(({ id }) => id)));
  return [...villages].map((area) => ({
    area,
    level,
    text: textOf(main),
    ...(beside && { textEn: textOf(beside) }),
    ...(main.instruction && { instruction: main.instruction }),
    ...(beside?.instruction && { instructionEn: beside.instruction }),
  }));
}

const titleOf = ({ headline, event }: CapInfo) => headline ?? event;
const textOf = ({ description, headline, event }: CapInfo) => description ?? headline ?? event;

const inLanguage = ({ infos }: CapAlert, language: string) =>
  infos.find((info) => info.language.toLowerCase().split('-')[0] === language);

const isDutch = ({ language }: CapInfo) => language.toLowerCase().split('-')[0] === 'nl';

const withdrawn = (source: string) => ({
  reason: `${source} heeft dit bericht ingetrokken, of noemt dit dorp niet meer.`,
  reasonEn: `${source} has withdrawn this message, or no longer names this village.`,
});
