import { createHash } from 'node:crypto';
import { clock } from '#config/clock.ts';
import type { Gets } from '#contract';
import type { Notice } from '#contract/crisis/index.ts';
import * as incidents from '#models/crisis/incident.ts';
import type { Incident } from '#models/crisis/incident.ts';
import * as versions from '#models/crisis/version.ts';
import type { Draft, Version } from '#models/crisis/version.ts';
import { conflict, missing } from '../../visit/refusal.ts';
import type { Visit } from '../../visit/visit.ts';
import { capHeader } from './cap-header.ts';
import { withoutOldEnglish } from './english.ts';
import { lastSource } from './holding.ts';
import { noticesFor, villagesOf } from './notices.ts';
import { canChange, nobodyBetween } from './rules.ts';
import { announce } from './announce.ts';

/** What an officer says in one version. */
export type Content = Pick<
  Draft,
  | 'kind'
  | 'areas'
  | 'gone'
  | 'renews'
  | 'withdraws'
  | 'expects'
  | 'nextAt'
  | 'expires'
  | 'reason'
  | 'reasonEn'
> & {
  source?: string | undefined;
};

/** An incident at the moment somebody adds to it. */
export type Row = { incident: Incident; before: Version[]; now: Date };

/** What an officer does, and what they looked at when they did. */
type Act = { incident: string; basedOn: number; englishFits?: string[] | undefined };

/**
 * Adds a version that an officer typed and tells it. The same key gives the same version.
 * @param write says what stands in it, or refuses
 * @throws {Refusal} CONFLICT when the key was used for something else, or somebody acted since what the officer looked at
 */
export async function publish(
  visit: Visit,
  wish: Act & { key: string },
  write: (row: Row) => Content,
): Promise<Gets<'crisis:send'>> {
  const incident = await found(wish.incident);
  const { key } = wish;
  const hash = hashOf(wish);
  const version = await versions.add(incident._id, { author: visit.author.id, key }, (before, n) => {
    const row = { incident, before, now: clock.now() };
    return { ...draft(visit, row, n, said(row, wish, write).content), key, hash };
  });
  if (version.hash !== hash) throw keyUsed();
  await announce(visit, incident, version);
  return { version: version.n, identifier: version.cap.identifier, sent: version.cap.sent };
}

/** What each village would read of a version, without sending it, and the English that is left out of it. */
export async function preview(
  visit: Visit,
  act: Act,
  write: (row: Row) => Content,
): Promise<Gets<'crisis:preview'>> {
  const { incident: id } = act;
  const incident = await found(id);
  const before = await versions.ofIncidents([id]);
  const n = (before.at(-1)?.n ?? 0) + 1;
  const now = clock.now();
  const row = { incident, before, now };
  const { content, old } = said(row, act, write);
  const version = {
    ...draft(visit, row, n, content),
    ...{ key: '', hash: '', _id: '', incident: id, n, told: false, savedAt: now },
  };
  const newest = (villages: string[]): Notice[] =>
    villages.flatMap((village) => noticesFor(incident, [...before, version], village).slice(0, 1));
  return { notices: newest(villagesOf(version)), renews: newest(version.renews ?? []), oldEnglish: old };
}

/** What an officer may say now, without English that is out of date. */
function said(row: Row, { basedOn, englishFits = [] }: Act, write: (row: Row) => Content) {
  canChange(row.incident, row.before);
  nobodyBetween(row.before, basedOn);
  return withoutOldEnglish(write(row), row.before, englishFits);
}

async function found(id: string): Promise<Incident> {
  const incident = await incidents.byId(id);
  if (!incident) throw missing();
  return incident;
}

function draft(
  visit: Visit,
  row: Row,
  n: number,
  { source = lastSource(row.before) ?? municipality(visit), ...content }: Content,
): Omit<Draft, 'key' | 'hash'> {
  const cap = headerOf(visit, row, { n, ...content });
  return {
    ...content,
    source,
    cap,
    sentAt: new Date(cap.sent),
    state: 'shown',
    author: visit.author.id,
  };
}

function headerOf(
  { place }: Visit,
  { incident, before, now }: Row,
  { n, kind, areas, expires }: Pick<Content, 'kind' | 'areas' | 'expires'> & { n: number },
) {
  return capHeader({
    place: place.id,
    zone: place.timezone,
    sender: place.crisis.sender,
    incident: incident._id,
    n,
    exercise: incident.exercise,
    kind,
    restores: areas.length > 0,
    sent: now,
    ...(expires && { expires }),
    earlier: before,
  });
}

const municipality = ({ place }: Visit) => `Gemeente ${place.name}`;

/** Of everything that was asked; the fields of a checked wish always come in the same order. */
const hashOf = (wish: unknown) => createHash('sha256').update(JSON.stringify(wish)).digest('base64url');

const keyUsed = () =>
  conflict({
    nl: 'Dit is al eerder verstuurd, met andere woorden.',
    en: 'This was sent before, in other words.',
  });
