import type { Channel } from '#contract/channel.ts';

/** The channels in whose name or description all the wanted words occur, in either language, accents and case aside. */
export const matching = (channels: Channel[], wanted: string): Channel[] => {
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  return channels.filter(({ name, nameEn, about, aboutEn }) => {
    const all = plain([name, nameEn, about, aboutEn].filter(Boolean).join(' '));
    return words.every((word) => all.includes(word));
  });
};

const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
