import { CapAlert } from '#contract/crisis/cap.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capInfo, capMessage } from '../../test/support/cap.ts';
import { effort } from '../../test/support/effort.ts';
import { Broken } from './broken.ts';
import { readCap } from './cap.ts';

const senders = ['waterschap.example.nl'];
const read = (xml: string) => readCap(xml, senders);
const reference = 'waterschap.example.nl,waterschap-0,2021-07-17T12:00:00+02:00';

describe('a CAP message', () => {
  test('is read whole', () => {
    const alert = read(capMessage({ msgType: 'Update', references: `${reference}\n ${reference}` }));
    expect(alert).toMatchObject({
      identifier: 'waterschap-1',
      sent: '2021-07-17T14:00:00+02:00',
      references: [{ identifier: 'waterschap-0' }, { sent: '2021-07-17T12:00:00+02:00' }],
      infos: [
        { language: 'nl-NL', categories: ['Met', 'Geo'], severity: 'Severe', senderName: 'Waterschap' },
      ],
    });
    expect(alert.infos[0]?.areas[0]?.polygons[0]?.[0]).toEqual([51.71, 5.9]);
  });

  test('may write its names with a prefix, and its words with the entities of XML', () => {
    const prefixed = capMessage({
      infos: [capInfo({ headline: 'Wind &amp; water &#x2013; pas &lt;nu&gt; op' })],
    })
      .replace(/<(\/?)(\w)/g, '<$1cap:$2')
      .replace('xmlns=', 'xmlns:cap=');
    expect(read(prefixed).infos[0]?.headline).toBe('Wind & water – pas <nu> op');
  });

  test('may hold circles and codes', () => {
    const area =
      '<circle>51.75,5.88 3.5</circle><geocode><valueName>EMMA_ID</valueName><value>NL011</value></geocode>';
    expect(read(capMessage({ infos: [capInfo({ area })] })).infos[0]?.areas[0]).toMatchObject({
      circles: [{ centre: [51.75, 5.88], kilometres: 3.5 }],
      geocodes: [{ valueName: 'EMMA_ID', value: 'NL011' }],
    });
  });

  test('a Cancel needs no words', () => {
    expect(read(capMessage({ msgType: 'Cancel', references: reference, infos: [] })).infos).toEqual([]);
  });
});

