import { plainOf } from '#lib/chat/chat-text.ts';
import type { ShownMessage } from '#lib/chat/fold.ts';
import type { Locale } from '#lib/text/index.ts';

/** Reads a message aloud with the voice of the device; a second message takes the place of the first. */
export function speak({ author, text, en }: ShownMessage, locale: Locale): void {
  const isEnglish = locale === 'en' && en !== undefined;
  const words = new SpeechSynthesisUtterance(`${author.name}: ${plainOf((isEnglish ? en : text) ?? '')}`);
  words.lang = isEnglish ? 'en-GB' : 'nl-NL';
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
}
