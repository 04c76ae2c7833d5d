import { assert, constantFrom, oneof, property, string, array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isVisible } from '#contract/typed-text.ts';
import { effort } from '../../../test/support/effort.ts';
import { blocksOf, plainOf, type Block, type TextPart } from './chat-text.ts';

const line = (text: string) => blocksOf(text)[0]?.lines[0];
const text = (words: string) => ({ kind: 'text', text: words });

describe('what somebody typed', () => {
  test('is bold, italic or struck out as people know it from other chats', () => {
    expect(line('*vet*, _cursief_ en ~door~')).toEqual([
      { kind: 'bold', inside: [text('vet')] },
      text(', '),
      { kind: 'italic', inside: [text('cursief')] },
      text(' en '),
      { kind: 'strike', inside: [text('door')] },
    ]);
  });

  test.each([
    '>',
    '> ',
    '>\n>',
    '_\u200B_',
    '`\u200B`',
    '*\u2800*',
    '~\u200D~',
    '`\u3164`',
    '*_\u200B_*',
    '` `',
    '> *\u2060*',
  ])('is never marked until there is nothing to see: %j', (typed) => {
    expect(isVisible(plainOf(typed))).toBe(true);
    expect(blocksOf(typed)).toEqual([{ kind: 'said', lines: typed.split('\n').map((one) => [text(one)]) }]);
  });

  test('may be bold and italic at once', () => {
    expect(line('_heel *erg* mooi_')).toEqual([
      { kind: 'italic', inside: [text('heel '), { kind: 'bold', inside: [text('erg')] }, text(' mooi')] },
    ]);
  });

  test.each(['3*4*5', 'een_naam_met_streepjes', '* los *', 'alleen *begin', '**', '~ ~', '* a*'])(
    'stays as it is when the marks are no marks: %s',
    (plain) => expect(line(plain)).toEqual([text(plain)]),
  );

  test('keeps code as typed, with marks and links in it', () => {
    expect(line('typ `*niet vet* https://x.nl` zo')).toEqual([
      text('typ '),
      { kind: 'code', text: '*niet vet* https://x.nl' },
      text(' zo'),
    ]);
  });

  test('shows lines that begin with > as a quote', () => {
    expect(blocksOf('> eerst\n> dan\nmijn antwoord')).toEqual([
      { kind: 'quote', lines: [[text('eerst')], [text('dan')]] },
      { kind: 'said', lines: [[text('mijn antwoord')]] },
    ]);
  });

  test('becomes one line of words for a quote or a reader', () => {
    expect(plainOf('> *Let op*\nmorgen `geen` water,\n\nzie www.mook.nl')).toBe(
      'Let op morgen geen water, zie www.mook.nl',
    );
  });
});

