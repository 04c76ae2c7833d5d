import { advance, incidentsByIds, prolong, untilEnded, type Incident } from '#models/incident.ts';
import { markTold, versionsOf, type Version } from '#models/version.ts';
import type { Visit } from '../../visit.ts';
import { noticesFor, villagesOf } from './notices.ts';
import { afterwardsMs } from './situation.ts';

/**
 * Tells a version that stands in the channel of each village it speaks to: that village's own text, and there alone. Safe to do
 * again; whatever was told already is not told anew.
 */
export async function tell(visit: Visit, incident: Incident, version: Version): Promise<void> {
  if (version.state === 'shown') {
    const row = (await versionsOf([incident._id])).filter(({ n }) => n <= version.n);
    const author = (await visit.authors([version.author])).get(version.author);
    await Promise.all(
      villagesOf(version).map(async (village) => {
        const [notice] = noticesFor(incident, row, village);
        if (!notice || !author) return;
        const { type, ...body } = notice;
        await visit.append(`village-${village}`, { type, body, key: version.key, author });
      }),
    );
    await advance(incident._id, progressOf(incident, version));
  }
  if (version.state === 'repeated' && version.expires) {
    await prolong(incident._id, afterwards(version.expires));
  }
  await markTold(version._id);
}

/** What is told within this time is being told by the hub that saved it. */
const patienceMs = 5_000;

/** Tells what a hub that stopped halfway left unsaid, among these versions. */
export async function tellUnsaid(visit: Visit, versions: Version[]): Promise<void> {
  const since = Date.now() - patienceMs;
  await tellUntold(
    visit,
    versions.filter(({ savedAt }) => savedAt.getTime() < since),
  );
}

/** Tells those of these versions that may not stand in every village yet. */
export async function tellUntold(visit: Visit, versions: Version[]): Promise<void> {
  const untold = versions.filter(({ told }) => !told);
  if (untold.length === 0) return;
  const incidents = await incidentsByIds(untold.map(({ incident }) => incident));
  for (const version of untold) {
    const incident = incidents.find(({ _id }) => _id === version.incident);
    if (incident) await tell(visit, incident, version);
  }
}

const afterwards = (from: Date) => new Date(from.getTime() + afterwardsMs);

/** An incident of others is called what its newest message is called. */
function progressOf({ relayed }: Incident, { n, kind, sentAt, expires, title, titleEn }: Version) {
  const state = ({ update: 'open', cancel: 'cancelled', end: 'ended' } as const)[kind];
  const goesOn = kind === 'update' && expires ? (relayed ? afterwards(expires) : untilEnded) : undefined;
  return {
    latest: n,
    state,
    changedAt: sentAt,
    standsUntil: goesOn ?? afterwards(sentAt),
    ...(kind === 'update' && title && { title, titleEn }),
  };
}
