/** The texts of one info that may be longer than we take. */
type Texts = {
  description?: string | undefined;
  instruction?: string | undefined;
  shortened?: boolean | undefined;
};

/** An info whose texts have at most so many UTF-16 code units each; it says so when something was left out. */
export function shortenedTo<Info extends Texts>(longest: number, info: Info): Info & { shortened: boolean } {
  const description = endingWhole(info.description, longest);
  const instruction = endingWhole(info.instruction, longest);
  const shorter = description !== tidy(info.description) || instruction !== tidy(info.instruction);
  return { ...info, description, instruction, shortened: info.shortened === true || shorter };
}

/**
 * A text of at most so many UTF-16 code units: whole sentences of it, or whole words and an ellipsis when that would be less
 * than half of what there is room for.
 */
export function endingWhole(text: string | undefined, longest: number): string | undefined {
  const whole = tidy(text);
  if (whole === undefined || whole.length <= longest) return whole;
  const sentences = upTo(whole, longest, 'sentence');
  return sentences.length >= longest / 2 ? sentences : `${upTo(whole, longest - 1, 'word')}…`;
}

/** As many parts of a text as there is room for, from its beginning. */
function upTo(text: string, room: number, granularity: 'sentence' | 'word'): string {
  // The last part may go on after what we look at, so it never counts.
  const parts = [...new Intl.Segmenter('nl', { granularity }).segment(text.slice(0, room + 1))].slice(0, -1);
  const last = parts.at(-1);
  return last ? text.slice(0, last.index + last.segment.length).trimEnd() : '';
}

/** As the contract keeps it, so that the length is that of what is kept. */
const tidy = (text: string | undefined) => text?.normalize('NFC').trim();
