import type { Notice, VillageSituation } from '#contract/crisis.ts';
import type { Incident } from '#models/incident.ts';
import type { Version } from '#models/version.ts';
import { noticesFor } from './notices.ts';

/** What ended, was withdrawn, or expired at its source stays in sight this long, for whoever looks only now. */
export const afterwardsMs = 12 * 3_600_000;

/** What is said to each village: what stands now, and what was said before. */
export function situationOf(
  villages: string[],
  incidents: Incident[],
  versions: Version[],
  now: Date,
): VillageSituation[] {
  return villages.map((area) => {
    const rows = incidents.map((incident) =>
      noticesFor(
        incident,
        versions.filter((version) => version.incident === incident._id),
        area,
      ),
    );
    const stands = rows.flatMap(([newest]) => (newest && standsUntil(newest) > now ? [newest] : []));
    const earlier = rows.flat().filter((notice) => !stands.includes(notice));
    return { area, stands: stands.sort(bySeriousness), earlier: earlier.sort(byTime) };
  });
}

/**
 * Until when a notice belongs on the screen when nothing newer comes. What an officer sent stays until it is withdrawn or
 * over, also after it expired: silence never means that it is safe.
 */
export function standsUntil(notice: Notice): Date {
  if (notice.type !== 'crisis:updated') return new Date(Date.parse(notice.sent) + afterwardsMs);
  return notice.relayed ? new Date(Date.parse(notice.expires) + afterwardsMs) : untilSomebodySays;
}

const untilSomebodySays = new Date('9999-12-31T00:00:00Z');

/** Real before exercise, going on before over, a higher level first, then the newest. */
function bySeriousness(one: Notice, other: Notice): number {
  return Number(one.exercise) - Number(other.exercise) || levelOf(other) - levelOf(one) || byTime(one, other);
}

const levelOf = (notice: Notice) => (notice.type === 'crisis:updated' ? notice.level : 0);

const byTime = (one: Notice, other: Notice) =>
  Date.parse(other.sent) - Date.parse(one.sent) || other.version - one.version;
