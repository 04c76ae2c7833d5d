import type { Version } from '#models/crisis/version.ts';

type Said = Pick<Version, 'areas' | 'expects' | 'reason' | 'reasonEn'>;

/** Dutch, and the English that stands beside it. */
const inAreas = [
  ['text', 'textEn'],
  ['instruction', 'instructionEn'],
  ['note', 'noteEn'],
] as const;
const inForecasts = [
  ['what', 'whatEn'],
  ['when', 'whenEn'],
] as const;
const inReasons = [['reason', 'reasonEn']] as const;

/**
 * Leaves out English that stood beside another Dutch in an earlier version and beside this one never: whoever reads English
 * would be told what holds no more, at the new level and with the new time.
 * @param fits English of which the officer says that it fits the new Dutch too
 * @returns `old`: what was left out, each once
 */
export function withoutOldEnglish<Content extends Said>(
  content: Content,
  before: Said[],
  fits: string[],
): { content: Content; old: string[] } {
  const beside = besideIn(before);
  const confirmed = new Set(fits.map(bare));
  const old = new Set<string>();

  function fitting<Texts extends object>(
    texts: Texts,
    pairs: readonly (readonly [keyof Texts, keyof Texts])[],
  ): Texts {
    const kept = { ...texts };
    for (const [dutch, english] of pairs) {
      const said = bare(kept[english]);
      const known = beside.get(said);
      if (said === '' || confirmed.has(said) || !known || known.has(bare(kept[dutch]))) continue;
      old.add(String(kept[english]));
      delete kept[english];
    }
    return kept;
  }

  const { areas, expects } = content;
  const { reasonEn } = fitting<Said>(content, inReasons);
  return {
    content: {
      ...content,
      reasonEn,
      areas: areas.map((area) => fitting(area, inAreas)),
      ...(expects && { expects: fitting(expects, inForecasts) }),
    },
    old: [...old],
  };
}

/** Each English that was said, with every Dutch it stood beside. */
function besideIn(before: Said[]): Map<string, Set<string>> {
  const beside = new Map<string, Set<string>>();
  const learn = <Texts extends object>(
    texts: Texts,
    pairs: readonly (readonly [keyof Texts, keyof Texts])[],
  ) => {
    for (const [dutch, english] of pairs) {
      const said = bare(texts[english]);
      if (said) beside.set(said, (beside.get(said) ?? new Set()).add(bare(texts[dutch])));
    }
  };
  for (const version of before) {
    learn<Said>(version, inReasons);
    for (const area of version.areas) learn(area, inAreas);
    if (version.expects) learn(version.expects, inForecasts);
  }
  return beside;
}

/** Spaces and lines do not make another text. */
const bare = (text: unknown): string => (typeof text === 'string' ? text.replace(/\s+/g, ' ').trim() : '');
