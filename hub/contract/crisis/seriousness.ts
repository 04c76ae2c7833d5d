import type { Notice } from './index.ts';

/** Whether a message has passed its own end. It never means that it is safe. @param now on the clock of the place, in ms */
export const isExpired = (notice: Notice, now: number): boolean =>
  notice.type === 'crisis:updated' && Date.parse(notice.expires) <= now;

/**
 * The order in which messages are read, in the hub and on every page: what holds now by its level; then what an officer sent
 * and let expire, since silence never means that it is safe; then what is over; then what others let expire; then what was
 * withdrawn. The newest first among equals.
 * @param now on the clock of the place, in ms
 */
export const bySeriousness =
  (now: number) =>
  (one: Notice, other: Notice): number =>
    rankOf(other, now) - rankOf(one, now) ||
    Date.parse(other.sent) - Date.parse(one.sent) ||
    other.version - one.version;

/** Higher is more serious. */
export function rankOf(notice: Notice, now: number): number {
  if (notice.type === 'crisis:cancelled') return 0;
  if (notice.type === 'crisis:ended') return 20;
  if (!isExpired(notice, now)) return 40 + notice.level;
  return (notice.relayed ? 10 : 30) + notice.level;
}
