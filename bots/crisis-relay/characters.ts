import { Broken } from './broken.ts';

/**
 * What is written in XML, with its entities as characters.
 * @throws {Broken} when one is not of XML's five and no character by its number
 */
export const characters = (escaped: string): string =>
  escaped.replace(/&([^;\s&]{0,12})(;?)/g, (_, name: string, end: string) => {
    const character = end ? (named[name] ?? numbered(name)) : undefined;
    if (character === undefined) throw new Broken(`&${name} is no character of XML`, 'words');
    return character;
  });

const named: Partial<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function numbered(name: string): string | undefined {
  const [, hex, digits] = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name) ?? [];
  const code = hex ? Number.parseInt(hex, 16) : Number(digits);
  if (code === 13) return '\n';
  return isCharacter(code) ? String.fromCodePoint(code) : undefined;
}

/** XML 1.0 §2.2. */
const isCharacter = (code: number): boolean =>
  code === 9 ||
  code === 10 ||
  (code >= 0x20 && code <= 0xd7_ff) ||
  (code >= 0xe0_00 && code <= 0xff_fd) ||
  (code >= 0x1_00_00 && code <= 0x10_ff_ff);
