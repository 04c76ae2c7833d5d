import type { Channel } from '#contract/channel/index.ts';

/** The channels in whose name or description all the wanted words occur, in either language. */
export const matching = (channels: Channel[], wanted: string): Channel[] => {
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  return channels.filter(({ name, nameEn, about, aboutEn }) => {
    const all = plain([name, nameEn, about, aboutEn].filter(Boolean).join(' '));
    return words.every((word) => all.includes(word));
  });
};

/** As people compare words: without accents, apostrophes (straight or curly), hyphens and other marks, `ĳ`, `ij` and `y` alike. */
const plain = (text: string) =>
  text
    .replace(/[\p{Pd}'’‘‛`´ʼʹ′\u00AD\u200B-\u200D\u2060]/gu, '')
    .replace(/[\p{P}\p{S}]/gu, ' ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[øæœß]/g, (letter) => spelled[letter] ?? letter)
    .replaceAll('ij', 'y');

const spelled: Record<string, string> = { ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss' };
