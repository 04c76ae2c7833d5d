import { clock } from '#config/clock.ts';
import * as incidents from '#models/crisis/incident.ts';
import type { Incident } from '#models/crisis/incident.ts';
import * as versions from '#models/crisis/version.ts';
import type { Version } from '#models/crisis/version.ts';
import { lastKnown } from './last-known.ts';
import { isReadable } from './notices.ts';

export type Known = { incidents: Incident[]; versions: Version[] };

/** How many incidents back people can read. */
const most = 20;

/** What still belongs on people's screens. */
export const situationNow = lastKnown(
  async () => withVersions(await incidents.standing(clock.now())),
  () => clock.now(),
);

/** In which something happened last. */
export const recentPast = lastKnown(
  async () => withVersions(await incidents.recent(most)),
  () => clock.now(),
);

/** Everybody reads what was just said, also when the database falls silent right after it. */
export const lookAgain = () => Promise.all([situationNow.look(), recentPast.look()]);

async function withVersions(incidents: Incident[]): Promise<Known> {
  return { incidents, versions: await readableVersions(incidents) };
}

/**
 * Their versions, in order. One kept in a shape that nobody can read is left out: it takes neither its incident nor all the
 * others with it.
 */
export async function readableVersions(incidents: Incident[]): Promise<Version[]> {
  const byId = new Map(incidents.map((incident) => [incident._id, incident]));
  const kept = await versions.ofIncidents([...byId.keys()]);
  return kept.filter((version) => isReadable(byId.get(version.incident)!, version));
}
