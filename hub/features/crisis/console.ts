import { clock } from '#config/clock.ts';
import type { Gets } from '#contract';
import { heldSince, type HeldAlert } from '#models/held-alert.ts';
import { recentIncidents, type Incident } from '#models/incident.ts';
import { versionsOf, type Version } from '#models/version.ts';
import type { Visit } from '../../visit.ts';
import { holdingsOf } from './expiring.ts';

type Console = Gets<'crisis:incidents'>;

const most = 30;
/** A message that waited this long for another will wait for ever. */
const heldMs = 72 * 3_600_000;

/** Everything officers work with, the newest first. */
export async function forOfficers(visit: Visit): Promise<Console> {
  const now = clock.now();
  const incidents = await recentIncidents(most);
  const versions = await versionsOf(incidents.map(({ _id }) => _id));
  const authors = await visit.authors(versions.map(({ author }) => author));
  const nameOf = (id: string) => authors.get(id)?.name ?? id;
  const held = await heldSince(new Date(now.getTime() - heldMs));
  return {
    now: now.toISOString(),
    incidents: incidents.map((incident) => {
      const own = versions.filter((version) => version.incident === incident._id).reverse();
      const holds = holdingsOf(incident, own.toReversed());
      return {
        ...spoken(incident),
        holds,
        versions: own.map((version) => kept(version, nameOf(version.author))),
      };
    }),
    held: held.map(waiting),
  };
}

const spoken = ({ _id, title, titleEn, exercise, relayed, state, openedAt }: Incident) => ({
  incident: _id,
  title,
  ...(titleEn && { titleEn }),
  exercise,
  relayed,
  state,
  opened: openedAt.toISOString(),
});

function kept(version: Version, author: string): Console['incidents'][number]['versions'][number] {
  const { n, kind, state, cap, areas, gone, renews = [], reason, expects, nextAt, expires, source } = version;
  return {
    version: n,
    kind,
    state,
    cap,
    areas,
    gone,
    renews,
    ...(reason && { reason }),
    ...(expects && { expects }),
    ...(nextAt && { nextAt: nextAt.toISOString() }),
    ...(expires && { expires: expires.toISOString() }),
    source,
    author,
  };
}

function waiting({ feed, alert, since }: HeldAlert): Console['held'][number] {
  const { sender, identifier, sent, references, infos } = alert;
  const [info] = infos;
  return {
    sender,
    identifier,
    sent,
    feed,
    msgType: alert.msgType === 'Cancel' ? 'Cancel' : 'Update',
    title: info?.headline ?? info?.event ?? identifier,
    text: info?.description ?? '',
    references,
    since: since.toISOString(),
  };
}