describe('links', () => {
  test.each([
    ['https://mook.nl/a?b=1', 'https://mook.nl/a?b=1'],
    ['www.mook.nl', 'https://www.mook.nl'],
    ['anja@mook.nl', 'mailto:anja@mook.nl'],
    ['tel:024-1234567', 'tel:024-1234567'],
    ['https://x.nl/Maas_(rivier)', 'https://x.nl/Maas_(rivier)'],
  ])('%s leads to %s', (typed, href) => {
    expect(line(typed)).toEqual([{ kind: 'link', text: typed, href }]);
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://x.nl',
    '//x.nl/y',
    'klaar.nu dan',
    'vbscript:x',
    // What a browser's URL refuses.
    'http://192.168.1.300/',
    'http://1.2.3.4.5/',
    'https://0x.0x.0x.0xfff/a',
    'http://x.nl:99999/',
    'https://256.256.256.256',
  ])('%s is no link', (typed) => expect(line(typed)).toEqual([text(typed)]));

  test.each([
    'https://nl.wikipedia.org/wiki/Foo_',
    'https://x.nl/een*',
    'https://x.nl/twee~',
    'https://x.nl/a__',
    'www.mook.nl/plan_',
    'https://x.nl/(a)_',
  ])('keep a last sign that no mark before them asks for: %s', (typed) => {
    expect(hrefs(blocksOf(typed))).toEqual([typed.replace(/^www/, 'https://www')]);
    expect(hrefs(blocksOf(`_zie_ *hier* ~of~ ${typed}, en dan`))).toEqual([
      typed.replace(/^www/, 'https://www'),
    ]);
  });

  test('are not misled by marks within an earlier link or within code', () => {
    expect(hrefs(blocksOf('https://x.nl/_a en `_b` en https://x.nl/c_'))).toEqual([
      'https://x.nl/_a',
      'https://x.nl/c_',
    ]);
  });

  test.each([
    ['_zie https://x.nl/Foo_', 'https://x.nl/Foo'],
    ['*zie ~hier https://x.nl/Foo~*', 'https://x.nl/Foo'],
    ['*(https://x.nl/Foo)*', 'https://x.nl/Foo'],
    ['*zie https://x.nl/Foo_*', 'https://x.nl/Foo_'],
    ['*a _b* https://x.nl/Foo_', 'https://x.nl/Foo_'],
  ])('give a mark back that was opened before them: %s', (typed, href) => {
    expect(hrefs(blocksOf(typed))).toEqual([href]);
  });

  test.each([
    ['https://www.ex\u0430mple.nl/a', 'https://www.xn--exmple-4nf.nl/a'],
    ['www.ex\u0430mple.nl', 'www.xn--exmple-4nf.nl'],
    // All of it Cyrillic, and it reads as "apple".
    ['https://\u0430\u0440\u0440\u04CF\u0435.com/', 'https://xn--80ak6aa92e.com/'],
    ['https://m\u03BF\u03BFk.nl:8080/?q=1', 'https://xn--mk-jbca.nl:8080/?q=1'],
    ['https://\u0261emeente.nl/', 'https://xn--emeente-7ed.nl/'],
    ['anja@ex\u0430mple.nl', 'anja@xn--exmple-4nf.nl'],
  ])('%s is shown as what it is', (typed, shown) => {
    expect(plainOf(typed)).toBe(shown);
    expect(hrefs(blocksOf(typed))).toHaveLength(1);
  });

  test.each([
    'https://caf\u00E9.nl/',
    'www.caf\u00E9demaas.nl',
    'https://x.nl/\u0430',
    'https://x.nl/?zoek=\u0430@b',
  ])('%s stays readable', (typed) => expect(plainOf(typed)).toBe(typed));

  test('may stand in bold words', () => {
    expect(line('*https://x.nl/a*')).toEqual([
      { kind: 'bold', inside: [{ kind: 'link', text: 'https://x.nl/a', href: 'https://x.nl/a' }] },
    ]);
  });

  test('keep the underscores that belong to them', () => {
    expect(line('_zie_ https://x.nl/een_twee_drie nu')).toEqual([
      { kind: 'italic', inside: [text('zie')] },
      text(' '),
      { kind: 'link', text: 'https://x.nl/een_twee_drie', href: 'https://x.nl/een_twee_drie' },
      text(' nu'),
    ]);
  });
});

describe('whatever is typed', () => {
  const typed = array(
    oneof(
      string({ unit: 'grapheme', maxLength: 8 }),
      constantFrom(
        '*',
        '_',
        '~',
        '`',
        '> ',
        '\n',
        ' ',
        'https://x.nl/',
        'javascript:',
        'a@b.nl',
        '<b>',
        '"',
        'www.',
      ),
    ),
    { maxLength: 30 },
  ).map((pieces) => pieces.join(''));

  test('no letter is lost or made up', () => {
    assert(
      property(typed, (all) => {
        expect(asTyped(blocksOf(all))).toBe(all.replace(/^>(?! )/gm, '> '));
      }),
      { numRuns: 1000 },
    );
  });

  test('a link leads to http, https, mailto or tel', () => {
    assert(
      property(typed, (all) => {
        for (const href of hrefs(blocksOf(all))) expect(href).toMatch(/^(https?:\/\/|mailto:|tel:)/i);
      }),
      { numRuns: 1000 },
    );
  });

  test('four thousand marks are taken apart in a moment', () => {
    for (const hostile of ['*a ', '_*~a', '`', '*', '> ', 'a@', 'http://']) {
      const marks = hostile.repeat(4000 / hostile.length);
      expect(effort(() => blocksOf(marks))).toBeLessThan(250);
    }
  });
});

const signs = { bold: '*', italic: '_', strike: '~' };

function asTyped(blocks: Block[]): string {
  return blocks
    .flatMap(({ kind, lines }) =>
      lines.map((parts) => (kind === 'quote' ? '> ' : '') + parts.map(partTyped).join('')),
    )
    .join('\n');
}

function partTyped(part: TextPart): string {
  if ('inside' in part) return signs[part.kind] + part.inside.map(partTyped).join('') + signs[part.kind];
  return part.kind === 'code' ? `\`${part.text}\`` : part.text;
}

function hrefs(blocks: Block[]): string[] {
  const of = (part: TextPart): string[] =>
    'inside' in part ? part.inside.flatMap(of) : part.kind === 'link' ? [part.href] : [];
  return blocks.flatMap(({ lines }) => lines.flat().flatMap(of));
}
