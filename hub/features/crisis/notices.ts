import type { Notice } from '#contract/crisis.ts';
import type { Incident } from '#models/incident.ts';
import type { Version } from '#models/version.ts';
import { changesBetween, type Words } from './changes.ts';
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
  for (const version of versions.filter(({ state }) => state === 'shown')) {
    const own = version.areas.find(({ area }) => area === village);
    title = own?.relayed ?? title;
    const about = aboutOf(incident, version, village, title);
    const words = own && wordsOf(version, own);
    if (words)
      notices.unshift({ type: 'crisis:updated', ...about, ...updateOf(version, own, words, before) });
    else if (own) notices.unshift({ type: 'crisis:ended', ...about, ...textOf(own) });
    else if (version.gone.includes(village)) {
      notices.unshift({ type: 'crisis:cancelled', ...about, ...reasonOf(version) });
    } else continue;
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
  { expects, nextAt }: Version,
  { area: _, relayed: __, level, ...own }: Area,
): Words | undefined {
  if (!level) return undefined;
  return { ...own, level, ...(expects && { expects }), ...(nextAt && { nextAt: nextAt.toISOString() }) };
}

type Title = { title: string; titleEn?: string | undefined };

function aboutOf(
  incident: Incident,
  { n, source, cap }: Version,
  village: string,
  { title, titleEn }: Title,
) {
  const { _id, exercise, relayed } = incident;
  const named = { incident: _id, title, ...(titleEn && { titleEn }) };
  return { ...named, version: n, area: village, exercise, relayed, source, sent: cap.sent };
}

function updateOf(
  { sentAt, expires = sentAt, language }: Version,
  { relayed }: Area,
  words: Words,
  before: Words | undefined,
) {
  const {
    title: _,
    titleEn: __,
    ...others
  } = relayed ?? {
    title: '',
    expires: expires.toISOString(),
    ...(language && { language }),
  };
  return { ...words, ...others, changes: before ? changesBetween(before, words) : [] };
}

const textOf = ({ text, textEn }: Area) => ({ text, ...(textEn && { textEn }) });

const reasonOf = ({ reason = '', reasonEn }: Version) => ({ reason, ...(reasonEn && { reasonEn }) });
