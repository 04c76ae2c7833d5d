import type { Change, Forecast } from '#contract/crisis/index.ts';
import type { Level } from '#contract/crisis/cap.ts';

/** What a village reads in one version. Instants are ISO strings. */
export type Words = {
  level: Level;
  text: string;
  textEn?: string | undefined;
  instruction?: string | undefined;
  instructionEn?: string | undefined;
  expects?: Forecast | undefined;
  nextAt?: string | undefined;
  /** Said beside it; that is no change of what holds. */
  note?: string | undefined;
  noteEn?: string | undefined;
};

/**
 * What is different for a village between two versions, the most important first. What was said before goes with it, so that
 * it can be shown struck through.
 */
export function changesBetween(before: Words, after: Words): Change[] {
  return [
    levelChange(before, after),
    instructionChange(before, after),
    forecastChange(before, after),
    textChange(before, after),
    nextChange(before, after),
  ].filter((change) => change !== undefined);
}

function levelChange({ level: before }: Words, { level: now }: Words): Change | undefined {
  return before === now ? undefined : { what: 'level', before, now };
}

function instructionChange(before: Words, after: Words): Change | undefined {
  const { instruction, instructionEn } = before;
  if (instruction === after.instruction && instructionEn === after.instructionEn) return undefined;
  return {
    what: 'instruction',
    ...(instruction && { before: instruction }),
    ...(instructionEn && { beforeEn: instructionEn }),
  };
}

function forecastChange({ expects: before }: Words, { expects: after }: Words): Change | undefined {
  const same = forecastFields.every((field) => before?.[field] === after?.[field]);
  return same ? undefined : { what: 'forecast', ...(before && { before }) };
}

const forecastFields = ['what', 'whatEn', 'when', 'whenEn'] as const;

function textChange({ text, textEn }: Words, after: Words): Change | undefined {
  if (text === after.text && textEn === after.textEn) return undefined;
  return { what: 'text', before: text, ...(textEn && { beforeEn: textEn }) };
}

function nextChange({ nextAt: before }: Words, { nextAt: after }: Words): Change | undefined {
  const same = before === after || (before && after && Date.parse(before) === Date.parse(after));
  return same ? undefined : { what: 'next', ...(before && { before }) };
}
