import type { Asks } from '#contract';
import { Chore } from '#contract/help/offer.ts';
import { instantAt } from '../wall-clock.ts';

/** What stands in the form, as text. */
export type RequestValues = Record<(typeof names)[number], string>;

const names = ['key', 'kind', 'text', 'day', 'from', 'to', 'minutes', 'whom', 'street', 'bring'] as const;

/** Where something is missing or does not fit. */
export type RequestErrors = Partial<Record<'kind' | 'day' | 'time', true>>;

export const readRequestForm = (typed: (field: string) => string): RequestValues =>
  Object.fromEntries(names.map((name) => [name, typed(name)])) as RequestValues;

/** The wish that the form stands for, or what is wrong with it. */
export function checkRequestForm(
  filled: RequestValues,
): { wish: Asks<'help:ask'> } | { wrong: RequestErrors } {
  const kind = Chore.safeParse(filled.kind);
  const [from, to] = [instantAt(filled.day, filled.from), instantAt(filled.day, filled.to)];
  const minutes = Number(filled.minutes);
  const wrong: RequestErrors = {
    ...(!kind.success && { kind: true }),
    ...(!instantAt(filled.day, '00:00') && { day: true }),
    ...(!isEnough(from, to, minutes) && { time: true }),
  };
  if (!kind.success || !from || !to || Object.keys(wrong).length > 0) return { wrong };
  const { key, text, whom, street, bring } = filled;
  return {
    wish: {
      key,
      kind: kind.data,
      ...(text && { text }),
      from,
      to,
      minutes,
      whom: whom === 'other' ? 'other' : 'self',
      ...(street && { street }),
      ...(bring && { bring }),
    },
  };
}

const isEnough = (from: string | undefined, to: string | undefined, minutes: number): boolean =>
  from !== undefined &&
  to !== undefined &&
  minutes > 0 &&
  Date.parse(to) - Date.parse(from) >= minutes * 60_000;
