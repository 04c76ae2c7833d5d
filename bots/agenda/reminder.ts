import type { AgendaReminder } from '#contract/agenda/index.ts';
import type { Locale } from '#contract/shapes.ts';
import type { Words } from '../engine/due-work.ts';
import { capital, clockTime, dayAndTime, isSameDay, stillToGo, type Moments } from './when.ts';

/** A reminder, counted from the moment it is said: one that comes late says how long it really still takes. */
export function reminderWords(reminder: AgendaReminder, now: Date, zone: string): Words {
  const write = reminder.ahead === 'day' ? dayAhead : shortlyAhead;
  return {
    text: write(reminder, { now, zone, locale: 'nl' }),
    en: write(reminder, { now, zone, locale: 'en' }),
    subject: { kind: 'activity', id: reminder.activity },
  };
}

function dayAhead({ title, place, startsAt, answer }: AgendaReminder, moments: Moments): string {
  const words = texts[moments.locale];
  const when = capital(dayAndTime(new Date(startsAt), moments));
  return [`*${when}*: ${title}.`, words.where(place), words[answer], words.because[answer]].join('\n');
}

function shortlyAhead({ title, place, startsAt, answer }: AgendaReminder, moments: Moments): string {
  const words = texts[moments.locale];
  const start = new Date(startsAt);
  const when = isSameDay(start, moments.now, moments.zone)
    ? words.within(stillToGo(start, moments), clockTime(start, moments))
    : capital(dayAndTime(start, moments));
  return [`*${when}*: ${title}.`, words.where(place), words.because[answer]].join('\n');
}

type Texts = Record<'yes' | 'maybe', string> & {
  where: (place: string) => string;
  within: (span: string, time: string) => string;
  because: Record<'yes' | 'maybe', string>;
};

const texts: Record<Locale, Texts> = {
  nl: {
    where: (place) => `Waar: ${place}.`,
    within: (span, time) => `Over ${span}, om ${time}`,
    yes: 'Jij komt ook. Kun je toch niet? Zeg het in de agenda, dan komt je plek vrij.',
    maybe: 'Jij komt misschien. Weet je het al? Zeg het in de agenda.',
    because: {
      yes: 'Je krijgt dit omdat je je hebt aangemeld.',
      maybe: 'Je krijgt dit omdat je misschien komt.',
    },
  },
  en: {
    where: (place) => `Where: ${place}.`,
    within: (span, time) => `In ${span}, at ${time}`,
    yes: 'You are coming too. Can you not make it? Say so under What’s on, and your place becomes free.',
    maybe: 'Maybe you are coming. Do you know yet? Say so under What’s on.',
    because: {
      yes: 'You get this because you signed up.',
      maybe: 'You get this because you said that you might come.',
    },
  },
};
