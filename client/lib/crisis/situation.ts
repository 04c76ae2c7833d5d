import type { Entry } from '#contract';
import type { Notice, VillageSituation } from '#contract/crisis/index.ts';
import type { Me } from '#contract/person/index.ts';
import type { Place } from '#contract/place/index.ts';
import { bySeriousness, isExpired, rankOf } from '#contract/crisis/seriousness.ts';
import { villagesOf } from '../place/areas.ts';

/** How a notice looks: the end of a class `level-…`. */
export type Tone = 'clear' | 'none' | 'exercise' | '1' | '2' | '3' | '4';

/** The official message that an entry of a village's channel is; undefined when it is something else. */
export function noticeIn(entry: Entry): Notice | undefined {
  if (!entry.body) return undefined;
  if (entry.type === 'crisis:updated') return { ...entry.body, type: entry.type };
  if (entry.type === 'crisis:cancelled') return { ...entry.body, type: entry.type };
  return entry.type === 'crisis:ended' ? { ...entry.body, type: entry.type } : undefined;
}

/** From when and until when a message holds, when that has not begun yet. */
export const aheadOf = (notice: Notice, now: number): { from: string; to: string } | undefined =>
  notice.type === 'crisis:updated' && notice.begins !== undefined && Date.parse(notice.begins) > now
    ? { from: notice.begins, to: notice.expires }
    : undefined;

/** So long after the promised moment it is honest to say that it takes longer. */
const graceMs = 15 * 60_000;

/** Whether the next message was promised and did not come. */
export const isLate = (notice: Notice, now: number): boolean =>
  notice.type === 'crisis:updated' &&
  notice.nextAt !== undefined &&
  Date.parse(notice.nextAt) + graceMs <= now;

export function toneOfNotice(notice: Notice, now: number): Tone {
  if (notice.exercise) return 'exercise';
  if (notice.type === 'crisis:ended') return 'clear';
  if (notice.type === 'crisis:cancelled' || isExpired(notice, now)) return 'none';
  return `${notice.level}`;
}

/**
 * Whether a new version is worth interrupting somebody who listens: another level, another thing to do, another expectation,
 * or something that was not there before.
 * @param before what this village read of it until now
 */
export function isAlarming(notice: Notice, before: Notice | undefined): boolean {
  if (notice.type !== 'crisis:updated' || before?.type !== 'crisis:updated') return true;
  const heard = ({ level, instruction, instructionEn, expects }: typeof notice) =>
    JSON.stringify([level, instruction, instructionEn, expects?.what, expects?.when]);
  return heard(notice) !== heard(before);
}

/** The situation after a notice: it takes the place of the older version that its village had. */
export function withNotice(villages: readonly VillageSituation[], notice: Notice): VillageSituation[] {
  return villages.map((village) => (village.area === notice.area ? heardIn(village, notice) : village));
}

function heardIn(village: VillageSituation, notice: Notice): VillageSituation {
  const known = village.stands.find(({ incident }) => incident === notice.incident);
  if (known && known.version >= notice.version) return village;
  const others = village.stands.filter((one) => one !== known);
  return {
    ...village,
    stands: [...others, notice],
    earlier: known ? [known, ...village.earlier] : village.earlier,
  };
}

/** The villages whose messages are for this person; a guest gets those of the whole place. */
export function villagesFor(me: Me | null, place: Place): string[] {
  const all = villagesOf(place);
  const own = [me?.village, ...(me?.areas ?? [])];
  const mine = all.filter(({ id, parent = '' }) => own.includes(id) || own.includes(parent));
  return (mine.length > 0 ? mine : all).map(({ id }) => id);
}

/** What the banner says: the most serious message, where it stands, and how many other incidents there are. */
export type Headline = { notice: Notice; villages: string[]; others: number };

export function headlineOf(villages: readonly VillageSituation[], now: number): Headline | undefined {
  const stands = villages.flatMap((village) => village.stands).sort(bySeriousness(now));
  const [notice] = stands;
  if (!notice) return undefined;
  const of = stands.filter(({ incident }) => incident === notice.incident);
  const incidents = new Set(stands.map(({ incident }) => incident));
  return {
    notice,
    villages: of.filter((one) => rankOf(one, now) === rankOf(notice, now)).map(({ area }) => area),
    others: incidents.size - 1,
  };
}
