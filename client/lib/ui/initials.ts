/** At most two letters that stand for a name: of the first and the last word, in capitals. */
export const initials = (name: string): string => {
  const words = name.match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? [];
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words.slice(0, 1);
  return ends.map((word) => word?.match(/^\p{L}\p{M}*/u)?.[0].toLocaleUpperCase('nl') ?? '').join('');
};

/** One of `count` tones, 1 … count; the same name always gets the same one. */
export const toneOfName = (name: string, count = 8): number => {
  let sum = 7;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 65_521;
  return (sum % count) + 1;
};
