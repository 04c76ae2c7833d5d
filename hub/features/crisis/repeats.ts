import type { CapAlert } from '#contract/crisis/cap.ts';
import type { Draft, Version } from '#models/crisis/version.ts';

type Said = Pick<Draft, 'kind' | 'areas' | 'source' | 'cap'>;

/**
 * Whether a message of others says what people read already: the same words for the same villages. An Alert that comes again
 * under a new name says nothing new when it ends at another time; an Update that ends earlier does.
 * @param before of the incident it belongs to, oldest first
 */
export function repeats(draft: Said, before: Version[], now: Date): boolean {
  const shown = before.findLast(({ state }) => state === 'shown');
  if (draft.kind !== 'update' || shown?.kind !== 'update') return false;
  if (saying(draft, now) !== saying(shown, now)) return false;
  const ends = endsOf(before);
  const later = draft.areas.every(
    ({ area, relayed }) => Date.parse(relayed?.expires ?? '') >= (ends.get(area) ?? 0),
  );
  const holds = [...ends.values()].some((end) => end > now.getTime());
  return holds && (later || draft.cap.msgType === 'Alert');
}

/**
 * Whether a Cancel takes back a message that was sent anew, under another name, and still holds: offices do both to replace the
 * one by the other, and then nobody may lose the warning. What refers to a message that is taken back goes with it.
 */
export function isSaidAgain(
  { msgType, references }: Pick<CapAlert, 'msgType' | 'references'>,
  before: Version[],
  now: Date,
): boolean {
  if (msgType !== 'Cancel') return false;
  const takenBack = new Set(references.map(({ identifier }) => identifier));
  const replaced = new Set<string>();
  for (const { cap } of before) {
    const named = cap.references.split(' ').flatMap((reference) => reference.split(',')[1] ?? []);
    for (const identifier of named) (cap.msgType === 'Cancel' ? takenBack : replaced).add(identifier);
    if (named.some((identifier) => takenBack.has(identifier))) takenBack.add(cap.identifier);
  }
  const isTakenBack = ({ cap }: Version) => takenBack.has(cap.identifier);
  const last = Math.max(...before.filter(isTakenBack).map(({ sentAt }) => sentAt.getTime()));
  return before.some(
    (version) =>
      version.state !== 'archived' &&
      version.kind === 'update' &&
      !isTakenBack(version) &&
      !replaced.has(version.cap.identifier) &&
      version.sentAt.getTime() > last &&
      version.expires !== undefined &&
      version.expires > now,
  );
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

/** All that is read, however it is broken into lines, without its times but the one from which it will hold. */
const saying = ({ areas, source }: Pick<Said, 'areas' | 'source'>, now: Date): string =>
  JSON.stringify(
    [
      source,
      areas.map(({ area, level, text, textEn, instruction, instructionEn, relayed }) => [
        [area, level, text, textEn, instruction, instructionEn],
        [relayed?.title, relayed?.titleEn, relayed?.language],
        relayed?.begins && Date.parse(relayed.begins) > now.getTime() ? relayed.begins : '',
      ]),
    ],
    (_, value: unknown) => (typeof value === 'string' ? value.replaceAll(/\s+/g, ' ') : value),
  );
