import { villageChannel, exerciseChannel } from '#contract/ids.ts';
import { within } from '#config/place.ts';
import * as incidents from '#models/crisis/incident.ts';
import type { Incident } from '#models/crisis/incident.ts';
import { withTimeout } from '#models/database/timeout.ts';
import * as people from '#models/person/person.ts';
import type { Person } from '#models/person/person.ts';
import * as versions from '#models/crisis/version.ts';
import type { Version } from '#models/crisis/version.ts';
import type { Visit } from '../../visit/visit.ts';
import { lookAgain } from './known.ts';
import { noticesFor, villagesOf } from './notices.ts';
import { afterwardsMs } from './situation.ts';

/**
 * Tells a version that stands in the channel of each village it speaks to: that village's own text, and there alone. An exercise is
 * told in a channel of its own. Safe to do again; whatever was told already is not told anew.
 */
export async function announce(visit: Visit, incident: Incident, version: Version): Promise<void> {
  if (version.state === 'shown') {
    const row = (await versions.ofIncidents([incident._id])).filter(({ n }) => n <= version.n);
    const author = (await visit.authors([version.author])).get(version.author);
    const villages = villagesOf(version);
    if (incident.exercise) await gather(visit, villages);
    await Promise.all(
      villages.map(async (village) => {
        const [notice] = noticesFor(incident, row, village);
        if (!notice || !author) return;
        const { type, ...body } = notice;
        const where = incident.exercise
          ? { channel: exerciseChannel, key: `${version.key} ${village}` }
          : { channel: villageChannel(village), key: version.key };
        await visit.announce(where.channel, { type, body, key: where.key, author });
      }),
    );
    await incidents.advance(incident._id, progressOf(incident, version));
  }
  if (version.state === 'repeated' && version.expires) {
    await incidents.prolong(incident._id, afterwards(version.expires));
  }
  await versions.markAnnounced(version._id);
  // It stands: when the database falls silent right now, the sweep looks again.
  await withTimeout(lookAgain(), lookMs).catch(() => undefined);
}

/** Whoever has a task there is in the exercise from its first word. */
async function gather(visit: Visit, villages: string[]): Promise<void> {
  const concerned = ({ areas }: Person) =>
    areas.some((own) => villages.some((village) => within(visit.place, village, own)));
  const team = [...(await people.officers()), ...(await people.connectors())].filter(concerned);
  await Promise.all(team.map(({ _id }) => visit.members.add(_id, [exerciseChannel])));
}

/** Longer than this nobody waits for it. */
const lookMs = 2_000;

/** What is told within this time is being told by the hub that saved it. */
const timeoutMs = 3_000;

/** Tells what a hub that stopped halfway left unsaid. */
export const announceStale = async (visit: Visit): Promise<void> =>
  announcePending(visit, await versions.unannouncedSince(new Date(Date.now() - timeoutMs)));

/** Tells those of these versions that may not stand in every village yet. */
export async function announcePending(visit: Visit, versions: Version[]): Promise<void> {
  const pending = versions.filter(({ told }) => !told);
  if (pending.length === 0) return;
  const theirs = await incidents.byIds(pending.map(({ incident }) => incident));
  for (const version of pending) {
    const incident = theirs.find(({ _id }) => _id === version.incident);
    if (incident) await announce(visit, incident, version);
  }
}

const afterwards = (from: Date) => new Date(from.getTime() + afterwardsMs);

/** An incident of others is called what its newest message is called. */
function progressOf({ relayed }: Incident, { n, kind, withdraws, sentAt, expires, title, titleEn }: Version) {
  // What one version said is withdrawn; the incident goes on.
  if (withdraws !== undefined) {
    return { latest: n, state: 'open' as const, changedAt: sentAt, standsUntil: incidents.untilEnded };
  }
  const state = ({ update: 'open', cancel: 'cancelled', end: 'ended' } as const)[kind];
  const goesOn =
    kind === 'update' && expires ? (relayed ? afterwards(expires) : incidents.untilEnded) : undefined;
  const inSight = kind === 'end' ? expires : undefined;
  return {
    latest: n,
    state,
    changedAt: sentAt,
    standsUntil: goesOn ?? inSight ?? afterwards(sentAt),
    ...(kind === 'update' && title && { title, titleEn }),
  };
}
