import { clock } from '#config/clock.ts';
import type { Asked, Gets } from '#contract';
import * as parkedAlerts from '#models/crisis/parked-alert.ts';
import type { ParkedAlert } from '#models/crisis/parked-alert.ts';
import * as incidents from '#models/crisis/incident.ts';
import type { Incident } from '#models/crisis/incident.ts';
import * as refusedMessages from '#models/crisis/refused-message.ts';
import type { RefusedMessage } from '#models/crisis/refused-message.ts';
import type { Version } from '#models/crisis/version.ts';
import type { Visit } from '../../visit/visit.ts';
import { holdingsOf } from './expiring.ts';
import { standingIn } from './holding.ts';
import { readableVersions } from './known.ts';

type Console = Gets<'crisis:incidents'>;

/** Incidents that no longer stand, on one page. */
const pageOf = 30;
/** A message that waited this long for another will wait for ever. */
const heldMs = 72 * 3_600_000;

/** Everything officers work with: what stands, our own first, then a page of what does not, the newest first. */
export async function forOfficers(
  visit: Visit,
  { page, incident }: Asked<'crisis:incidents'>,
): Promise<Console> {
  const now = clock.now();
  const past = incident ? [] : await incidents.past(now, (page - 1) * pageOf, pageOf + 1);
  const shown = incident
    ? await incidents.byIds([incident])
    : [...(await standing(now)), ...past.slice(0, pageOf)];
  const versions = await readableVersions(shown);
  const authors = await visit.authors(versions.map(({ author }) => author));
  const nameOf = (id: string) => authors.get(id)?.name ?? id;
  const held = await parkedAlerts.parkedSince(new Date(now.getTime() - heldMs));
  const refused = await refusedMessages.newest();
  return {
    now: now.toISOString(),
    incidents: shown.map((one) => {
      const own = versions.filter((version) => version.incident === one._id);
      const told = own.toReversed().map((version) => kept(version, nameOf(version.author)));
      return { ...presentIncident(one, now), versions: told, holds: holdsIn(one, own) };
    }),
    older: past.length > pageOf,
    held: held.map(waiting),
    refused: refused.map(broken),
  };
}

/** However many messages of others there are, our own are not among them but before them. */
const standing = async (now: Date) =>
  (await incidents.standing(now)).sort(
    (one, other) =>
      Number(one.relayed) - Number(other.relayed) || other.changedAt.getTime() - one.changedAt.getTime(),
  );

/** What holds in each village, as long as people read that it does. */
function holdsIn(incident: Incident, versions: Version[]): Console['incidents'][number]['holds'] {
  const ends = new Map(holdingsOf(incident, versions).map(({ area, expires }) => [area, expires]));
  return standingIn(versions).map((one) => ({ ...one, expires: ends.get(one.area) ?? one.expires }));
}

const presentIncident = (
  { _id, title, titleEn, exercise, relayed, state, standsUntil, openedAt }: Incident,
  now: Date,
) => ({
  incident: _id,
  title,
  ...(titleEn && { titleEn }),
  exercise,
  relayed,
  state,
  stands: standsUntil > now,
  opened: openedAt.toISOString(),
});

const broken = ({ feed, link, reason, rule, about, since }: RefusedMessage) => ({
  ...{ feed, link, reason, rule },
  ...(about && { about }),
  since: since.toISOString(),
});

function kept(version: Version, author: string): Console['incidents'][number]['versions'][number] {
  const {
    n,
    kind,
    state,
    cap,
    areas,
    gone,
    withdraws,
    renews = [],
    reason,
    expects,
    nextAt,
    expires,
    source,
  } = version;
  return {
    version: n,
    kind,
    state,
    cap,
    areas,
    gone,
    renews,
    ...(withdraws !== undefined && { withdraws }),
    ...(reason && { reason }),
    ...(expects && { expects }),
    ...(nextAt && { nextAt: nextAt.toISOString() }),
    ...(expires && { expires: expires.toISOString() }),
    source,
    author,
  };
}

function waiting({ feed, alert, since }: ParkedAlert): Console['held'][number] {
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