describe('a message that breaks a rule is not taken over, and the rule is said', () => {
  const one = (more: Parameters<typeof capInfo>[0]) => capMessage({ infos: [capInfo(more)] });
  const without = (element: string) =>
    capMessage().replace(new RegExp(`<${element}>[^]*?</${element}>`, 'g'), '');

  test.each<[string, string, RegExp]>([
    ['no XML', 'Hoog water!', /not well-formed/],
    ['cut off', capMessage().slice(0, -60), /not well-formed/],
    ['something after it', `${capMessage()}<alert/>`, /not well-formed/],
    ['a document type', capMessage().replace('?>', '?><!DOCTYPE alert [<!ENTITY a "b">]>'), /document type/],
    ['an entity of its own', one({ headline: '&hoogwater;' }), /&hoogwater is no character/],
    ['another root', '<rss xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>', /no <alert>/],
    ['CAP 1.1', capMessage().replace('cap:1.2', 'cap:1.1'), /not of urn:oasis.*1\.2/],
    ['a name that reaches into JavaScript', one({ area: '<constructor>x</constructor>' }), /SECURITY/],
    ['no identifier', without('identifier'), /^identifier: is missing/],
    [
      'two identifiers',
      capMessage().replace('<sender>', '<identifier>b</identifier><sender>'),
      /more than once/,
    ],
    ['no sent', without('sent'), /^sent: is missing/],
    ['a space in its identifier', capMessage({ identifier: 'a b' }), /^identifier: no spaces/],
    ['UTC written as Z', capMessage({ sent: '2021-07-17T12:00:00Z' }), /^sent: .*never Z/],
    ['no offset', capMessage({ sent: '2021-07-17T12:00:00' }), /^sent/],
    ['a day that does not exist', capMessage({ sent: '2021-02-30T12:00:00+01:00' }), /^sent/],
    ['a status of its own', capMessage({ status: 'Echt' }), /^status/],
    ['a test', capMessage({ status: 'Test' }), /Test is not for people/],
    ['a draft', capMessage({ status: 'Draft' }), /Draft is not for people/],
    ['an acknowledgement', capMessage({ msgType: 'Ack', references: reference }), /Ack is not for people/],
    ['a private scope', capMessage({ scope: 'Private' }), /not for everybody/],
    ['an Update of nothing', capMessage({ msgType: 'Update' }), /^references: Update must say/],
    [
      'half a reference',
      capMessage({ msgType: 'Update', references: 'a,b' }),
      /^references\.0\.sent: is missing/,
    ],
    ['no words', capMessage({ infos: [] }), /^infos/],
    [
      'another severity in English',
      capMessage({ infos: [capInfo(), capInfo({ language: 'en', severity: 'Minor' })] }),
      /same severity/,
    ],
    ['no severity', without('severity'), /^infos\.0\.severity/],
    ['no category', without('category'), /^infos\.0\.categories: at least one category/],
    [
      'an end before it was sent',
      one({ expires: '2021-07-17T13:59:59+02:00' }),
      /expires must be after sent/,
    ],
    ['no area', without('area'), /^infos\.0\.areas: .*where/],
    ['an area without a name', without('areaDesc'), /areaDesc: is missing/],
    [
      'an outline that is not closed',
      one({ area: '<polygon>51,5 52,5 52,6 51,6</polygon>' }),
      /ends where it began/,
    ],
    [
      'an outline of three points',
      one({ area: '<polygon>51,5 52,5 51,5</polygon>' }),
      /at least four points/,
    ],
    [
      'an outline without numbers',
      one({ area: '<polygon>a,b c,d e,f a,b</polygon>' }),
      /^infos\.0\.areas\.0\.polygons/,
    ],
    ['a place off the earth', one({ area: '<circle>95,5 1</circle>' }), /circles\.0\.centre\.0/],
    [
      'a sender of whom this feed brings nothing',
      capMessage({ sender: 'elders.example.nl' }),
      /not on the list/,
    ],
  ])('%s', (_, xml, rule) => {
    expect(() => read(xml)).toThrow(Broken);
    expect(() => read(xml)).toThrow(rule);
  });
});

const valid = capMessage({
  msgType: 'Update',
  references: reference,
  infos: [capInfo(), capInfo({ language: 'en-GB', area: '<circle>51.75,5.88 3.5</circle>' })],
});

const piece = fc.oneof(
  fc.string({ maxLength: 5 }),
  fc.constantFrom(
    '<',
    '>',
    '</info>',
    '<info>',
    '&',
    '&#0;',
    '<![CDATA[',
    '<!--',
    '-->',
    ' ',
    '"',
    'Z',
    '-',
    ',',
  ),
  fc.tuple(fc.nat(valid.length), fc.nat(60)).map(([from, length]) => valid.slice(from, from + length)),
);

const change = fc.record({ at: fc.nat(valid.length), drop: fc.nat(30), put: piece });

test('however a message is mangled, it is taken over whole by the rules or refused by one of them', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const mangled = changes.reduce(
        (xml, { at, drop, put }) => xml.slice(0, at) + put + xml.slice(at + drop),
        valid,
      );
      expect(taken(mangled)).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});

test('noise of any kind is refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (noise) => {
      expect(() => read(noise)).toThrow(Broken);
    }),
  );
});

test('a file made to be slow is read in no time', () => {
  const slow = [
    `<alert ${'a="b" '.repeat(40_000)}`,
    '<!--'.repeat(60_000),
    `<alert ${' '.repeat(250_000)}`,
    '<a>'.repeat(80_000),
    `<alert>${'&'.repeat(250_000)}</alert>`,
  ];
  const reading = () => {
    for (const xml of slow) expect(() => read(xml)).toThrow(Broken);
  };
  expect(effort(reading)).toBeLessThan(5_000);
});

function taken(xml: string): boolean {
  try {
    return CapAlert.safeParse(read(xml)).success;
  } catch (error) {
    return error instanceof Broken;
  }
}
