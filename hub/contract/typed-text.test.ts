import { assert, constantFrom, property, string, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MessageText } from './chat/index.ts';
import { PersonName } from './person/index.ts';
import { asKept } from './typed-text.ts';

const named = (character: string) =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

describe('what somebody typed or pasted', () => {
  test.each(['\v', '\r', '\r\n', '\f', '\u0085', '\u2028', '\u2029'].map((sign) => [named(sign), sign]))(
    'goes on on another line after %s',
    (_, sign) => {
      expect(MessageText.parse(`regel een${sign}regel twee`)).toBe('regel een\nregel twee');
    },
  );

  test.each(
    ['\0', '\b', '\u001B', '\u001E', '\u001F', '\u007F', '\u0080', '\u009F'].map((sign) => [
      named(sign),
      sign,
    ]),
  )('is not glued together around %s', (_, sign) => {
    expect(MessageText.parse(`een${sign}twee`)).toBe('een twee');
    expect(MessageText.parse(`een${sign}${sign} ${sign}twee${sign}`)).toBe('een twee');
    expect(MessageText.parse(`een${sign}\ntwee`)).toBe('een\ntwee');
  });

  test('keeps its tabs, and loses what turns the writing around without a trace', () => {
    expect(MessageText.parse('een\ttwee')).toBe('een\ttwee');
    expect(MessageText.parse('mo\u202Eok')).toBe('mook');
  });

  test('is counted as it is kept', () => {
    expect(MessageText.parse(`${'x\r\n'.repeat(1_999)}xx`)).toHaveLength(4_000);
    expect(MessageText.parse(` ${'x'.repeat(4_000)}\r\n`)).toHaveLength(4_000);
    expect(MessageText.parse('e\u0301'.repeat(4_000))).toBe('é'.repeat(4_000));
    expect(MessageText.safeParse('x'.repeat(4_001)).success).toBe(false);
  });

  test('is kept the same when it is kept again', () => {
    const signs = constantFrom('\0', '\r', '\n', ' ', '\u202E', '\u2028', 'a');
    assert(
      property(tuple(string({ unit: 'grapheme' }), signs, signs, signs, string()), (parts) => {
        const kept = asKept(parts.join(''));
        expect(asKept(kept)).toBe(kept);
      }),
    );
  });
});

describe('nothing to see', () => {
  const nothing = [
    '\u200B',
    '\u200D',
    '\u2060',
    '\uFEFF',
    '\u00AD',
    '\u034F',
    '\u061C',
    '\u115F',
    '\u1160',
    '\u180E',
    '\u2800',
    '\u3164',
    '\uFFA0',
    '\uFE0F',
    '\u0301',
    '\u{E0041}',
    '\u{E0100}',
    '\u{1D159}',
    '\u3000',
    '\uD800',
  ];
  test.each(nothing.map((sign) => [named(sign), sign]))('%s alone is no message and no name', (_, sign) => {
    for (const text of [sign, sign.repeat(5), ` ${sign}\n${sign}`, `${sign}\u200B`]) {
      expect(MessageText.safeParse(text).success).toBe(false);
      expect(PersonName.safeParse(text).success).toBe(false);
    }
  });

  test.each(['👍', '❤️', '👨‍👩‍👧', '🏳️‍🌈', '🇳🇱', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '1️⃣', '?', '…', 'é', 'Ж', '你', 'ह', '€'])(
    '%s is something',
    (sign) => {
      expect(MessageText.parse(sign)).toBe(sign.normalize('NFC'));
    },
  );
});
