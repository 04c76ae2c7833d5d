import type { Asks } from '#contract';
import type { Level, Standing } from '#contract/crisis/index.ts';
import type { Words } from '#lib/text/index.ts';

/** What is filled in the form of a version, as it was typed; a village's fields begin with its id. */
export type AlertValues = Record<string, string>;
export type AlertErrors = Record<string, string>;

/** A form that the hub has seen: what was in it, on top of which version it was written, and why it was refused. */
export type Seen = { filled: AlertValues; basedOn: number; wrong: AlertErrors; refused: string };

const common = ['what', 'when', 'whatEn', 'whenEn', 'nextAt', 'expires', 'source'] as const;
const words = ['text', 'textEn', 'instruction', 'instructionEn'] as const;
const own = ['on', 'level', 'lowers', ...words, 'note', 'noteEn'] as const;

/** Chosen instead of a level: what holds goes on, and this is said beside it. */
export const aNote = 'note';

/** The name of a field of one village. */
export const fieldOf = (village: string, field: (typeof own)[number]): string => `${village} ${field}`;

export function readAlertForm(typed: (field: string) => string, villages: string[]): AlertValues {
  const fields = [...common, ...villages.flatMap((id) => own.map((field) => fieldOf(id, field)))];
  return Object.fromEntries(fields.map((field) => [field, typed(field)]));
}

/**
 * The form of the next version: what holds in each village, to be changed, and new times. No village is chosen: who gets it is
 * for the officer to say, each time anew.
 */
export function alertFormOf(
  holds: Standing[],
  villages: string[],
  times: { nextAt: string; expires: string },
): AlertValues {
  const newest = holds.toSorted((one, other) => other.version - one.version);
  const {
    what = '',
    when = '',
    whatEn = '',
    whenEn = '',
  } = newest.find(({ expects }) => expects)?.expects ?? {};
  const source = newest[0]?.source ?? '';
  return {
    ...{ what, when, whatEn, whenEn, ...times, source },
    ...Object.fromEntries(
      villages.flatMap((id) =>
        fieldsOf(
          id,
          holds.find(({ area }) => area === id),
        ),
      ),
    ),
  };
}

function fieldsOf(village: string, holds: Standing | undefined): [string, string][] {
  const { level = '', text = '', textEn = '', instruction = '', instructionEn = '' } = holds ?? {};
  const said = { level: String(level), text, textEn, instruction, instructionEn };
  const values = { ...said, on: '', lowers: '', note: '', noteEn: '' };
  return own.map((field) => [fieldOf(village, field), values[field]]);
}

type Villages = { id: string; name: string }[];

/** What cannot be right whatever the hub says, by field. */
export function checkAlertForm(
  filled: AlertValues,
  villages: Villages,
  t: Words['crisis']['console']['missing'],
  instant: (wall: string) => string | undefined,
): AlertErrors {
  const on = villages.filter(({ id }) => filled[fieldOf(id, 'on')]);
  const notes = on.filter(({ id }) => isNote(filled, id) && !filled[fieldOf(id, 'note')]);
  const empty = on.filter(
    ({ id }) => !isNote(filled, id) && (!filled[fieldOf(id, 'text')] || !levelOf(filled, id)),
  );
  return {
    ...(on.length === 0 && { villages: t.village }),
    ...Object.fromEntries(empty.map(({ id, name }) => [fieldOf(id, 'text'), t.text(name)])),
    ...Object.fromEntries(notes.map(({ id, name }) => [fieldOf(id, 'note'), t.note(name)])),
    ...(filled.nextAt && !instant(filled.nextAt) && { nextAt: t.time }),
    ...(!instant(filled.expires ?? '') && { expires: t.time }),
    ...(!filled.what !== !filled.when && { what: t.forecast }),
  };
}

/** What is asked of the hub. */
export function alertAsks(
  filled: AlertValues,
  villages: Villages,
  instant: (wall: string) => string | undefined,
): Omit<Asks<'crisis:preview'>, 'incident' | 'basedOn'> {
  const nextAt = instant(filled.nextAt ?? '');
  const on = villages.filter(({ id }) => filled[fieldOf(id, 'on')]);
  return {
    areas: on.flatMap(({ id }) => {
      const level = levelOf(filled, id);
      return level ? [areaOf(filled, id, level)] : [];
    }),
    notes: on.flatMap(({ id }) => (isNote(filled, id) ? [noteOf(filled, id)] : [])),
    ...(filled.what && filled.when && { expects: forecastOf(filled.what, filled.when, filled) }),
    ...(nextAt && { nextAt }),
    expires: instant(filled.expires ?? '') ?? '',
    ...(filled.source && { source: filled.source }),
  };
}

function areaOf(filled: AlertValues, area: string, level: Level): Asks<'crisis:preview'>['areas'][number] {
  const value = (field: (typeof own)[number]) => filled[fieldOf(area, field)] ?? '';
  const optional = (['textEn', 'instruction', 'instructionEn'] as const).filter((field) => value(field));
  return {
    ...{ area, level, text: value('text') },
    ...(value('lowers') && { lowers: true }),
    ...Object.fromEntries(optional.map((field) => [field, value(field)])),
  };
}

function noteOf(filled: AlertValues, area: string) {
  const textEn = filled[fieldOf(area, 'noteEn')];
  return { area, text: filled[fieldOf(area, 'note')] ?? '', ...(textEn && { textEn }) };
}

const isNote = (filled: AlertValues, village: string) => filled[fieldOf(village, 'level')] === aNote;

const forecastOf = (what: string, when: string, { whatEn, whenEn }: AlertValues) => ({
  ...{ what, when },
  ...(whatEn && { whatEn }),
  ...(whenEn && { whenEn }),
});

const levelOf = (filled: AlertValues, village: string): Level | undefined =>
  ([1, 2, 3, 4] as const).find((level) => String(level) === filled[fieldOf(village, 'level')]);
