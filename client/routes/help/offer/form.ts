import { Chore } from '#contract/help/offer.ts';
import { fieldsOf } from '#lib/form/data.ts';
import { instantAt } from '../wall-clock.ts';
import { cellOf, partNames, parts, weekdays, type OfferValues, type OfferErrors } from './week.ts';

/** What the form says. */
export function readOfferForm(form: FormData): OfferValues {
  const typed = fieldsOf(form);
  const [kinds, week] = [form.getAll('kinds'), form.getAll('week')];
  const pausedUntil = instantAt(typed('pause'), '23:59');
  return {
    kinds: Chore.options.filter((kind) => kinds.includes(kind)),
    times: weekdays.flatMap((day) =>
      partNames.filter((part) => week.includes(cellOf(day, part))).map((part) => ({ day, ...parts[part] })),
    ),
    car: form.has('car'),
    radius: Number(typed('radius')),
    perWeek: Number(typed('perWeek')),
    crisis: form.has('crisis'),
    ...(pausedUntil && { pausedUntil }),
  };
}

/** What is missing, if anything. */
export const checkOfferForm = ({ kinds, times }: OfferValues): OfferErrors => ({
  ...(kinds.length === 0 && { kinds: true }),
  ...(times.length === 0 && { week: true }),
});
