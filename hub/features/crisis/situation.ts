import type { Notice, VillageSituation } from '#contract/crisis/index.ts';
import { bySeriousness } from '#contract/crisis/seriousness.ts';
import type { Incident } from '#models/crisis/incident.ts';
import type { Version } from '#models/crisis/version.ts';
import { noticesFor } from './notices.ts';

/** What was withdrawn, or expired at its source, stays in sight this long, for whoever looks only now. */
export const afterwardsMs = 12 * 3_600_000;

/** What is said to each village: what stands now, and what was said before. An exercise is for its own channel, not for this. */
export function situationOf(
  villages: string[],
  incidents: Incident[],
  versions: Version[],
  now: Date,
): VillageSituation[] {
  const real = incidents.filter(({ exercise }) => !exercise);
  return villages.map((area) => {
    const rows = real.map((incident) =>
      noticesFor(
        incident,
        versions.filter((version) => version.incident === incident._id),
        area,
      ),
    );
    const stands = rows.flatMap(([newest]) => (newest && standsUntil(newest) > now ? [newest] : []));
    const earlier = rows.flat().filter((notice) => !stands.includes(notice));
    return { area, stands: stands.sort(bySeriousness(now.getTime())), earlier: earlier.sort(byTime) };
  });
}

/**
 * Until when a notice belongs on the screen when nothing newer comes. What an officer sent stays until it is withdrawn or
 * over, also after it expired: silence never means that it is safe. That it is over stays as long as the officer said.
 */
export function standsUntil(notice: Notice): Date {
  if (notice.type === 'crisis:ended' && notice.until) return new Date(notice.until);
  if (notice.type !== 'crisis:updated') return new Date(Date.parse(notice.sent) + afterwardsMs);
  return notice.relayed ? new Date(Date.parse(notice.expires) + afterwardsMs) : untilSomebodySays;
}

const untilSomebodySays = new Date('9999-12-31T00:00:00Z');

const byTime = (one: Notice, other: Notice) =>
  Date.parse(other.sent) - Date.parse(one.sent) || other.version - one.version;
