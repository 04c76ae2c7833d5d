import { Reader, readSigns } from './danger-reading.ts';
import { everyday, signs, somebody, things } from './danger-signs.ts';

/**
 * Whether somebody may be in danger, going by what was written. Then nobody is matched but told whom to call: 112, the doctor,
 * 113, Veilig Thuis. Rather once too often than once too seldom: who is in no danger says it in other words.
 */
export const soundsUrgent = (text: string): boolean => sentencesOf(text).some(speaksOfDanger);

const dangers = new Reader(readSigns(Object.values(signs).join('\n')));
const harmless = new Reader(readSigns(everyday));
const thing = new Set(things.split('|'));
const someone = new Set(somebody.split('|'));

function speaksOfDanger(sentence: string[]): boolean {
  const words = withoutEveryday(sentence);
  const onlyThings = words.some((word) => thing.has(word)) && !words.some((word) => someone.has(word));
  for (const { sign } of dangers.find(words)) if (!sign.unlessThings || !onlyThings) return true;
  return false;
}

function withoutEveryday(words: string[]): string[] {
  const places = new Set([...harmless.find(words)].flatMap((found) => found.places));
  return words.filter((_, place) => !places.has(place));
}

/** The sentences of a text, each as its words: without accents, capitals, apostrophes and letters too many. */
const sentencesOf = (text: string): string[][] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’`´]/g, '')
    .replace(/(?<!\d)1[\s.-]?1[\s.-]?2(?!\d)/g, ' 112 ')
    .replace(/([a-df-z])\1{2,}|e{4,}/g, (run) => run[0]!)
    .split(/[.!?;\n]+/)
    .map((sentence) => sentence.match(/[\p{L}\p{N}]+/gu) ?? []);
