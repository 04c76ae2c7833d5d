import type { Change, Forecast, Notice } from '#contract/crisis.ts';
import { aheadOf } from '#lib/situation.ts';
import { words, type Locale, type Words } from '#lib/text/index.ts';
import { sentence } from '#lib/text/sentence.ts';
import { dayAndClock } from '#lib/time.ts';

/** A text in the language of the page, or in the one there is. */
export type Said = { text: string; lang: string | undefined };

/** @param language of the first text, when it is not Dutch */
export function say(dutch: string, english: string | undefined, locale: Locale, language = 'nl'): Said {
  if (locale === 'en' && english) return { text: english, lang: undefined };
  return { text: dutch, lang: language === locale ? undefined : language };
}

export const titleOf = (notice: Notice, locale: Locale): Said =>
  marked(notice, locale, say(notice.title, notice.titleEn, locale, languageOf(notice)));

/** What it says first: its text, or why it was withdrawn. */
export function textOf(notice: Notice, locale: Locale): Said {
  const said =
    notice.type === 'crisis:cancelled'
      ? say(notice.reason, notice.reasonEn, locale)
      : say(notice.text, notice.textEn, locale, languageOf(notice));
  return marked(notice, locale, said);
}

/** What to do, if anything. */
export function instructionOf(notice: Notice, locale: Locale): Said | undefined {
  if (notice.type !== 'crisis:updated' || !notice.instruction) return undefined;
  return marked(notice, locale, say(notice.instruction, notice.instructionEn, locale, notice.language));
}

/** Every text of an exercise says so itself: who reads it alone, or passes it on, must not take it for real. */
const marked = ({ exercise }: Notice, locale: Locale, { text, lang }: Said): Said => ({
  text: exercise ? words(locale).crisis.inExercise(text) : text,
  lang,
});

const languageOf = (notice: Notice) => ('language' in notice ? notice.language : undefined);

export const whatOf = ({ what, whatEn }: Forecast, locale: Locale): string => say(what, whatEn, locale).text;
export const whenOf = ({ when, whenEn }: Forecast, locale: Locale): string => say(when, whenEn, locale).text;

/** How serious it was when it was sent, or that it was withdrawn or is over; in one word. */
export function wordOf(notice: Notice, t: Words['crisis']): string {
  if (notice.type === 'crisis:ended') return t.clear;
  return notice.type === 'crisis:cancelled' ? t.cancelled : t.levels[notice.level];
}

/** “Dit geldt van morgen 14:00 tot morgen 18:00 uur.”, while it has not begun. */
export function notYet(notice: Notice, now: number, locale: Locale): string | undefined {
  const ahead = aheadOf(notice, now);
  if (!ahead) return undefined;
  return words(locale).crisis.notYet(
    dayAndClock(ahead.from, now, locale),
    dayAndClock(ahead.to, now, locale),
  );
}

/** A message as it is read out. With villages it is read for all of them, without the text that one of them has. */
export function aloudOf(notice: Notice, locale: Locale, t: Words['crisis'], villages: string[] = []): string {
  const own = [instructionOf(notice, locale)?.text, textOf(notice, locale).text];
  const rest = villages.length > 0 ? [t.forVillages(new Intl.ListFormat(locale).format(villages))] : own;
  const sentences = [wordOf(notice, t), titleOf(notice, locale).text, ...rest].filter(
    (one) => one !== undefined,
  );
  return sentences.map(sentence).join(' ');
}

/** What changed, as a sentence. */
export function changeText(change: Change, notice: Notice, t: Words['crisis']): string {
  if (change.what === 'level') return t.changes.level(t.levels[change.before], t.levels[change.now]);
  if (change.what === 'instruction') {
    return 'instruction' in notice && notice.instruction ? t.changes.instruction : t.changes.noInstruction;
  }
  if (change.what === 'forecast') {
    return 'expects' in notice && notice.expects ? t.changes.forecast : t.changes.noForecast;
  }
  return t.changes[change.what];
}
