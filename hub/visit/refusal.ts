import type { Code, Refused } from '#contract';
import type { Locale } from '#contract/shapes.ts';

/** A sentence in both languages of the place. */
export type Sentence = Record<Locale, string>;

/** The hub says no: thrown by whoever notices, answered in one place (answer.ts). */
export class Refusal extends Error {
  readonly code: Code;
  readonly sentence: Sentence;
  readonly afterMs: number | undefined;

  constructor(code: Code, sentence: Sentence, afterMs?: number) {
    super(sentence.en);
    this.code = code;
    this.sentence = sentence;
    this.afterMs = afterMs;
  }

  toAnswer(locale: Locale): Refused {
    const again = this.code === 'RATE_LIMITED' || this.code === 'UNAVAILABLE';
    return {
      ok: false,
      code: this.code,
      message: this.sentence[locale],
      ...(again && { retry: true }),
      ...(this.afterMs !== undefined && { afterMs: this.afterMs }),
    };
  }
}

/** "Not yours" and "not there" are the same answer. */
export const missing = () =>
  new Refusal('NOT_FOUND', {
    nl: 'Dit is er niet, of het is niet voor jou.',
    en: 'This is not here, or not for you.',
  });

export const takenBack = () =>
  new Refusal('NOT_FOUND', { nl: 'Dit bericht is verwijderd.', en: 'This message was removed.' });

export const forbidden = (
  sentence: Sentence = { nl: 'Dit mag jij niet doen.', en: 'You may not do this.' },
) => new Refusal('FORBIDDEN', sentence);

export const signInFirst = () =>
  new Refusal('REAUTHENTICATE', { nl: 'Meld je eerst aan.', en: 'Sign in first.' });

export const invalid = (sentence: Sentence) => new Refusal('INVALID', sentence);

export const conflict = (sentence: Sentence) => new Refusal('CONFLICT', sentence);

export const tooFast = (afterMs: number) =>
  new Refusal(
    'RATE_LIMITED',
    { nl: 'Dat gaat te snel. Wacht even.', en: 'That is too fast. Wait a moment.' },
    afterMs,
  );

export const tooLarge = () => new Refusal('TOO_LARGE', { nl: 'Dit is te groot.', en: 'This is too large.' });

export const unavailable = () =>
  new Refusal('UNAVAILABLE', {
    nl: 'Het lukt nu even niet. We proberen het opnieuw.',
    en: 'This does not work right now. We will try again.',
  });
