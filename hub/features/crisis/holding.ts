import type { Standing } from '#contract/crisis/index.ts';
import type { Version } from '#models/crisis/version.ts';

type Area = Version['areas'][number];

/** Words that hold in a village. */
export type HeldText = {
  area: Area;
  version: Version;
  /** The version whose words these are: another one when this only said a note beside them. */
  wordsOf: number;
};

/**
 * What was said to each village and neither withdrawn nor ended since. The last one holds; when it is withdrawn, the one before
 * it holds again.
 * @param versions of one incident, oldest first
 */
export function heldIn(versions: Version[]): Map<string, HeldText[]> {
  const held = new Map<string, HeldText[]>();
  for (const version of versions.filter(({ state }) => state === 'shown')) {
    if (version.withdraws === undefined) say(held, version);
    else for (const [village, said] of held) held.set(village, without(said, version.withdraws));
  }
  return held;
}

export const holdsIn = (versions: Version[], village: string): HeldText | undefined =>
  heldIn(versions).get(village)?.at(-1);

/** Who said last what holds now; when nothing does, who said the last thing. */
export function lastSource(versions: Version[]): string | undefined {
  const held = [...heldIn(versions).values()].flatMap((said) => said.at(-1) ?? []);
  const [last] = held.sort((one, other) => other.version.n - one.version.n);
  return last ? termsOf(versions, last.version, last.area).source : versions.at(-1)?.source;
}

/** What withdrawing a version does: where other words hold again, and where nothing holds any more. */
export function withdrawalOf(versions: Version[], n: number): Pick<Version, 'areas' | 'gone'> {
  const held = [...heldIn(versions)].filter(([, said]) => isOf(n)(said.at(-1)));
  const after = held.map(([village, said]) => ({ village, again: without(said, n).at(-1) }));
  return {
    areas: after.flatMap(({ again }) => (again ? [{ ...again.area, again: again.version.n }] : [])),
    gone: after.flatMap(({ village, again }) => (again ? [] : [village])),
  };
}

/** Until when, from whom and with which forecast a village reads this: a version that repeats words repeats these too. */
export function termsOf(
  versions: Version[],
  version: Version,
  area: Area,
): Pick<Version, 'expects' | 'nextAt' | 'expires' | 'source' | 'language'> {
  const first = area.again === undefined ? undefined : versions.find(({ n }) => n === area.again);
  const repeated = first?.areas.find((one) => one.area === area.area);
  if (!first || !repeated) return version;
  const { nextAt, expires, ...terms } = termsOf(versions, first, repeated);
  return { ...terms, nextAt: version.nextAt ?? nextAt, expires: version.expires ?? expires };
}

/** What holds in each village, and what would hold again. */
export function standingIn(versions: Version[]): Standing[] {
  return [...heldIn(versions).values()].flatMap((said) => {
    const last = said.at(-1);
    if (!last?.area.level) return [];
    const { again: _, note: __, noteEn: ___, level, ...words } = last.area;
    const { expects, expires = last.version.sentAt, source } = termsOf(versions, last.version, last.area);
    const under = underneath(versions, without(said, last.version.n).at(-1));
    return {
      ...words,
      version: last.version.n,
      level,
      ...(expects && { expects }),
      expires: expires.toISOString(),
      source,
      ...(under && { under }),
    };
  });
}

function underneath(versions: Version[], held: HeldText | undefined): Standing['under'] {
  if (!held?.area.level) return undefined;
  const { expires = held.version.sentAt } = termsOf(versions, held.version, held.area);
  const { level, text } = held.area;
  return { version: held.version.n, level, text, expires: expires.toISOString() };
}

function say(held: Map<string, HeldText[]>, version: Version): void {
  for (const area of version.areas) {
    const said = held.get(area.area) ?? [];
    const wordsOf = (area.again !== undefined && said.at(-1)?.wordsOf) || version.n;
    held.set(area.area, area.level ? [...said, { area, version, wordsOf }] : []);
  }
  for (const village of version.gone) held.set(village, []);
}

const without = (said: HeldText[], n: number) => said.filter((one) => !isOf(n)(one));

const isOf = (n: number) => (one: HeldText | undefined) => one?.version.n === n || one?.wordsOf === n;
