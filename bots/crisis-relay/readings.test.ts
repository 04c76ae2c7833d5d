import { describe, expect, test } from 'vitest';
import { alongTheMaas, capInfo, capMessage } from '../../test/support/cap.ts';
import { readCap } from './cap.ts';

const senders = ['waterschap.example.nl'];
const read = (xml: string) => readCap(xml, senders);
const reference = 'waterschap.example.nl,waterschap-0,2021-07-17T12:00:00+02:00';
const info = (more: Parameters<typeof capInfo>[0]) => read(capMessage({ infos: [capInfo(more)] })).infos[0]!;

describe('what real offices send is taken with a safe reading', () => {
  test('a text that is too long ends at a sentence and says where the rest is', () => {
    const long = 'Het water stijgt. Ga hier weg. '.repeat(200);
    const {
      description = '',
      shortened,
      web,
    } = readCap(
      capMessage({ infos: [capInfo({ description: long })] }),
      senders,
      'https://waterschap.example.nl/1.xml',
    ).infos[0]!;
    expect(description).toMatch(/\.$/);
    expect(description.length).toBeGreaterThan(3_900);
    expect(description.length).toBeLessThanOrEqual(4_000);
    expect(long.startsWith(description)).toBe(true);
    expect({ shortened, web }).toEqual({ shortened: true, web: 'https://waterschap.example.nl/1.xml' });
  });

  test.each([
    ['exactly as long as we take', 'x'.repeat(3_999) + '.', false, /^x{3999}\.$/],
    ['one sentence', 'woord '.repeat(900), true, /^(woord )+woord…$/],
    ['of one word', 'x'.repeat(5_000), true, /^x*…$/],
    ['of signs that are two', '🌊'.repeat(3_000), true, /^(🌊)*…$/u],
  ])('and one that is %s', (_, written, shortened, said) => {
    const short = info({ instruction: written });
    expect(short.instruction).toMatch(said);
    expect(short.instruction?.length).toBeLessThanOrEqual(4_000);
    expect(short.shortened).toBe(shortened);
  });

  test('the page the message names is where the rest is; what is no page is not', () => {
    const naming = (web: string) =>
      read(capMessage().replace('<headline>', `<web>${web}</web><headline>`)).infos[0]?.web;
    expect(naming('https://example.nl/a?b=1&amp;c=2')).toBe('https://example.nl/a?b=1&c=2');
    expect(naming('javascript:alert(1)')).toBeUndefined();
    expect(naming('http://')).toBeUndefined();
  });

  test('an outline whose ends nearly meet is closed', () => {
    const outline = alongTheMaas.split(' ').slice(0, -1);
    for (const last of [[], ['51.7101,5.9001'], ['51.71000001,5.9']]) {
      const area = `<polygon>${[...outline, ...last].join(' ')}</polygon>`;
      const [points] = info({ area }).areas[0]!.polygons;
      expect(points?.at(-1)).toEqual([51.71, 5.9]);
      expect(points).toHaveLength(outline.length + last.length + 1);
    }
  });

  test('an outline of thousands of corners', () => {
    const corners = Array.from({ length: 6_207 }, (_, n) => 2 * Math.PI * (n / 6_207)).map(
      (angle) => `${51.75 + 0.3 * Math.sin(angle)},${5.88 + 0.4 * Math.cos(angle)}`,
    );
    const area = `<polygon>${[...corners, corners[0]].join(' ')}</polygon>`;
    expect(info({ area }).areas[0]?.polygons[0]).toHaveLength(6_208);
  });

  test('a message without an end', () => {
    expect(read(capMessage().replace(/<expires>.*<\/expires>/, '')).infos[0]?.expires).toBeUndefined();
  });

  test('several infos in one language, each with its own level', () => {
    const two = [capInfo(), capInfo({ language: 'nl_NL', severity: 'Minor' })];
    expect(read(capMessage({ infos: two })).infos.map(({ severity }) => severity)).toEqual([
      'Severe',
      'Minor',
    ]);
  });

  test('a code without a value is passed over', () => {
    const area = '<geocode><valueName>X</valueName></geocode><circle>51.75,5.88 3.5</circle>';
    expect(info({ area }).areas[0]).toMatchObject({ geocodes: [], circles: [{}] });
  });
});

