/**
 * Text as the place keeps it, and counts it: NFC, with every kind of line break as a line feed, without other control
 * characters and without the marks that turn the writing direction of what follows (bidirectional embeddings, overrides and
 * isolates, Unicode UAX #9), nothing around it. What stood on both sides of a control character is never glued together.
 */
export const asKept = (text: string): string =>
  text
    .normalize('NFC')
    .replace(lineBreaks, '\n')
    .replace(turning, '')
    .replace(between, ' ')
    .replace(control, '')
    .trim();

/** Whether there is anything to see in it: not only spaces, joiners, fillers, and marks with nothing to stand on. */
export const isVisible = (text: string): boolean => seen.test(text);

/** CR, CR LF, and those of Unicode UAX #14 that other programs paste: PowerPoint's is U+000B. */
const lineBreaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const turning = /[\u202A-\u202E\u2066-\u2069]/g;
const control = /(?![\n\t])\p{Cc}/gu;
const between = /(?<=[^\s\p{Cc}])(?:(?![\n\t])\p{Cc})+(?=[^\s\p{Cc}])/gu;

/** Besides what Unicode calls ignorable: the empty braille pattern, and the musical head of a note that is not drawn. */
const seen = /[^\p{Z}\p{M}\p{Cc}\p{Cf}\p{Cs}\p{Cn}\p{Default_Ignorable_Code_Point}\t\n\u2800\u{1D159}]/u;
