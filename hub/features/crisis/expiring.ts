import { inboxOf } from '#contract/ids.ts';
import { bots } from '#config/bots.ts';
import { clock } from '#config/clock.ts';
import { within } from '#config/place.ts';
import * as incidents from '#models/crisis/incident.ts';
import type { Incident } from '#models/crisis/incident.ts';
import * as people from '#models/person/person.ts';
import type { Version } from '#models/crisis/version.ts';
import type { Visit } from '../../visit/visit.ts';
import type { Known } from './known.ts';
import { noticesFor, villagesConcerned } from './notices.ts';

/** So long before a message expires its officers are asked what now. */
const aheadMs = 60 * 60_000;

/** Until when what a village reads of an incident holds. */
export type Holding = { area: string; level: 1 | 2 | 3 | 4; expires: string };

/** What holds, or held, in each village for which an incident goes on. @param versions of this incident, oldest first */
export const holdingsOf = (incident: Incident, versions: Version[]): Holding[] =>
  villagesConcerned(versions).flatMap((area) => {
    const [notice] = noticesFor(incident, versions, area);
    return notice?.type === 'crisis:updated' ? [{ area, level: notice.level, expires: notice.expires }] : [];
  });

/**
 * Asks the officers of an area, once, before what they said there expires: a village never reads "expired" because nobody
 * thought of it. It is asked again only when it was renewed meanwhile.
 * @param known what still belongs on people's screens
 */
export async function askOfficers(visit: Visit, { incidents: standing, versions }: Known): Promise<void> {
  const soon = new Date(clock.now().getTime() + aheadMs).toISOString();
  for (const incident of standing) {
    if (incident.relayed || incident.exercise || incident.state !== 'open') continue;
    const own = versions.filter((version) => version.incident === incident._id);
    const due = holdingsOf(incident, own).filter(({ expires }) => expires <= soon);
    for (const [expires, areas] of Map.groupBy(due, ({ expires }) => expires)) {
      if (incident.asked?.includes(expires)) continue;
      await ask(
        visit,
        incident,
        areas.map(({ area }) => area),
        expires,
      );
      await incidents.markAsked(incident._id, expires);
    }
  }
}

async function ask(visit: Visit, incident: Incident, areas: string[], expires: string): Promise<void> {
  const { _id, title, titleEn } = incident;
  for (const officer of await people.officers()) {
    const his = areas.filter((area) => officer.areas.some((own) => within(visit.place, area, own)));
    if (his.length === 0) continue;
    await visit.announce(inboxOf(officer._id), {
      type: 'crisis:expiring',
      key: `crisis:${_id}:expires:${expires}`,
      author: { ...bots['crisis-relay'], role: 'bot' },
      body: { incident: _id, title, ...(titleEn && { titleEn }), areas: his, expires },
    });
  }
}
