import type { Notice } from '#contract/crisis/index.ts';
import type { Incident } from '#models/crisis/incident.ts';
import type { Version } from '#models/crisis/version.ts';
import { changesBetween, type Words } from './changes.ts';
import { inExercise, titlesOf } from './exercise.ts';
import { termsOf } from './holding.ts';
import { endsOf } from './repeats.ts';

type Area = Version['areas'][number];

/**
 * An incident as one village reads it, the newest first. Only what speaks to this village is in it, so that no village reads
 * another's text.
 * @param versions of this incident, oldest first
 */
export function noticesFor(incident: Incident, versions: Version[], village: string): Notice[] {
  const notices: Notice[] = [];
  let before: Words | undefined;
  let title: Title = incident;
  const told = incident.exercise ? versions.map(inExercise) : versions;
  for (const version of told.filter(({ state }) => state === 'shown')) {
    const own = version.areas.find(({ area }) => area === village);
    title = own?.relayed ?? title;
    const terms = own ? termsOf(told, version, own) : version;
    const about = { ...aboutOf(incident, version, village, title), source: terms.source };
    const words = own && wordsOf(terms, own);
    if (words) {
      const update = updateOf({ ...version, ...terms }, own, words, before);
      notices.unshift({ type: 'crisis:updated', ...about, ...update });
    } else if (own) notices.unshift({ type: 'crisis:ended', ...about, ...textOf(own), ...untilOf(version) });
    else if (version.gone.includes(village)) {
      notices.unshift({ type: 'crisis:cancelled', ...about, ...reasonOf(version) });
    } else {
      if (version.renews?.includes(village))
        notices.splice(0, 1, ...notices.slice(0, 1).map(renewedBy(version)));
      continue;
    }
    before = words;
  }
  return lengthened(notices, endsOf(versions).get(village));
}

/** What came again in the same words holds as long as the last of it says. */
function lengthened([newest, ...earlier]: Notice[], end = 0): Notice[] {
  if (newest?.type !== 'crisis:updated') return newest ? [newest, ...earlier] : [];
  const expires = end > Date.parse(newest.expires) ? new Date(end).toISOString() : newest.expires;
  return [{ ...newest, expires }, ...earlier];
}

/** Whether every village that a version speaks to can be told what it says. */
export function isReadable(incident: Incident, version: Version): boolean {
  try {
    villagesOf(version).forEach((village) => noticesFor(incident, [version], village));
    return true;
  } catch (error) {
    if (!unreadable.has(version._id)) console.error(`${version._id} cannot be read`, error);
    unreadable.add(version._id);
    return false;
  }
}

/** Said once: what stands is read every few seconds. */
const unreadable = new Set<string>();

/** The villages a version speaks to. */
export const villagesOf = ({ areas, gone }: Version): string[] => [...areas.map(({ area }) => area), ...gone];

/** The villages for which an incident goes on: what was last said to them is neither withdrawn nor over. */
export function villagesConcerned(versions: Version[]): string[] {
  const concerned = new Set<string>();
  for (const version of versions.filter(({ state }) => state === 'shown')) {
    for (const { area, level } of version.areas) {
      if (level) concerned.add(area);
      else concerned.delete(area);
    }
    for (const village of version.gone) concerned.delete(village);
  }
  return [...concerned];
}

/** Undefined for an all-clear, which has no level. */
function wordsOf(
  { expects, nextAt }: Pick<Version, 'expects' | 'nextAt'>,
  { area: _, again: __, relayed: ___, level, ...own }: Area,
): Words | undefined {
  if (!level) return undefined;
  return { ...own, level, ...(expects && { expects }), ...(nextAt && { nextAt: nextAt.toISOString() }) };
}

type Title = { title: string; titleEn?: string | undefined };

function aboutOf(incident: Incident, { n, cap }: Version, village: string, { title, titleEn }: Title) {
  const { _id, exercise, relayed } = incident;
  const named = { incident: _id, ...titlesOf({ title, titleEn, exercise }) };
  return { ...named, version: n, area: village, exercise, relayed, sent: cap.sent };
}

function updateOf(version: Version, { relayed }: Area, words: Words, before: Words | undefined) {
  const { sentAt, expires = sentAt, language, withdraws } = version;
  const {
    title: _,
    titleEn: __,
    ...others
  } = relayed ?? {
    title: '',
    expires: expires.toISOString(),
    ...(language && { language }),
  };
  return {
    ...words,
    ...others,
    ...(withdraws !== undefined && { withdrawn: { version: withdraws, ...reasonOf(version) } }),
    changes: before ? changesBetween(before, words) : [],
  };
}

/** A village that a version leaves out keeps what it has, for as long as that version holds. */
const renewedBy =
  ({ expires, nextAt }: Version) =>
  (notice: Notice): Notice => {
    if (notice.type !== 'crisis:updated' || !expires) return notice;
    const until = Math.max(Date.parse(notice.expires), expires.getTime());
    return {
      ...notice,
      expires: new Date(until).toISOString(),
      ...(nextAt && { nextAt: nextAt.toISOString() }),
    };
  };

const untilOf = ({ expires }: Version) => expires && { until: expires.toISOString() };

const textOf = ({ text, textEn }: Area) => ({ text, ...(textEn && { textEn }) });

const reasonOf = ({ reason = '', reasonEn }: Version) => ({ reason, ...(reasonEn && { reasonEn }) });
