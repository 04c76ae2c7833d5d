import type { Asks } from '#contract';
import type { Incident, KeptVersion, Level } from '#contract/crisis.ts';
import type { Words } from '#lib/text/index.ts';

/** What is filled in the form of a version, as it was typed; a village's fields begin with its id. */
export type Filled = Record<string, string>;
export type Wrong = Record<string, string>;

const common = ['what', 'when', 'whatEn', 'whenEn', 'nextAt', 'expires', 'source'] as const;
const own = ['on', 'level', 'text', 'textEn', 'instruction', 'instructionEn'] as const;

/** The name of a field of one village. */
export const fieldOf = (village: string, field: (typeof own)[number]): string => `${village} ${field}`;

export function filledIn(typed: (field: string) => string, villages: string[]): Filled {
  const fields = [...common, ...villages.flatMap((id) => own.map((field) => fieldOf(id, field)))];
  return Object.fromEntries(fields.map((field) => [field, typed(field)]));
}

/** The form of the next version: what each village read last, to be changed, and new times. */
export function filledWith(
  versions: KeptVersion[],
  villages: string[],
  times: { nextAt: string; expires: string },
): Filled {
  const updates = versions.filter(({ kind, state }) => kind === 'update' && state === 'shown');
  const { what = '', when = '', whatEn = '', whenEn = '' } = updates[0]?.expects ?? {};
  const lasts = villages.map((id) => ({ id, last: lastIn(updates, id) }));
  return {
    ...{ what, when, whatEn, whenEn, ...times, source: '' },
    ...Object.fromEntries(lasts.flatMap(({ id, last }) => fieldsOf(id, last))),
  };
}

const lastIn = (updates: KeptVersion[], village: string) =>
  updates.flatMap(({ areas }) => areas).find(({ area }) => area === village);

function fieldsOf(village: string, last: KeptVersion['areas'][number] | undefined): [string, string][] {
  const { level = '', text = '', textEn = '', instruction = '', instructionEn = '' } = last ?? {};
  const values = { on: last ? 'on' : '', level: String(level), text, textEn, instruction, instructionEn };
  return own.map((field) => [fieldOf(village, field), values[field]]);
}

type Villages = { id: string; name: string }[];

/** What cannot be right whatever the hub says, by field. */
export function wrongIn(
  filled: Filled,
  villages: Villages,
  t: Words['crisis']['console']['missing'],
  instant: (wall: string) => string | undefined,
): Wrong {
  const on = villages.filter(({ id }) => filled[fieldOf(id, 'on')]);
  const empty = on.filter(({ id }) => !filled[fieldOf(id, 'text')] || !levelOf(filled, id));
  return {
    ...(on.length === 0 && { villages: t.village }),
    ...Object.fromEntries(empty.map(({ id, name }) => [fieldOf(id, 'text'), t.text(name)])),
    ...(filled.nextAt && !instant(filled.nextAt) && { nextAt: t.time }),
    ...(!instant(filled.expires ?? '') && { expires: t.time }),
    ...(!filled.what !== !filled.when && { what: t.forecast }),
  };
}

/** What is asked of the hub. */
export function wishOf(
  filled: Filled,
  villages: Villages,
  instant: (wall: string) => string | undefined,
): Omit<Asks<'crisis:preview'>, 'incident'> {
  const nextAt = instant(filled.nextAt ?? '');
  return {
    areas: villages.flatMap(({ id }) => {
      const level = levelOf(filled, id);
      return filled[fieldOf(id, 'on')] && level ? [areaOf(filled, id, level)] : [];
    }),
    ...(filled.what && filled.when && { expects: forecastOf(filled.what, filled.when, filled) }),
    ...(nextAt && { nextAt }),
    expires: instant(filled.expires ?? '') ?? '',
    ...(filled.source && { source: filled.source }),
  };
}

function areaOf(filled: Filled, area: string, level: Level): Asks<'crisis:preview'>['areas'][number] {
  const value = (field: (typeof own)[number]) => filled[fieldOf(area, field)] ?? '';
  const optional = (['textEn', 'instruction', 'instructionEn'] as const).filter((field) => value(field));
  return {
    ...{ area, level, text: value('text') },
    ...Object.fromEntries(optional.map((field) => [field, value(field)])),
  };
}

const forecastOf = (what: string, when: string, { whatEn, whenEn }: Filled) => ({
  ...{ what, when },
  ...(whatEn && { whatEn }),
  ...(whenEn && { whenEn }),
});

const levelOf = (filled: Filled, village: string): Level | undefined =>
  ([1, 2, 3, 4] as const).find((level) => String(level) === filled[fieldOf(village, 'level')]);

/** The villages that read of an incident and were not told yet that it is over. */
export function goingOnIn({ versions }: Incident): string[] {
  const lasts = new Map<string, boolean>();
  for (const { state, areas, gone } of versions.toReversed()) {
    if (state !== 'shown') continue;
    for (const { area, level } of areas) lasts.set(area, level !== undefined);
    for (const area of gone) lasts.set(area, false);
  }
  return [...lasts].flatMap(([area, goesOn]) => (goesOn ? [area] : []));
}
