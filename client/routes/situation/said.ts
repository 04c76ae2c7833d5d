import type { Change, Forecast, Notice } from '#contract/crisis/index.ts';
import { aheadOf } from '#lib/crisis/situation.ts';
import { words, type Locale, type Words } from '#lib/text/index.ts';
import { sentence } from '#lib/text/sentence.ts';
import { dayAndClock } from '#lib/place/time.ts';

/** A text in the language of the page, or in the one there is. */
export type LocalText = { text: string; lang: string | undefined };

/** @param language of the first text, when it is not Dutch */
export function say(dutch: string, english: string | undefined, locale: Locale, language = 'nl'): LocalText {
  if (locale === 'en' && english) return { text: english, lang: undefined };
  return { text: dutch, lang: language === locale ? undefined : language };
}

export const titleOf = (notice: Notice, locale: Locale): LocalText =>
  say(notice.title, notice.titleEn, locale, languageOf(notice));

/** What it says first: its text, or why it was withdrawn. */
export function textOf(notice: Notice, locale: Locale): LocalText {
  return notice.type === 'crisis:cancelled'
    ? say(notice.reason, notice.reasonEn, locale)
    : say(notice.text, notice.textEn, locale, languageOf(notice));
}

/** What to do, if anything. */
export function instructionOf(notice: Notice, locale: Locale): LocalText | undefined {
  if (notice.type !== 'crisis:updated' || !notice.instruction) return undefined;
  return say(notice.instruction, notice.instructionEn, locale, notice.language);
}

const languageOf = (notice: Notice) => ('language' in notice ? notice.language : undefined);

/** Said beside what holds, if anything. */
export function noteOf(notice: Notice, locale: Locale): LocalText | undefined {
  if (notice.type !== 'crisis:updated' || !notice.note) return undefined;
  return say(notice.note, notice.noteEn, locale);
}

/** Why it holds again, when another version was withdrawn. */
export function whyAgain(notice: Notice, locale: Locale): LocalText | undefined {
  if (notice.type !== 'crisis:updated' || !notice.withdrawn) return undefined;
  const { reason, reasonEn } = notice.withdrawn;
  return say(reason, reasonEn, locale);
}

/** All that a message says, in one language where it has it. */
export function saidIn(notice: Notice, locale: Locale): LocalText[] {
  const forecast = notice.type === 'crisis:updated' ? notice.expects : undefined;
  return [
    titleOf(notice, locale),
    noteOf(notice, locale),
    whyAgain(notice, locale),
    textOf(notice, locale),
    instructionOf(notice, locale),
    forecast && say(forecast.what, forecast.whatEn, locale),
    forecast && say(forecast.when, forecast.whenEn, locale),
  ].filter((said) => said !== undefined);
}

export const whatExpected = ({ what, whatEn }: Forecast, locale: Locale): string =>
  say(what, whatEn, locale).text;
export const whenExpected = ({ when, whenEn }: Forecast, locale: Locale): string =>
  say(when, whenEn, locale).text;

/** How serious it was when it was sent, or that it was withdrawn or is over; in one word. */
export function wordOf(notice: Notice, t: Words['crisis']): string {
  const word = plainWordOf(notice, t);
  return notice.exercise ? t.inExercise(word) : word;
}

function plainWordOf(notice: Notice, t: Words['crisis']): string {
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
  const own = [noteOf, whyAgain, instructionOf, textOf].map((of) => of(notice, locale)?.text);
  const rest = villages.length > 0 ? [t.forVillages(new Intl.ListFormat(locale).format(villages))] : own;
  const sentences = [wordOf(notice, t), titleOf(notice, locale).text, ...rest].filter(
    (one) => one !== undefined,
  );
  return sentences.map(sentence).join(' ');
}

/** What stood there until now and stands there no more: what to do, or the explanation. */
export function earlierOf(change: Change, locale: Locale): LocalText | undefined {
  if (change.what !== 'instruction' && change.what !== 'text') return undefined;
  return change.before === undefined ? undefined : say(change.before, change.beforeEn, locale);
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
