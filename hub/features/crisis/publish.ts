import { createHash } from 'node:crypto';
import { clock } from '#config/clock.ts';
import type { Gets } from '#contract';
import { incidentById, type Incident } from '#models/incident.ts';
import { addVersion, type Draft, type Version } from '#models/version.ts';
import { conflict, missing } from '../../refusal.ts';
import type { Visit } from '../../visit.ts';
import { capHeader } from './cap-header.ts';
import { tell } from './telling.ts';

/** What an officer says in one version. */
export type Content = Pick<
  Draft,
  'kind' | 'areas' | 'gone' | 'expects' | 'nextAt' | 'expires' | 'reason' | 'reasonEn'
> & {
  source?: string | undefined;
};

/** An incident at the moment somebody adds to it. */
export type Row = { incident: Incident; before: Version[]; now: Date };

/**
 * Adds a version that an officer typed and tells it. The same key gives the same version.
 * @param write says what stands in it, or refuses
 * @throws {Refusal} CONFLICT when the key was used for something else
 */
export async function publish(
  visit: Visit,
  wish: { incident: string; key: string },
  write: (row: Row) => Content,
): Promise<Gets<'crisis:send'>> {
  const incident = await incidentById(wish.incident);
  if (!incident) throw missing();
  const author = visit.author.id;
  const hash = hashOf(wish);
  const version = await addVersion(incident._id, { author, key: wish.key }, (before, n) => {
    const now = clock.now();
    const { source = municipality(visit), ...content } = write({ incident, before, now });
    const cap = headerOf(visit, incident, before, { n, now, ...content });
    return {
      ...content,
      source,
      cap,
      sentAt: new Date(cap.sent),
      state: 'shown',
      author,
      key: wish.key,
      hash,
    };
  });
  if (version.hash !== hash) throw keyUsed();
  await tell(visit, incident, version);
  return { version: version.n, identifier: version.cap.identifier, sent: version.cap.sent };
}

function headerOf(
  { place }: Visit,
  { _id, exercise }: Incident,
  before: Version[],
  version: Pick<Content, 'kind' | 'expires'> & { n: number; now: Date },
) {
  const { n, now, kind, expires } = version;
  return capHeader({
    place: place.id,
    zone: place.timezone,
    sender: place.crisis.sender,
    incident: _id,
    n,
    exercise,
    kind,
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
