import { describe, expect, test } from 'vitest';
import { capInfo, capMessage } from '../../test/support/cap.ts';
import { readCap } from './cap.ts';

const senders = ['waterschap.example.nl'];
const read = (xml: string) => readCap(xml, senders);
const info = (more: Parameters<typeof capInfo>[0]) => read(capMessage({ infos: [capInfo(more)] })).infos[0]!;
const instruction = (written: string) => info({ instruction: written }).instruction;

describe('the words of a message are all there, in their order', () => {
  test.each([
    ['marks', 'Ga <b>niet</b> naar <i>buit<u>en</u></i>.', 'Ga niet naar buiten.'],
    ['marks of another namespace', 'Ga <h:b xmlns:h="urn:h">niet</h:b> naar buiten.', 'Ga niet naar buiten.'],
    ['a link', 'Kijk op <a href="https://example.nl/">de site</a> en bel.', 'Kijk op de site en bel.'],
    ['colours', 'Ga <span style="color: red">niet</span> weg.', 'Ga niet weg.'],
    ['raised figures', '10<sup>6</sup> m<sup>2</sup>, 10<sup>-3</sup>, 1<sup>e</sup>', '10⁶ m², 10⁻³, 1e'],
    ['a comment', 'Ga niet<!-- a <b>b</b> --> naar <!---->buiten.', 'Ga niet naar buiten.'],
    ['an instruction to a program', 'Ga <?print <b>x</b>?>niet naar buiten.', 'Ga niet naar buiten.'],
    ['characters as they are', '<![CDATA[Wind & regen]]>', 'Wind & regen'],
    ['both in one', 'Ga <![CDATA[niet & nooit]]> naar &lt;buiten&gt;.', 'Ga niet & nooit naar <buiten>.'],
    ['an entity that was characters', '<![CDATA[R&amp;D]]>', 'R&amp;D'],
    ['line breaks', 'Ga weg.<br/>Bel 112.', 'Ga weg.\nBel 112.'],
    ['paragraphs', '<p>Ga weg.</p>\n      <p>Bel <b>112</b>.</p>', 'Ga weg.\n\nBel 112.'],
    ['a list', '<ul><li>Ramen dicht</li><li>Blijf binnen</li></ul>', 'Ramen dicht\n\nBlijf binnen'],
    ['lines of another system', 'Ga weg.\r\nBel 112.&#13;Blijf weg.', 'Ga weg.\nBel 112.\nBlijf weg.'],
    ['words about space', '</instruction><instruction xml:space="preserve"> Ga weg. ', undefined],
  ])('with %s', (_, written, said) => {
    if (said === undefined) expect(() => instruction(written)).toThrow(/more than once/);
    else expect(instruction(written)).toBe(said);
  });

  test.each([
    ['struck through', 'Ga <del>niet</del> naar buiten.', /holds <del>/],
    ['struck through in another way', 'Ga <s>niet</s> naar buiten.', /holds <s>/],
    [
      'struck through by its style',
      'Ga <span style="text-decoration:line-through">niet</span> weg.',
      /struck out/,
    ],
    ['hidden by its style', '<p style="DISPLAY : none">Ga niet weg.</p>', /hidden or struck out/],
    ['hidden', 'Ga <b hidden="">niet</b> weg.', /hidden or struck out/],
    ['in an element nobody knows', '<stap>Ga weg.</stap><stap>Bel 112.</stap>', /holds <stap>/],
    ['a script', 'Ga weg.<script>x</script>', /holds <script>/],
    ['twice', 'Ga weg.</instruction><instruction>Blijf binnen.', /<instruction> is there more than once/],
    ['a character that is none', 'Ga&#11;weg', /#11 is no character/],
    ['a character that XML does not know', 'Ga\u000bweg', /character that XML does not know/],
  ])('or it is refused: words that are %s', (_, written, rule) => {
    expect(() => instruction(written)).toThrow(rule);
  });

  test.each([
    [
      'hidden in another element',
      /<instruction>.*<\/instruction>/,
      '<more>$&</more>',
      /is hidden inside <more>/,
    ],
    ['beside the elements', '<instruction>', 'Ga niet. $&', /words in <info> beside/],
    ['an info hidden in another element', /<info>[^]*<\/info>/, '<more>$&</more>', /<info> is hidden/],
  ])('or it is refused: words that are %s', (_, what, instead, rule) => {
    expect(() => read(capMessage().replace(what, instead))).toThrow(rule);
  });

  test('and what another namespace adds to a message is not taken for ours', () => {
    const added = '<x:note xmlns:x="urn:x"><x:headline>Anders</x:headline></x:note><headline>';
    expect(read(capMessage().replace('<headline>', added)).infos[0]?.headline).toBe('Hoog water in de Maas');
  });

  test.each(['headline', 'description', 'instruction', 'event', 'senderName', 'areaDesc'])(
    'also in <%s>',
    (name) => {
      const marked = capMessage().replace(new RegExp(`<${name}>`), '$&Niet <b>zo</b> ');
      expect(JSON.stringify(read(marked))).toMatch(/"Niet zo /);
    },
  );
});