describe('a Cancel needs only what it refers to', () => {
  const cancel = (more: Parameters<typeof capMessage>[0]) =>
    read(capMessage({ msgType: 'Cancel', references: reference, ...more }));

  test.each<[string, Parameters<typeof capMessage>[0]]>([
    ['its end is when it was sent', { infos: [capInfo({ expires: '2021-07-17T14:00:00+02:00' })] }],
    ['it names no area', { infos: [capInfo({ area: '' })] }],
    ['its words are marked up', { infos: [capInfo({ instruction: '<del>Ga weg</del>' })] }],
    ['its infos are empty', { infos: ['<info></info>', '<info/>'] }],
    ['its scope is unknown', { scope: 'Iedereen' }],
    ['its time is written in UTC', { sent: '2021-07-17T12:00:00.120Z' }],
    ['one of its references is half', { references: `a,b ${reference}` }],
    ['one of its references holds more than it should', { references: `a,b,c,d ${reference}` }],
    ['a comma follows what it refers to', { references: `${reference},` }],
    ['its scope is there twice', { scope: 'Public</scope><scope>Public' }],
    ['its time has an offset without a colon', { sent: '2021-07-17T14:00:00+0200' }],
  ])('also when %s', (_, more) => {
    expect(cancel(more).references).toEqual([
      { sender: 'waterschap.example.nl', identifier: 'waterschap-0', sent: '2021-07-17T12:00:00+02:00' },
    ]);
  });

  test.each(['Cancel', 'Update'])(
    'a %s that names all that went before refers to the newest of it',
    (msgType) => {
      const all = Array.from({ length: 150 }, (_, n) => {
        const sent = new Date(Date.UTC(2021, 6, 17, 0, n)).toISOString().replace('.000Z', '+00:00');
        return `waterschap.example.nl,waterschap-${n},${sent}`;
      });
      const { references } = read(capMessage({ msgType, references: all.join('\n') }));
      expect(references).toHaveLength(100);
      expect(references[0]?.identifier).toBe('waterschap-149');
    },
  );

  test('but a test, a stranger or one that names nothing withdraws nothing', () => {
    expect(() => cancel({ status: 'Test' })).toThrow(/Test is not for people/);
    expect(() => cancel({ sender: 'elders.example.nl' })).toThrow(/not on the list/);
    expect(() => cancel({ references: 'a,b' })).toThrow(/references: Cancel must say/);
  });
});

test('officers are told in what kind a message broke the rules, and what it was about', () => {
  const refusal = (xml: string): unknown => {
    try {
      return read(xml);
    } catch (error) {
      return error;
    }
  };
  expect(refusal(capMessage().replace(/<area>[^]*<\/area>/, ''))).toMatchObject({
    reason: 'area',
    about: 'Hoog water in de Maas',
  });
  expect(refusal(capMessage({ infos: [capInfo({ headline: 'Ga <del>niet</del> weg' })] }))).toMatchObject({
    reason: 'words',
    about: 'Ga niet weg',
  });
  expect(refusal(capMessage({ sent: '2021-07-17T12:00:00Z' }))).toMatchObject({ reason: 'time' });
  expect(refusal(capMessage({ msgType: 'Update' }))).toMatchObject({ reason: 'reference' });
  expect(refusal(capMessage({ sender: 'elders.example.nl' }))).toMatchObject({ reason: 'sender' });
  expect(refusal('Hoog water!')).toMatchObject({ reason: 'file' });
  expect(refusal(capMessage().replace('cap:1.2', 'cap:1.1'))).toMatchObject({ reason: 'form' });
  expect(refusal(capMessage({ status: 'Test' }))).toMatchObject({ reason: undefined });
});
