import type { Draft, Version } from '#models/version.ts';

type Said = Pick<Draft, 'kind' | 'areas' | 'source' | 'cap'>;

/**
 * Whether a message of others says what people read already: the same words for the same villages. An Alert that comes again
 * under a new name says nothing new when it ends at another time; an Update that ends earlier does.
 * @param before of the incident it belongs to, oldest first
 */
export function repeats(draft: Said, before: Version[], now: Date): boolean {
  const shown = before.findLast(({ state }) => state === 'shown');
  if (draft.kind !== 'update' || shown?.kind !== 'update' || saying(draft) !== saying(shown)) return false;
  const ends = endsOf(before);
  const later = draft.areas.every(
    ({ area, relayed }) => Date.parse(relayed?.expires ?? '') >= (ends.get(area) ?? 0),
  );
  const holds = [...ends.values()].some((end) => end > now.getTime());
  return holds && (later || draft.cap.msgType === 'Alert');
}

/** Until when what people read holds in each village, in ms: what came again may have given it more time. */
export function endsOf(versions: Version[]): Map<string, number> {
  const ends = new Map<string, number>();
  const shown = versions.findLastIndex(({ state }) => state === 'shown');
  for (const { state, areas } of versions.slice(Math.max(0, shown))) {
    if (state === 'archived') continue;
    for (const { area, relayed } of areas) {
      ends.set(area, Math.max(ends.get(area) ?? 0, Date.parse(relayed?.expires ?? '') || 0));
    }
  }
  return ends;
}

/** All that is read, without its times but the one from which it holds. */
const saying = ({ areas, source }: Pick<Said, 'areas' | 'source'>): string =>
  JSON.stringify([
    source,
    areas.map(({ area, level, text, textEn, instruction, instructionEn, relayed }) => [
      [area, level, text, textEn, instruction, instructionEn],
      [relayed?.title, relayed?.titleEn, relayed?.language, relayed?.begins],
    ]),
  ]);
